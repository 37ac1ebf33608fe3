//! The pages of meetings. Plain pages.

mod edit;
mod list;
mod minutes;
mod point;
mod show;
mod step;

pub use edit::{EditMeetingPage, NewMeetingPage};
pub use list::MeetingsPage;
pub use minutes::{AttendancePage, MinutesPage};
pub use point::AgendaPointPage;
pub use show::{MeetingPage, Moved};
pub use step::{CancelMeetingPage, ReopenMeetingPage};

use chrono::NaiveDate;
use domain::dutch;
use domain::meetings::State;
use leptos::prelude::*;

use super::PATH;
use crate::ui::{Breadcrumb, Crumb};

/// Where a page of a meeting is.
#[component]
pub fn Path(
    /// The meeting's address and name, on a page below its own.
    #[prop(optional_no_strip)]
    through: Option<(String, String)>,
    #[prop(into)] here: String,
) -> impl IntoView {
    let mut crumbs = vec![Crumb::link("Overleggen", PATH)];
    crumbs.extend(through.map(|(address, title)| Crumb::link(title, address)));
    crumbs.push(Crumb::here(here));
    view! { <Breadcrumb crumbs=crumbs/> }
}

#[component]
fn StateBadge(state: State) -> impl IntoView {
    let class = match state {
        State::Preparing => "nl-data-badge",
        State::PapersReady => "nl-data-badge wza-badge--raised",
        State::Held => "nl-data-badge wza-badge--open",
        State::MinutesAdopted => "nl-data-badge wza-badge--completed",
        State::Cancelled => "nl-data-badge wza-badge--lapsed",
    };
    view! { <span class=class>{state.label()}</span> }
}

#[component]
pub fn Day(date: NaiveDate) -> impl IntoView {
    view! { <time datetime=date.to_string()>{dutch::date(date)}</time> }
}
