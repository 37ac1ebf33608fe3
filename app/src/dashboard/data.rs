//! What the dashboard is given.

use chrono::NaiveDate;
use domain::progress::{Aspect, Stoplight};
use serde::{Deserialize, Serialize};

use super::goals::Goals;
use super::published::PublishedFigures;
use crate::municipalities::data::RegionFigures;
use crate::municipalities::figures::MapFigure;

/// All that the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screen {
    pub dashboard: Dashboard,
    /// None: none is planned.
    pub next_meeting: Option<NextMeeting>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dashboard {
    pub region: RegionFigures,
    pub published: PublishedFigures,
    /// How many gemeenten have no adopted agenda.
    pub without_agenda: i64,
    /// What colours the map.
    pub map: MapFigure,
    /// None when the region has no targets yet.
    pub goals: Option<Goals>,
    /// The first to end comes first; those without a date last.
    pub deadlines: Vec<NextDeadline>,
    /// Parts of the address that ask for what there is not, and what is shown instead.
    pub warnings: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextDeadline {
    pub title: String,
    /// As written down: `2026`, `elk jaar op 1 juli`; none without a date.
    pub due: Option<String>,
    /// The next time, of what recurs.
    pub next: Option<NaiveDate>,
    pub over: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextMeeting {
    /// The body, the day and the title.
    pub label: String,
    /// Where its papers are, on one page.
    pub papers: String,
    /// The papers of the other meetings of that day.
    pub beside: Vec<Link>,
    pub example: bool,
    /// What a bestuurder reads the evening before; empty for others.
    pub evening: Vec<Part>,
}

/// One part of what a bestuurder reads, with what is most urgent in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub title: String,
    pub lines: Vec<PartLine>,
    /// What is said when there are none.
    pub empty: String,
    /// Where all of it is, and what that is called.
    pub more: Option<Link>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub text: String,
    pub address: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartLine {
    pub text: String,
    pub address: Option<String>,
    /// Beside it, in few words.
    pub aside: Option<String>,
    pub lights: Vec<(Aspect, Stoplight)>,
    /// Under it: what it is called, and what it is.
    pub facts: Vec<(String, String)>,
}
