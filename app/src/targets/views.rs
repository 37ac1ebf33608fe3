//! Screens.

use leptos::prelude::*;

use crate::ui::PageTitle;

#[component]
pub fn TargetsPage() -> impl IntoView {
    view! { <PageTitle title="Doelen"/> }
}
