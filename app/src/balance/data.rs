//! What the screens with a balance are given.

use domain::balance::Tally;
use serde::{Deserialize, Serialize};

use crate::commitments::data::{Named, Place};

/// The balance of the region, or of one gemeente in it, under one scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    /// None: of the region.
    pub place: Option<Place>,
    /// By key.
    pub scenario: Named,
    pub horizon_year: i32,
    pub measures: Vec<MeasureBalance>,
    /// The measures together, where a dwelling counts in one of them only.
    pub total: Option<Tally>,
}

/// One measure of a balance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureBalance {
    /// By key.
    pub measure: Named,
    pub tally: Tally,
}

/// The way of one measure to its target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    pub measure: String,
    pub target: Option<i64>,
    /// Up to and with each year: delivered, with what is sure, with all that is planned.
    pub years: Vec<(i32, [i64; 3])>,
}

/// One gemeente beside the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceBalance {
    pub place: Place,
    pub tile_column: i32,
    pub tile_row: i32,
    /// One for each measure.
    pub tallies: Vec<Tally>,
    /// The measures together, where they add up.
    pub total: Option<Tally>,
}

/// A balance with how it comes about over the years and the gemeenten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetailedBalance {
    pub balance: Balance,
    pub courses: Vec<Course>,
    /// Of the region only.
    pub places: Vec<PlaceBalance>,
}
