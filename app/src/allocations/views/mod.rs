//! The screens of urgent allocations.

mod edit;
mod overview;
mod takers;
mod year;

pub use overview::AllocationsPage;
pub use year::AllocationsOfMunicipalityPage;

use domain::dutch;
use leptos::prelude::*;

fn number(value: u64) -> String {
    dutch::number(i64::try_from(value).unwrap_or(i64::MAX))
}

/// A cell with a number or share; without one, it says why.
fn cell(value: Option<String>, otherwise: &'static str) -> AnyView {
    let content = match value {
        Some(value) => value.into_any(),
        None => view! { <span class="wza-muted">{otherwise}</span> }.into_any(),
    };
    view! { <td class="utrecht-table__cell--numeric-column">{content}</td> }.into_any()
}

fn head(name: String) -> AnyView {
    view! { <th scope="col" class="utrecht-table__header-cell--numeric-column">{name}</th> }.into_any()
}
