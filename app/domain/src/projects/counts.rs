//! The dwellings of a project by type, tenure and stock. The types nest, and a dwelling counts once, in its highest type: so
//! the numbers can be added up, and never exceed what is built.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::coded_enum;
use crate::ids::MeasureId;

/// The highest type that a dwelling is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DwellingType {
    /// It counts for this measure of the region.
    Counted(MeasureId),
    /// It counts for none, such as gelijkvloers that is not nultreden (GNV).
    Uncounted,
}

impl DwellingType {
    pub const fn measure(self) -> Option<MeasureId> {
        match self {
            Self::Counted(measure) => Some(measure),
            Self::Uncounted => None,
        }
    }
}

impl From<Option<MeasureId>> for DwellingType {
    fn from(measure: Option<MeasureId>) -> Self {
        measure.map_or(Self::Uncounted, Self::Counted)
    }
}

coded_enum! {
    Tenure {
        SocialRent = "sociale-huur", "Sociale huur";
        MiddleRent = "middenhuur", "Middenhuur";
        HighRent = "dure-huur", "Dure huur";
        Owned = "koop", "Koop";
        Unknown = "onbekend", "Nog niet bekend";
    }
}

coded_enum! {
    /// Whether dwellings are added or made out of what is there.
    Stock {
        New = "nieuwbouw", "Nieuwbouw";
        Transformed = "transformatie", "Transformatie";
        Adapted = "aanpassing", "Aanpassing";
    }
}

/// So many dwellings of one type, tenure and stock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Line {
    pub dwelling_type: DwellingType,
    pub tenure: Tenure,
    pub stock: Stock,
}

/// How many of each; never nought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts(BTreeMap<Line, u32>);

impl Counts {
    /// Lines that say the same are one.
    pub fn add(&mut self, line: Line, count: u32) {
        if count > 0 {
            let sum = self.0.entry(line).or_default();
            *sum = sum.saturating_add(count);
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = (Line, u32)> {
        self.0.iter().map(|(line, count)| (*line, *count))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn total(&self) -> u64 {
        self.0.values().map(|count| u64::from(*count)).sum()
    }

    pub fn of_type(&self, dwelling_type: DwellingType) -> u64 {
        self.iter().filter(|(line, _)| line.dwelling_type == dwelling_type).map(|(_, count)| u64::from(count)).sum()
    }

    pub fn of_measures(&self, measures: &BTreeSet<MeasureId>) -> u64 {
        measures.iter().map(|measure| self.of_type(DwellingType::Counted(*measure))).sum()
    }
}

impl FromIterator<(Line, u32)> for Counts {
    fn from_iter<T: IntoIterator<Item = (Line, u32)>>(lines: T) -> Self {
        let mut counts = Self::default();
        for (line, count) in lines {
            counts.add(line, count);
        }
        counts
    }
}
