//! What timelines and the screen of the log are given: names and labels, ready to show.

use domain::audit::{Event, SubjectType};
use domain::differences::FieldChange;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A moment, for people and for machines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// `21-11-2026 14:05`
    pub label: String,
    /// `2026-11-21T13:05:00Z`
    pub iso: String,
}

/// Something that happened to a thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    pub at: Moment,
    /// The person; empty when the command line did it.
    pub by: String,
    pub organisation: String,
    pub event: Event,
    pub changes: Vec<FieldChange>,
}

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
    /// A commitment's number and title, a bottleneck's or document's title, a name, or for a user name and address.
    pub label: String,
    /// An invented commitment of the demo.
    pub example: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogPage {
    pub lines: Vec<LogLine>,
    pub total: u64,
    /// From 1; never beyond `pages`.
    pub page: u64,
    pub pages: u64,
}
