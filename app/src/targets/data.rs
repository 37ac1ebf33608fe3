//! What the screen of targets is given.

use crate::audit::data::TimelineEntry;
use crate::balance::data::DetailedBalance;
use crate::commitments::data::{Named, Place};
use crate::organisations::source::Source;

#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    pub tables: Vec<RegionTable>,
    /// Absent when the region has no scenarios.
    pub split: Option<Split>,
    /// Of the same scenario.
    pub balance: Option<DetailedBalance>,
    /// Where this reader can set targets: address and name.
    pub settable: Vec<(String, String)>,
    /// Who set any last.
    pub last_change: Option<TimelineEntry>,
    pub definitions: Vec<Definition>,
    pub indicators: Vec<Indicator>,
}

/// The region's numbers for one category of measures and one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionTable {
    /// A word for addresses and ids, and the name on the screen.
    pub category: Named,
    pub horizon_year: i32,
    pub scenarios: Vec<String>,
    pub measures: Vec<MeasureRow>,
    /// Per scenario; absent when the measures do not add up to anything.
    pub totals: Option<Vec<Option<i64>>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureRow {
    pub name: String,
    /// The measure that this one is part of.
    pub nests_in: Option<String>,
    /// Per scenario.
    pub targets: Vec<Option<Target>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub value: i64,
    pub status: String,
    pub source: Option<Source>,
}

/// How the gemeenten share the region's numbers in one scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// By key.
    pub scenario: Named,
    /// The address asked for a scenario that does not exist.
    pub asked_for_unknown: bool,
    pub choices: Vec<ScenarioChoice>,
    /// One per year.
    pub tables: Vec<SplitTable>,
}

/// The scenarios of one category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioChoice {
    pub category: Named,
    /// By key.
    pub scenarios: Vec<Named>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitTable {
    pub horizon_year: i32,
    /// One per measure.
    pub columns: Vec<SplitColumn>,
    pub rows: Vec<SplitRow>,
}

/// What stands below the gemeenten in the column of a measure; unknown as long as anything in it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitColumn {
    pub measure: String,
    pub municipalities: Option<i64>,
    pub region: Option<i64>,
    /// What the gemeenten together lack; negative when they exceed the region's number.
    pub shortfall: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitRow {
    pub municipality: Place,
    /// Per measure.
    pub targets: Vec<Option<Target>>,
}

/// One number that there is or can be: a line of the list that can be taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// None: the region's.
    pub municipality: Option<String>,
    pub scenario: String,
    pub measure: String,
    pub horizon_year: i32,
    pub target: Option<Target>,
}

/// What counts as a type of dwelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    pub code: String,
    pub text: String,
    pub source: Option<Source>,
}

/// A figure that explains the task, for some areas and years.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    pub name: String,
    pub unit: String,
    pub areas: Vec<Area>,
    pub sources: Vec<Source>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    pub name: String,
    /// Year and value, by year.
    pub points: Vec<(i32, f64)>,
}
