//! What the screens of commitments are given: names and labels, ready to show.

use domain::agendas::Years;
use domain::commitments::{Kind, LifeCycle, PartyRole};
use domain::progress::{Standing, Stoplight};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::steps::data::MilestoneLine;
use super::waiting::data::Waiting;
use crate::audit::data::{Moment, TimelineEntry};
use crate::bottlenecks::data::Blocking;
use crate::decisions::data::{Decided, Ground};
use crate::saved_views::data::SavedView;

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
    pub progress: Standing,
    /// What was last reported is too old.
    pub stale: bool,
    /// A change of what holds lies with the parties.
    pub change_asked: bool,
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
    /// Of the agendas, each once.
    pub years: Vec<Years>,
    /// By id.
    pub success_factors: Vec<Named>,
    /// By id.
    pub documents: Vec<Named>,
    /// Those of who reads the list.
    pub views: Vec<SavedView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPage {
    pub rows: Vec<Row>,
    pub total: u64,
    /// How many agreements these are, where one can stand in several agendas.
    pub agreements: Option<u64>,
    /// From 1; never beyond `pages`.
    pub page: u64,
    pub pages: u64,
    /// Parts of the filter that name nothing and were left out, such as a gemeente that does not exist.
    pub unknown: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyLine {
    /// None: a whole group.
    pub organisation: Option<Uuid>,
    pub name: String,
    pub role: PartyRole,
    /// Which function carries it there.
    pub function: Option<String>,
    pub contribution: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressLine {
    /// Identifies it: a form says which report its writer saw.
    pub id: Uuid,
    pub content: Stoplight,
    pub planning: Stoplight,
    pub money: Stoplight,
    pub expected: Option<String>,
    /// It repeats the one before it.
    pub unchanged: bool,
    pub note: Option<String>,
    pub cause: Option<String>,
    pub effect: Option<String>,
    pub correction: Option<String>,
    pub at: Moment,
    pub by: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceLine {
    pub title: String,
    pub detail: Option<String>,
    pub quote: Option<String>,
    pub verified: bool,
}

/// So many dwellings of one type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DwellingLine {
    pub name: String,
    pub count: u32,
}

/// A document that a commitment carries out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentLine {
    /// Title and years.
    pub label: String,
    /// Where it can be read.
    pub url: Option<String>,
}

/// A project that a commitment serves, of those that the reader may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectLine {
    pub id: Uuid,
    /// Name and gemeente.
    pub label: String,
}

/// What stands beside a commitment and has a page of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SideCard {
    pub anchor: String,
    pub title: String,
    /// What stands there when there is nothing.
    pub nothing: String,
    pub lines: Vec<SideLine>,
    /// The page, and how the link to it is called.
    pub href: String,
    pub link: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SideLine {
    pub text: String,
    pub href: Option<String>,
    pub below: String,
}

/// A commitment on its own page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    pub row: Row,
    /// The mark by which its writer knows it elsewhere.
    pub external_id: Option<String>,
    pub description: Option<String>,
    pub kind: Option<Kind>,
    pub start: Option<String>,
    pub parties: Vec<PartyLine>,
    pub challenges: Vec<NamedChallenge>,
    pub target_groups: Vec<String>,
    pub dwellings: Vec<DwellingLine>,
    /// By id.
    pub success_factors: Vec<Named>,
    pub documents: Vec<DocumentLine>,
    pub projects: Vec<ProjectLine>,
    pub source: Option<SourceLine>,
    pub latest: Option<ProgressLine>,
    pub timeline: Vec<TimelineEntry>,
    pub milestones: Vec<MilestoneLine>,
    pub waiting: Waiting,
    /// What blocks it, still open.
    pub bottlenecks: Vec<Blocking>,
    /// What was decided and promised about it, the newest first.
    pub decisions: Vec<Decided>,
    /// Files and comments.
    pub beside: Vec<SideCard>,
    /// What it lacks before it can leave concept.
    pub missing: Vec<String>,
    pub agreement: super::agreement::data::Standing,
    /// A corporatie brings something, and no gemeente does.
    pub one_sided: bool,
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
    /// By id.
    pub measures: Vec<Named>,
    /// By id.
    pub success_factors: Vec<Named>,
    /// By id.
    pub documents: Vec<Named>,
    /// Those that it serves already, by id.
    pub projects: Vec<Named>,
    pub form: super::form::CommitmentForm,
    pub title: String,
    pub example: bool,
    /// Parties were asked about it: what binds is asked again.
    pub asked: bool,
    /// Nothing changes any more.
    pub closed: bool,
    /// The decision because of which it is made or changed.
    pub ground: Option<Ground>,
}

/// What the form of progress starts with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressPage {
    pub number: String,
    pub title: String,
    pub example: bool,
    pub form: super::progress_form::ProgressForm,
    /// What was reported last.
    pub latest: Option<ProgressLine>,
    pub stale: bool,
}
