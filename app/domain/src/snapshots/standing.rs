//! What else a meeting looks at: how the commitments of each gemeente stand, the dwellings that are there beside what was aimed
//! at, and the deadlines to come.

use std::collections::BTreeMap;

use crate::Period;
use crate::ids::{DeadlineId, MeasureId, MunicipalityId, ScenarioId};
use crate::progress::{Aspect, Standing};
use crate::since::{Date, Slot, Subject, Value};

use super::kept::Moment;

/// How many of the open commitments stand how, for the region (none) and in each gemeente.
pub type Standings = BTreeMap<Option<MunicipalityId>, BTreeMap<Standing, usize>>;

/// The dwellings of one measure, in a gemeente or in the region.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dwellings {
    /// Delivered and verified.
    pub verified: i64,
    /// Delivered, and not verified yet.
    pub reported: i64,
    /// What is aimed at by a year in a scenario.
    pub targets: BTreeMap<(ScenarioId, i32), i64>,
}

/// A deadline that is not over yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComingDeadline {
    pub id: DeadlineId,
    pub title: String,
    /// None: it is not known yet.
    pub due: Option<Period>,
}

impl Moment {
    pub fn standings(&self) -> Standings {
        let mut standings = Standings::new();
        for subject in self.kept.subjects.keys() {
            if let Some(standing) = self.standing_of(*subject) {
                let here = standings.entry(self.kept.state.place(*subject)).or_default();
                *here.entry(standing).or_default() += 1;
            }
        }
        standings
    }

    /// None: it is no commitment, or it is closed.
    fn standing_of(&self, subject: Subject) -> Option<Standing> {
        let Subject::Commitment(_) = subject else { return None };
        let life_cycle = self.life_cycle(subject).filter(|state| state.is_open())?;
        let light = |aspect: &Aspect| match self.value(subject, Slot::Stoplight(*aspect)) {
            Some(Value::Light(light)) => Some(*light),
            _ => None,
        };
        let worst = Aspect::ALL.iter().filter_map(light).max();
        Some(self.reckoning.standing(life_cycle, worst, self.reported_on(subject)))
    }

    /// By measure. `place`: of one gemeente; none: of the region. Of the projects that are kept here, so that each reader counts
    /// what they may see.
    pub fn dwellings(&self, place: Option<MunicipalityId>) -> BTreeMap<MeasureId, Dwellings> {
        let mut by_measure: BTreeMap<MeasureId, Dwellings> = BTreeMap::new();
        for (key, held) in self.kept.state.iter() {
            let Value::Number(number) = held.value else { continue };
            let counts = place.is_none() || self.kept.state.place(key.subject) == place;
            match (key.subject, key.slot) {
                (Subject::Project(_), Slot::Verified(Some(measure))) if counts => {
                    let of = by_measure.entry(measure).or_default();
                    of.verified += number;
                    of.reported -= number;
                }
                (Subject::Project(_), Slot::Delivered(Some(measure))) if counts => {
                    by_measure.entry(measure).or_default().reported += number;
                }
                (Subject::Targets(of), Slot::Target { measure, scenario, year, organisation: None }) if of == place => {
                    by_measure.entry(measure).or_default().targets.insert((scenario, year), number);
                }
                _ => {}
            }
        }
        by_measure
    }

