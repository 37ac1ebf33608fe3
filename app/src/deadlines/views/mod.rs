//! The pages of deadlines. Plain pages.

mod edit;
mod list;
mod matrix;
mod one;
mod phase;

pub use edit::EditDeadlinePage;
pub use list::DeadlinesPage;
pub use one::DeadlinePage;
pub use phase::PhasePage;

use chrono::NaiveDate;
use domain::Period;
use domain::agendas::Adoption;
use domain::deadlines::{Phase, Standing};
use domain::dutch;
use leptos::prelude::*;

use super::data::Cell;
use super::distance::distance;
use crate::ui::ExampleBadge;

fn unknown(text: &'static str) -> AnyView {
    view! { <span class="wza-muted">{text}</span> }.into_any()
}

fn date(day: NaiveDate) -> impl IntoView {
    view! { <time datetime=day.to_string()>{dutch::date(day)}</time> }
}

/// The period and, for what recurs, the next date.
fn when(due: Option<Period>, today: NaiveDate) -> AnyView {
    let Some(due) = due else { return unknown("nog geen datum") };
    let next = due.next_end(today).filter(|_| due.recurs());
    view! {
        {due.label()}
        {next.map(|next| view! { " " <span class="wza-muted">"volgende: " {date(next)}</span> })}
    }
    .into_any()
}

fn away(due: Option<Period>, today: NaiveDate) -> AnyView {
    match due.and_then(|due| Some((due, distance(due, today)?))) {
        Some((due, words)) if due.is_over(today) => view! { <span class="nl-data-badge">{words}</span> }.into_any(),
        Some((_, words)) => view! { <span class="wza-nowrap">{words}</span> }.into_any(),
        None => unknown("nog niet bekend"),
    }
}

/// The word says it; the colour only repeats it.
#[component]
fn PhaseBadge(cell: Cell) -> impl IntoView {
    let class = match cell.phase {
        Phase::NotStarted => "nl-data-badge",
        Phase::Preparing | Phase::Draft => "nl-data-badge wza-badge--concept",
        Phase::Consultation => "nl-data-badge wza-badge--proposed",
        Phase::Adopted => "nl-data-badge wza-badge--completed",
    };
    view! { <span class=class>{cell.label()}</span> }
}

/// What there is to say of a gemeente beside its phase.
fn beside(cell: &Cell) -> impl IntoView + use<> {
    let late = (cell.standing == Standing::Late).then(|| {
        view! { " " <span class="nl-data-badge wza-badge--overdue">{Standing::Late.label()}</span> }
    });
    view! { {late} {cell.example.then(|| view! { " " <ExampleBadge/> })} }
}

/// `door gemeenteraad Almelo op 12-11-2026`
fn adoption(adoption: &Adoption) -> String {
    format!("door {} op {}", adoption.by, dutch::date(adoption.on))
}
