//! The pages of success factors. Plain pages.

mod list;
mod one;
mod state;

pub use list::FactorsPage;
pub use one::FactorPage;
pub use state::StatePage;

use domain::success_factors::State;
use leptos::prelude::*;

use super::data::{Cell, Factor};
use crate::bottlenecks::filter::Filter;
use crate::ui::ExampleBadge;

fn unknown(text: &'static str) -> AnyView {
    view! { <span class="wza-muted">{text}</span> }.into_any()
}

/// The word says it; the colour only repeats it.
#[component]
fn StateBadge(state: State) -> impl IntoView {
    let class = match state {
        State::InOrder => "nl-data-badge wza-badge--completed",
        State::Attention => "nl-data-badge wza-badge--proposed",
        State::Blocked => "nl-data-badge wza-badge--overdue",
        State::Unknown => "nl-data-badge",
    };
    view! { <span class=class>{state.label()}</span> }
}

fn beside(cell: &Cell) -> impl IntoView + use<> {
    cell.example.then(|| view! { " " <ExampleBadge/> })
}

/// The open bottlenecks that fall under it, as a link to their list.
fn bottlenecks(factor: &Factor) -> AnyView {
    let text = match factor.bottlenecks {
        0 => return unknown("geen"),
        1 => "1 open knelpunt".to_owned(),
        many => format!("{many} open knelpunten"),
    };
    let filter = Filter {
        success_factor: Some(factor.id.into()),
        state: Some(domain::bottlenecks::State::Open),
        ..Filter::default()
    };
    // Several of these stand below each other.
    let of = format!(" bij {}", factor.name);
    view! { <a href=filter.address()>{text}<span class="wza-visually-hidden">{of}</span></a> }.into_any()
}
