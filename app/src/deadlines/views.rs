//! Screens.

use leptos::prelude::*;

use crate::ui::PageTitle;

#[component]
pub fn DeadlinesPage() -> impl IntoView {
    view! { <PageTitle title="Termijnen"/> }
}
