//! Screens.

use leptos::prelude::*;

use crate::ui::PageTitle;

#[component]
pub fn MunicipalitiesPage() -> impl IntoView {
    view! { <PageTitle title="Gemeenten"/> }
}

#[component]
pub fn MunicipalityPage() -> impl IntoView {
    view! { <PageTitle title="Gemeente"/> }
}
