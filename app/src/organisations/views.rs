//! Screens.

use leptos::prelude::*;

use crate::ui::PageTitle;

#[component]
pub fn OrganisationsPage() -> impl IntoView {
    view! { <PageTitle title="Organisaties"/> }
}