    /// The nearest first; those without a date last.
    pub fn deadlines(&self) -> Vec<ComingDeadline> {
        let today = self.reckoning.today;
        let coming = self.kept.subjects.iter().filter_map(|(subject, about)| {
            let Subject::Deadline(id) = *subject else { return None };
            let due = match self.value(*subject, Slot::Date(Date::Deadline)) {
                Some(Value::When(due)) => *due,
                _ => None,
            };
            Some(ComingDeadline { id, title: about.name.clone(), due })
        });
        let mut coming: Vec<_> = coming.filter(|one| one.due.is_none_or(|due| !due.is_over(today))).collect();
        let end = |one: &ComingDeadline| one.due.and_then(|due| due.next_end(today));
        coming.sort_by(|a, b| (end(a).is_none(), end(a), &a.title).cmp(&(end(b).is_none(), end(b), &b.title)));
        coming
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use uuid::Uuid;

    use super::super::kept::{About, Kept, Marks};
    use super::*;
    use crate::commitments::LifeCycle;
    use crate::progress::Stoplight;
    use crate::since::{Held, Key};

    fn id<T: From<Uuid>>(number: u128) -> T {
        Uuid::from_u128(number).into()
    }

    fn moment(held: impl IntoIterator<Item = (Subject, Option<u128>, Slot, Value)>) -> Moment {
        let mut kept = Kept::default();
        for (subject, place, slot, value) in held {
            kept.subjects.insert(subject, About::new(format!("{subject:?}"), Marks::Region));
            kept.state.hold(Key { subject, slot }, place.map(id), Held { value, note: None });
        }
        Moment::new(kept, NaiveDate::from_ymd_opt(2027, 3, 15).unwrap(), 13)
    }

    #[test]
    fn dwellings_are_counted_where_they_are_and_targets_where_they_hold() {
        let (measure, scenario) = (id(1), id(2));
        let aim = |organisation| Slot::Target { measure, scenario, year: 2030, organisation };
        let here = Subject::Targets(Some(id(7)));
        let moment = moment([
            (Subject::Project(id(1)), Some(7), Slot::Delivered(Some(measure)), Value::Number(24)),
            (Subject::Project(id(1)), Some(7), Slot::Verified(Some(measure)), Value::Number(20)),
            (Subject::Project(id(2)), Some(8), Slot::Delivered(Some(measure)), Value::Number(6)),
            (Subject::Project(id(2)), Some(8), Slot::Delivered(None), Value::Number(99)),
            (here, Some(7), aim(None), Value::Number(400)),
            (here, Some(7), aim(Some(id(5))), Value::Number(40)),
            (Subject::Targets(None), None, aim(None), Value::Number(1560)),
        ]);
        let of = |place: Option<u128>| {
            let all = moment.dwellings(place.map(id));
            assert_eq!(all.len(), 1);
            let one = &all[&measure];
            (one.verified, one.reported, one.targets.values().copied().collect::<Vec<_>>())
        };
        assert_eq!(of(Some(7)), (20, 4, vec![400]));
        assert_eq!(of(Some(8)), (0, 6, vec![]));
        assert_eq!(of(None), (20, 10, vec![1560]));
    }

    #[test]
    fn open_commitments_are_counted_where_they_stand_by_their_worst_light() {
        let of = |number, place, state, light: Option<Stoplight>, reported: u32| {
            let subject = Subject::Commitment(id(number));
            let on = NaiveDate::from_ymd_opt(2027, reported, 1).unwrap();
            let mut slots = vec![(Slot::LifeCycle, Value::LifeCycle(state)), (Slot::ReportedOn, Value::Day(on))];
            slots.extend(light.map(|light| (Slot::Stoplight(Aspect::Money), Value::Light(light))));
            let green = light.map(|_| (Slot::Stoplight(Aspect::Planning), Value::Light(Stoplight::Green)));
            slots.into_iter().chain(green).map(move |(slot, value)| (subject, place, slot, value)).collect::<Vec<_>>()
        };
        let moment = moment(
            [
                of(1, Some(7), LifeCycle::Ratified, Some(Stoplight::Red), 3),
                of(2, Some(7), LifeCycle::Proposed, Some(Stoplight::Green), 3),
                of(3, None, LifeCycle::Ratified, Some(Stoplight::Amber), 3),
                of(4, Some(7), LifeCycle::Lapsed, Some(Stoplight::Red), 3),
                of(5, Some(7), LifeCycle::Completed, Some(Stoplight::Red), 3),
            ]
            .concat(),
        );
        let here = BTreeMap::from([(Standing::Red, 1), (Standing::Green, 1)]);
        let region = BTreeMap::from([(Standing::Amber, 1)]);
        assert_eq!(moment.standings(), Standings::from([(Some(id(7)), here), (None, region)]));
    }

    #[test]
    fn deadlines_come_in_their_order_and_those_that_are_over_do_not() {
        let deadline = |number, due: Option<Period>| {
            (Subject::Deadline(id(number)), None, Slot::Date(Date::Deadline), Value::When(due))
        };
        let moment = moment([
            deadline(1, Some(Period::Year(2030))),
            deadline(2, None),
            deadline(3, Some(Period::EveryYearOn { month: 4, day: 1 })),
            deadline(4, Some(Period::Year(2026))),
            deadline(5, Some(Period::Quarter { year: 2027, quarter: 2 })),
        ]);
        let ids: Vec<_> = moment.deadlines().into_iter().map(|one| one.id).collect();
        assert_eq!(ids, [id(3), id(5), id(1), id(2)]);
    }
}
