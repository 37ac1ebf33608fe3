//! What the screen of deadlines is given.

use chrono::NaiveDate;
use domain::Period;

use crate::organisations::source::Source;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// The day from which everything is counted.
    pub today: NaiveDate,
    /// The first to end comes first; those without a date last.
    pub deadlines: Vec<Deadline>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    pub title: String,
    pub due: Option<Period>,
    pub legal_status: Option<String>,
    pub note: Option<String>,
    pub source: Option<Source>,
}
