//! The screens of loading a file: choose it, say what its columns mean, see what its rows would do.

mod columns;
mod list;
mod preview;
mod rows;

pub use columns::ColumnsPage;
pub use list::ImportsPage;
pub use preview::ImportPage;

use domain::imports::{Kind, State};
use leptos::prelude::*;

/// `1. Bestand, 2. Kolommen, 3. Controleren`: where one is, of three.
fn steps(current: usize) -> AnyView {
    const STEPS: [&str; 3] = ["Bestand kiezen", "Kolommen koppelen", "Controleren en inlezen"];
    let step = |(index, name): (usize, &&'static str)| {
        let here = (index + 1 == current).then_some("step");
        view! { <li aria-current=here>{*name}</li> }
    };
    let steps: Vec<_> = STEPS.iter().enumerate().map(step).collect();
    view! { <ol class="wza-stages" aria-label="Stappen">{steps}</ol> }.into_any()
}

fn state_badge(state: State) -> AnyView {
    let class = match state {
        State::Opened => "nl-data-badge wza-badge--concept",
        State::Loaded => "nl-data-badge wza-badge--completed",
        State::Undone => "nl-data-badge wza-badge--lapsed",
    };
    view! { <span class=class>{state.label()}</span> }.into_any()
}

/// `40 projecten`
fn counted(kind: Kind, count: usize) -> String {
    let (one, more) = match kind {
        Kind::Projects => ("project", "projecten"),
        Kind::Commitments => ("afspraak", "afspraken"),
        Kind::Deliveries => ("oplevering", "opleveringen"),
        Kind::Targets => ("doelaantal", "doelaantallen"),
    };
    domain::dutch::count(count as u64, one, more)
}
