//! What the screen of the log is given: names and labels, ready to show.

use domain::audit::{Event, SubjectType};
use domain::differences::FieldChange;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::commitments::data::Moment;

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLine {
    pub id: Uuid,
    /// Its number in the chain: what `audit verify` calls it.
    pub sequence: i64,
    pub at: Moment,
    /// The person, or who it was when nobody was logged in.
    pub by: String,
    /// On behalf of which organisation; empty when of none.
    pub organisation: String,
    pub event: Event,
    pub subject: LogSubject,
    pub changes: Vec<FieldChange>,
}

/// What a line is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogSubject {
    pub kind: SubjectType,
    pub id: Uuid,
    /// A commitment's number and title, a name, or for a user name and address.
    pub label: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogPage {
    pub lines: Vec<LogLine>,
    pub total: u64,
    /// From 1; never beyond `pages`.
    pub page: u64,
    pub pages: u64,
}
