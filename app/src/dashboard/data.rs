//! What the dashboard is given.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::goals::Goals;
use super::published::PublishedFigures;
use crate::municipalities::data::RegionFigures;
use crate::municipalities::figures::MapFigure;

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
    /// None: none is planned.
    pub next_meeting: Option<NextMeeting>,
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
    pub example: bool,
}
