//! What the screens of commitments are given: names and labels, ready to show.

use domain::audit::Event;
use domain::commitments::{Kind, LifeCycle, PartyRole};
use domain::differences::FieldChange;
use domain::progress::Stoplight;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A gemeente by name and address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub name: String,
    pub slug: String,
}

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub id: Uuid,
    pub number: String,
    pub title: String,
    /// None: it stands in the region's agenda.
    pub municipality: Option<Place>,
    pub place: Option<String>,
    pub lead: Option<String>,
    pub partners: Vec<String>,
    pub due: String,
    pub overdue: bool,
    pub life_cycle: LifeCycle,
    pub progress: Option<Stoplight>,
    pub example: bool,
    pub published: bool,
}

/// A thing to choose from, by the value that the address or form holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    pub value: String,
    pub name: String,
}

/// A challenge to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedChallenge {
    pub id: Uuid,
    pub number: String,
    pub title: String,
    pub priority: bool,
}

/// What the filter of the list offers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilterOptions {
    /// By slug.
    pub municipalities: Vec<Named>,
    /// By id.
    pub organisations: Vec<Named>,
    pub challenges: Vec<NamedChallenge>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPage {
    pub rows: Vec<Row>,
    pub total: u64,
    /// From 1; never beyond `pages`.
    pub page: u64,
    pub pages: u64,
    /// Parts of the filter that name nothing, such as a gemeente that does not exist.
    pub unknown: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyLine {
    pub name: String,
    pub role: PartyRole,
    pub contribution: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressLine {
    pub status: Stoplight,
    pub note: Option<String>,
    pub cause: Option<String>,
    pub effect: Option<String>,
    pub correction: Option<String>,
    pub at: Moment,
    pub by: String,
}

/// A moment, for people and for machines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// `21-11-2026 14:05`
    pub label: String,
    /// `2026-11-21T13:05:00Z`
    pub iso: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    pub at: Moment,
    /// The person; empty when the command line did it.
    pub by: String,
    pub organisation: String,
    pub event: Event,
    pub changes: Vec<FieldChange>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceLine {
    pub title: String,
    pub detail: Option<String>,
    pub quote: Option<String>,
    pub verified: bool,
}

/// A commitment on its own page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    pub row: Row,
    pub description: Option<String>,
    pub kind: Option<Kind>,
    pub start: Option<String>,
    pub parties: Vec<PartyLine>,
    pub challenges: Vec<NamedChallenge>,
    pub target_groups: Vec<String>,
    pub source: Option<SourceLine>,
    pub latest: Option<ProgressLine>,
    pub timeline: Vec<TimelineEntry>,
    /// What it lacks before it can leave concept.
    pub missing: Vec<String>,
    pub may_edit: bool,
    pub may_propose: bool,
    pub may_report: bool,
    pub version: i32,
}

/// What the form of a commitment offers, and what it starts with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormPage {
    /// By id; for an existing commitment only its own.
    pub agendas: Vec<Named>,
    /// By id.
    pub organisations: Vec<Named>,
    pub challenges: Vec<NamedChallenge>,
    /// By id.
    pub target_groups: Vec<Named>,
    pub form: super::form::CommitmentForm,
    pub title: String,
}

/// What the form of progress starts with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressPage {
    pub number: String,
    pub title: String,
    pub form: super::form::ProgressForm,
}
