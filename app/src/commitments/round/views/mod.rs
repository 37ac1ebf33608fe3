//! The pages of a round. Plain pages; a small script makes them quick, and is not needed.

mod keys;
mod start;
mod step;

pub use start::RoundPage;
pub use step::RoundStepPage;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::way::Way;
use crate::ui::{Breadcrumb, Crumb, LeftOut, LeftOutNotice};

fn way_in_address() -> (Way, LeftOut) {
    use_query_map().with_untracked(Way::from_query)
}

#[component]
fn Path(way: Way, #[prop(into)] here: String) -> impl IntoView {
    view! { <Breadcrumb crumbs=vec![Crumb::link("Afspraken", way.filter.address()), Crumb::here(here)]/> }
}

/// Says what the round leaves out of the filter.
#[component]
fn NotUnderstood(mut left_out: LeftOut, unknown: Vec<String>) -> impl IntoView {
    left_out.unknown.extend(unknown);
    view! { <LeftOutNotice left_out=left_out pages=(1, 1) everything=("/afspraken", "Toon alle afspraken")/> }
}
