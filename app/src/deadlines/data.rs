//! What the screens of deadlines are given.

use chrono::NaiveDate;
use domain::Period;
use domain::deadlines::{Behind, NOT_TOLD, Phase, Reached, Standing};
use uuid::Uuid;

use super::form::{DeadlineForm, PhaseForm};
use crate::audit::data::TimelineEntry;
use crate::municipalities::places::Place;
use crate::organisations::source::Source;
use crate::ui::Choice;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// The day from which everything is counted.
    pub today: NaiveDate,
    /// The first to end comes first; those without a date last.
    pub deadlines: Vec<Deadline>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    pub id: Uuid,
    pub title: String,
    pub due: Option<Period>,
    pub legal_status: Option<String>,
    pub note: Option<String>,
    pub source: Option<Source>,
    pub checked_on: Option<NaiveDate>,
}

/// How far a gemeente is with a deadline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub phase: Phase,
    pub standing: Standing,
    /// What was told, as far as it counts.
    pub reached: Option<Reached>,
    pub example: bool,
}

impl Cell {
    /// What there is to read: nobody said that who told nothing has not begun.
    pub const fn label(&self) -> &'static str {
        if self.reached.is_some() { self.phase.label() } else { NOT_TOLD }
    }
}

/// A deadline with the phases of all gemeenten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub deadline: Deadline,
    /// One for each gemeente, in their order.
    pub cells: Vec<Cell>,
    /// Of all gemeenten, whatever is filtered.
    pub behind: Behind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    pub today: NaiveDate,
    /// By name.
    pub places: Vec<Place>,
    pub lines: Vec<Line>,
}

/// One deadline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlinePage {
    pub today: NaiveDate,
    pub places: Vec<Place>,
    pub line: Line,
    pub may_edit: bool,
    /// The newest first.
    pub timeline: Vec<TimelineEntry>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditPage {
    pub title: String,
    pub form: DeadlineForm,
    pub sources: Vec<Choice>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhasePage {
    pub today: NaiveDate,
    pub deadline: Deadline,
    pub municipality: String,
    pub form: PhaseForm,
}
