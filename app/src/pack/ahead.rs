//! The dwellings that are there beside what was aimed at, and the deadlines to come, in words.

use domain::dutch;
use domain::ids::{MunicipalityId, ScenarioId};
use domain::period::label_or_unknown;
use domain::snapshots::Moment;

use crate::deadlines::distance::distance;
use crate::since::names::{Names, Place};

/// What lies further away is on the page of the deadlines.
const DEADLINES: usize = 6;

/// Of one measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DwellingsLine {
    pub measure: String,
    pub verified: i64,
    pub reported: i64,
    /// `1.560 in 2030 (basis)`.
    pub targets: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlineLine {
    pub title: String,
    pub due: String,
    /// `over 6 weken`.
    pub distance: Option<String>,
}

/// In a gemeente, or in the region.
pub fn dwellings(moment: &Moment, place: Option<&Place>, names: &Names) -> Vec<DwellingsLine> {
    let target = |(scenario, year): (ScenarioId, i32), value: i64| {
        format!("{} in {year} ({})", dutch::number(value), names.other(scenario.0).to_lowercase())
    };
    let of_measures = moment.dwellings(place.map(|place| MunicipalityId(place.id)));
    let line = |(measure, of): (domain::ids::MeasureId, domain::snapshots::Dwellings)| DwellingsLine {
        measure: names.other(measure.0),
        verified: of.verified,
        reported: of.reported,
        targets: of.targets.into_iter().map(|(key, value)| target(key, value)).collect(),
    };
    of_measures.into_iter().map(line).collect()
}

pub fn deadlines(moment: &Moment) -> Vec<DeadlineLine> {
    let today = moment.reckoning.today;
    let coming = moment.deadlines().into_iter().take(DEADLINES);
    coming
        .map(|one| DeadlineLine {
            due: label_or_unknown(one.due),
            distance: one.due.and_then(|due| distance(due, today)),
            title: one.title,
        })
        .collect()
}
