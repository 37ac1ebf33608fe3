//! The pages of bottlenecks. Plain pages.

mod edit;
mod list;
mod show;
mod step;

pub use edit::{EditBottleneckPage, NewBottleneckPage};
pub use list::BottlenecksPage;
pub use show::BottleneckPage;
pub use step::{EscalatePage, ReopenPage, SolvePage};

use domain::bottlenecks::{Level, State};
use domain::dutch;
use leptos::prelude::*;

use super::filter::PATH;
use crate::ui::{Breadcrumb, Crumb};

/// Where a page of a bottleneck is.
#[component]
fn Path(
    /// The bottleneck's address and title, on a page below its own.
    #[prop(optional_no_strip)]
    through: Option<(String, String)>,
    #[prop(into)] here: String,
) -> impl IntoView {
    let mut crumbs = vec![Crumb::link("Knelpunten", PATH)];
    crumbs.extend(through.map(|(address, title)| Crumb::link(title, address)));
    crumbs.push(Crumb::here(here));
    view! { <Breadcrumb crumbs=crumbs/> }
}

#[component]
pub fn LevelBadge(level: Level) -> impl IntoView {
    let class = match level {
        Level::Local => "nl-data-badge",
        Level::Officials | Level::Executives => "nl-data-badge wza-badge--raised",
        Level::AccelerationTable | Level::National => "nl-data-badge wza-badge--high",
    };
    view! { <span class=class>{level.label()}</span> }
}

#[component]
fn StateBadge(state: State) -> impl IntoView {
    let class = match state {
        State::Open => "nl-data-badge wza-badge--open",
        State::Solved => "nl-data-badge wza-badge--completed",
    };
    view! { <span class=class>{state.label()}</span> }
}

/// `2 afspraken en 1 project`; none for nothing.
fn how_many(commitments: usize, projects: usize) -> Option<String> {
    let commitments = (commitments > 0).then(|| dutch::count(commitments as u64, "afspraak", "afspraken"));
    let projects = (projects > 0).then(|| dutch::count(projects as u64, "project", "projecten"));
    let both: Vec<String> = commitments.into_iter().chain(projects).collect();
    (!both.is_empty()).then(|| both.join(" en "))
}

fn number(amount: u64) -> String {
    dutch::number(i64::try_from(amount).unwrap_or(i64::MAX))
}
