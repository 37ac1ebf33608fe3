//! Screens.

use leptos::prelude::*;

use crate::ui::PageTitle;

#[component]
pub fn DashboardPage() -> impl IntoView {
    view! { <PageTitle title="Dashboard"/> }
}
