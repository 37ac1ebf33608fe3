//! How the number of a gemeente is divided over its corporaties.

use domain::ids::OrganisationId;
use domain::targets::{Division, HeldBy};

use super::edit::{Frame, Page};

/// The numbers of the corporaties of one gemeente, in one scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DivisionTable {
    pub measures: Vec<String>,
    /// By name.
    pub rows: Vec<DivisionRow>,
    /// Of each measure: the gemeente's number, and what the corporaties together have of it.
    pub sums: Vec<Division>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DivisionRow {
    pub corporation: OrganisationId,
    pub name: String,
    /// Of each measure: the number, and how firm it is.
    pub targets: Vec<Option<(i64, String)>>,
}

impl DivisionTable {
    /// None for who is no gemeente.
    pub fn of(frame: &Frame, page: &Page) -> Option<Self> {
        let HeldBy::Municipality(place) = page.holder.held_by() else { return None };
        let row = |corporation: &crate::regions::entity::organisation::Model| {
            let held_by = HeldBy::Corporation(place, corporation.id.into());
            let target = |measure| page.target(held_by, measure).map(|row| (row.value, row.status.clone()));
            DivisionRow {
                corporation: corporation.id.into(),
                name: corporation.name.clone(),
                targets: page.measures.iter().map(|measure| target(measure.id)).collect(),
            }
        };
        let sum = |measure| {
            let whole = page.saved(measure).map(|row| row.value);
            page.effect_on_parts(measure, whole).now
        };
        Some(Self {
            measures: page.measures.iter().map(|measure| measure.name.clone()).collect(),
            rows: frame.corporations(place).map(row).collect(),
            sums: page.measures.iter().map(|measure| sum(measure.id)).collect(),
        })
    }
}
