//! What the screens of gemeenten are given.

use domain::deadlines::{Phase, Standing};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::figures::Figures;
use crate::balance::data::Balance;
use crate::commitments::data::Row;

/// A gemeente on the map, with the figures of its agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MunicipalityFigures {
    pub name: String,
    pub slug: String,
    pub tile_column: i32,
    pub tile_row: i32,
    pub figures: Figures,
}

/// The figures of every agenda in a region.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegionFigures {
    /// By name.
    pub municipalities: Vec<MunicipalityFigures>,
    /// Of the region's own agenda.
    pub regional: Figures,
}

impl RegionFigures {
    /// Every commitment stands in one agenda, so that the sum counts each once.
    pub fn total(&self) -> Figures {
        self.municipalities.iter().map(|municipality| municipality.figures).chain([self.regional]).sum()
    }
}

/// Organisations of one type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationGroup {
    pub label: String,
    pub names: Vec<String>,
}

/// How far the gemeente is with a deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseLine {
    pub deadline: Uuid,
    pub title: String,
    /// `1e kwartaal 2027`
    pub when: String,
    /// None: it told nothing.
    pub phase: Option<Phase>,
    pub standing: Standing,
    /// Invented, for the demo.
    pub example: bool,
}

/// A gemeente on its own page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaPage {
    pub name: String,
    pub slug: String,
    /// `Uitvoeringsagenda 2026–2030: in consultatie`
    pub agenda: String,
    pub figures: Figures,
    /// None when the region has no scenarios.
    pub balance: Option<Balance>,
    pub rows: Vec<Row>,
    /// In the order of the page of deadlines.
    pub deadlines: Vec<PhaseLine>,
    pub organisations: Vec<OrganisationGroup>,
}
