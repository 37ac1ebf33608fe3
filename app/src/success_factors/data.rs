//! What the screens of success factors are given.

use chrono::NaiveDate;
use domain::success_factors::{State, Told};
use uuid::Uuid;

use super::form::StateForm;
use crate::audit::data::TimelineEntry;
use crate::municipalities::places::Place;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factor {
    pub id: Uuid,
    pub name: String,
    /// Open bottlenecks that fall under it.
    pub bottlenecks: usize,
}

/// How a gemeente is placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// None: it told nothing.
    pub told: Option<(Told, NaiveDate)>,
    pub example: bool,
}

impl Cell {
    pub fn state(&self) -> State {
        self.told.as_ref().map_or(State::Unknown, |(told, _)| told.state)
    }

    pub fn note(&self) -> Option<&str> {
        self.told.as_ref().and_then(|(told, _)| told.note.as_deref())
    }

    pub fn told_on(&self) -> Option<NaiveDate> {
        self.told.as_ref().map(|(_, day)| *day)
    }
}

/// A success factor with how every gemeente is placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub factor: Factor,
    /// One for each gemeente, in their order.
    pub cells: Vec<Cell>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    /// By name.
    pub places: Vec<Place>,
    /// In the order of the region.
    pub lines: Vec<Line>,
}

/// One success factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactorPage {
    pub places: Vec<Place>,
    pub line: Line,
    /// The newest first.
    pub timeline: Vec<TimelineEntry>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatePage {
    pub factor: Factor,
    pub municipality: String,
    pub form: StateForm,
}
