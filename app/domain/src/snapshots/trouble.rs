//! What is not on schedule at a moment: what a meeting reads first.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::kept::{Marks, Moment};
use crate::commitments::LifeCycle;
use crate::ids::{MunicipalityId, OrganisationId};
use crate::progress::{Aspect, Stoplight};
use crate::since::{Key, Slot, Subject, Value};

/// Why a commitment is not on schedule, what follows from it, and what is done: as its last report says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reasons {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<String>,
}

/// A commitment of which an aspect is amber or red.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    pub subject: Subject,
    pub name: String,
    pub municipality: Option<MunicipalityId>,
    /// Only those that are not green.
    pub lights: BTreeMap<Aspect, Stoplight>,
    pub reasons: Reasons,
    /// Who is to move.
    pub lead: Option<OrganisationId>,
    /// Its last report was too old by then.
    pub stale: bool,
}

impl Trouble {
    pub fn worst(&self) -> Option<Stoplight> {
        self.lights.values().copied().max()
    }
}

impl Moment {
    /// The open commitments that are not on schedule, red before amber, and then by name.
    pub fn trouble(&self) -> Vec<Trouble> {
        let mut all: Vec<Trouble> = self.kept.subjects.keys().filter_map(|subject| self.trouble_of(*subject)).collect();
        all.sort_by(|a, b| (b.worst(), &a.name).cmp(&(a.worst(), &b.name)));
        all
    }

    fn trouble_of(&self, subject: Subject) -> Option<Trouble> {
        let about = self.kept.subjects.get(&subject)?;
        let Marks::Commitment(rights) = &about.marks else { return None };
        let life_cycle = self.life_cycle(subject).filter(|state| state.is_open())?;
        let light = |aspect: &Aspect| match self.value(subject, Slot::Stoplight(*aspect)) {
            Some(Value::Light(light)) if light.needs_reasons() => Some((*aspect, *light)),
            _ => None,
        };
        let lights: BTreeMap<Aspect, Stoplight> = Aspect::ALL.iter().filter_map(light).collect();
        (!lights.is_empty()).then(|| Trouble {
            subject,
            name: about.name.clone(),
            municipality: self.kept.state.place(subject),
            lights,
            reasons: about.reasons.clone().unwrap_or_default(),
            lead: rights.lead,
            stale: self.reckoning.is_stale(life_cycle, self.reported_on(subject)),
        })
    }

    pub(super) fn reported_on(&self, subject: Subject) -> Option<NaiveDate> {
        match self.value(subject, Slot::ReportedOn)? {
            Value::Day(day) => Some(*day),
            _ => None,
        }
    }

    pub(super) fn life_cycle(&self, subject: Subject) -> Option<LifeCycle> {
        match self.value(subject, Slot::LifeCycle)? {
            Value::LifeCycle(state) => Some(*state),
            _ => None,
        }
    }

    pub(super) fn value(&self, subject: Subject, slot: Slot) -> Option<&Value> {
        self.kept.state.get(Key { subject, slot }).map(|held| &held.value)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::kept::{About, Kept};
    use super::*;
    use crate::policy::CommitmentRights;
    use crate::since::Held;

    fn day(month: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, month, 1).unwrap()
    }

    /// Commitments by name, with a life cycle and the lights of planning and money.
    fn moment(all: &[(&str, LifeCycle, Stoplight, Stoplight)]) -> Moment {
        let mut kept = Kept::default();
        for (number, (name, life_cycle, planning, money)) in (1..).zip(all) {
            let subject = Subject::Commitment(Uuid::from_u128(number).into());
            let rights = CommitmentRights {
                region: Uuid::nil().into(),
                municipality: None,
                life_cycle: *life_cycle,
                published: false,
                lead: Some(Uuid::from_u128(9).into()),
                parties: vec![],
                asked: vec![],
            };
            let about = About::new((*name).to_owned(), Marks::Commitment(rights));
            kept.subjects.insert(subject, about);
            let slots = [
                (Slot::LifeCycle, Value::LifeCycle(*life_cycle)),
                (Slot::Stoplight(Aspect::Planning), Value::Light(*planning)),
                (Slot::Stoplight(Aspect::Money), Value::Light(*money)),
                (Slot::ReportedOn, Value::Day(day(1))),
            ];
            for (slot, value) in slots {
                kept.state.hold(Key { subject, slot }, None, Held { value, note: None });
            }
        }
        Moment::new(kept, day(6), 13)
    }

    #[test]
    fn red_comes_first_and_what_is_green_or_closed_is_no_trouble() {
        use Stoplight::{Amber, Green, Red};
        let trouble = moment(&[
            ("C", LifeCycle::Ratified, Amber, Green),
            ("B", LifeCycle::Proposed, Green, Red),
            ("A", LifeCycle::Ratified, Amber, Red),
            ("D", LifeCycle::Ratified, Green, Green),
            ("E", LifeCycle::Completed, Red, Red),
            ("F", LifeCycle::Lapsed, Red, Red),
        ])
        .trouble();
        let names: Vec<_> = trouble.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["A", "B", "C"]);
        assert_eq!(trouble[1].lights, BTreeMap::from([(Aspect::Money, Red)]));
        assert!(trouble.iter().all(|one| one.stale && one.lead.is_some()));
    }
}
