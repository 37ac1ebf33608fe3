//! The dwellings that are there beside what was aimed at, the bottlenecks that put dwellings at risk, and the deadlines to come,
//! in words.

use chrono::NaiveDate;
use domain::Period;
use domain::bottlenecks::Level;
use domain::dutch;
use domain::ids::{MunicipalityId, ScenarioId};
use domain::period::label_or_unknown;
use domain::since::Subject;
use domain::snapshots::{Moment, OpenBottleneck};

use crate::deadlines::distance::distance;
use crate::meetings::records::Names as Organisations;
use crate::since::names::{Names, Place, page_of};

/// What lies further away is on the page of the deadlines.
const DEADLINES: usize = 6;

/// Of one measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DwellingsLine {
    pub measure: String,
    pub verified: i64,
    pub reported: i64,
    pub targets: Vec<TargetLine>,
}

impl DwellingsLine {
    /// Of which can be said how far they are reached.
    pub fn targets_to_reach(&self) -> impl Iterator<Item = &TargetLine> {
        self.targets.iter().filter(|target| target.value > 0)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetLine {
    /// `1.560 in 2030 (basis)`.
    pub label: String,
    pub value: i64,
}

/// A bottleneck that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BottleneckLine {
    pub title: String,
    pub address: String,
    pub level: Level,
    /// At risk.
    pub dwellings: u64,
    pub action: String,
    /// Who is to move.
    pub acting: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlineLine {
    pub title: String,
    pub due: String,
    /// `over 6 weken`.
    pub distance: Option<String>,
    period: Option<Period>,
}

impl DeadlineLine {
    fn of(title: String, period: Option<Period>, today: NaiveDate) -> Self {
        let distance = period.and_then(|due| distance(due, today));
        Self { title, due: label_or_unknown(period), distance, period }
    }

    /// As it is on this day; none: it is over.
    pub fn on(self, today: NaiveDate) -> Option<Self> {
        let over = self.period.is_some_and(|due| due.is_over(today));
        (!over).then(|| Self::of(self.title, self.period, today))
    }
}

/// In a gemeente, or in the region.
pub fn dwellings(moment: &Moment, place: Option<&Place>, names: &Names) -> Vec<DwellingsLine> {
    let target = |(scenario, year): (ScenarioId, i32), value: i64| {
        let label = format!("{} in {year} ({})", dutch::number(value), names.other(scenario.0).to_lowercase());
        TargetLine { label, value }
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

/// Of a gemeente also those that block in several of them, or in the region's own agenda.
pub fn bottlenecks(moment: &Moment, place: Option<&Place>, organisations: &Organisations) -> Vec<BottleneckLine> {
    let line = |one: OpenBottleneck| BottleneckLine {
        title: one.title,
        address: page_of(Subject::Bottleneck(one.id)),
        level: one.level,
        dwellings: one.blocking.dwellings,
        acting: organisations.seat(one.blocking.acting.0, one.blocking.acting_function.as_deref()),
        action: one.blocking.action,
    };
    let open = moment.bottlenecks().into_iter();
    open.filter(|one| counts_in(place, one.municipality)).map(line).collect()
}

/// What counts for the region counts for each gemeente.
pub fn counts_in(place: Option<&Place>, municipality: Option<MunicipalityId>) -> bool {
    match (place, municipality) {
        (Some(place), Some(id)) => place.id == id.0,
        _ => true,
    }
}

pub fn deadlines(moment: &Moment) -> Vec<DeadlineLine> {
    let today = moment.reckoning.today;
    let coming = moment.deadlines().into_iter().take(DEADLINES);
    coming.map(|one| DeadlineLine::of(one.title, one.due, today)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_is_as_far_away_as_on_the_evening_and_gone_when_it_is_over() {
        let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day).unwrap();
        let due = |at| DeadlineLine::of("Dorpsplan".to_owned(), Some(Period::Day(at)), day(1, 4));
        let later = due(day(3, 1)).on(day(2, 15)).unwrap();
        assert_eq!(later.distance.as_deref(), Some("over 2 weken"));
        assert_ne!(due(day(3, 1)).distance, later.distance);
        assert_eq!(due(day(2, 1)).on(day(2, 15)), None);
        let unknown = DeadlineLine::of("Dorpsplan".to_owned(), None, day(1, 4));
        assert_eq!(unknown.clone().on(day(2, 15)), Some(unknown));
    }
}
