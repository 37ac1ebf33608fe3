//! What is kept of a moment: what every slot held then, what each subject was called, and who could see it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::blocking::Blocking;
use super::trouble::Reasons;
use crate::ids::BottleneckId;
use crate::policy::{CommitmentRights, ProjectRights, Visibility};
use crate::progress::Reckoning;
use crate::projects::Phase;
use crate::since::{Between, Held, Key, Kind, Line, Slot, State, Subject, Value, between_states};

/// What decides who sees a subject, as it was at the moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Marks {
    /// The whole region does.
    Region,
    Commitment(CommitmentRights),
    Project(ProjectRights),
}

impl Marks {
    fn let_see(&self, visibility: &Visibility) -> bool {
        match self {
            Self::Region => true,
            Self::Commitment(rights) => visibility.includes(rights),
            Self::Project(rights) => visibility.includes_project(rights),
        }
    }
}

/// A subject, apart from what its slots hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    pub name: String,
    pub marks: Marks,
    /// It was made up for a demonstration.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub example: bool,
    /// Of a commitment that is not on schedule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Reasons>,
    /// Of a bottleneck that is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocking: Option<Blocking>,
    /// Of a project: the phases that were foreseen to begin later, with their first days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coming: Vec<(NaiveDate, Phase)>,
}

impl About {
    /// Nothing but its name, and who sees it.
    pub const fn new(name: String, marks: Marks) -> Self {
        Self { name, marks, example: false, reasons: None, blocking: None, coming: vec![] }
    }
}

/// As JSON a list in the order of its subjects: the same moment is the same text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct Kept {
    pub state: State,
    pub subjects: BTreeMap<Subject, About>,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    state: State,
    subjects: Vec<(Subject, About)>,
}

impl From<Stored> for Kept {
    fn from(stored: Stored) -> Self {
        Self { state: stored.state, subjects: stored.subjects.into_iter().collect() }
    }
}

impl From<Kept> for Stored {
    fn from(kept: Kept) -> Self {
        Self { state: kept.state, subjects: kept.subjects.into_iter().collect() }
    }
}

impl Kept {
    /// What somebody could see then, of what they see today: what was made confidential since is so in the past too.
    /// `sees_today`: of the subjects.
    #[must_use]
    pub fn seen(self, visibility: &Visibility, sees_today: impl Fn(Subject) -> bool) -> Self {
        let Self { state, mut subjects } = self;
        subjects.retain(|subject, about| about.marks.let_see(visibility) && sees_today(*subject));
        Self { state: state.seen(|subject| subjects.contains_key(&subject)), subjects }
    }

    /// Of each bottleneck that is open.
    fn dwellings_at_risk(&self) -> BTreeMap<BottleneckId, u64> {
        let at_risk = |(subject, about): (&Subject, &About)| match subject {
            Subject::Bottleneck(id) => Some((*id, about.blocking.as_ref()?.dwellings)),
            _ => None,
        };
        self.subjects.iter().filter_map(at_risk).collect()
    }

    /// The phases that began by a day on which nobody did anything, so that nothing newer was kept.
    fn reckon_phases(&mut self, day: NaiveDate) {
        for (subject, about) in &self.subjects {
            let begun = about.coming.iter().filter(|(began, _)| *began <= day).map(|(_, phase)| *phase).max();
            let key = Key { subject: *subject, slot: Slot::Phase };
            let held = self.state.get(key).map(|held| &held.value);
            let Some(Value::Phase(standing)) = held else { continue };
            if begun > *standing {
                self.state.hold(key, self.state.place(*subject), Held { value: Value::Phase(begun), note: None });
            }
        }
    }
}

/// A moment, with the day that it counts as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    pub kept: Kept,
    pub reckoning: Reckoning,
}

impl Moment {
    /// `term`: for how many weeks a report of progress counted.
    pub fn new(mut kept: Kept, day: NaiveDate, term: u32) -> Self {
        kept.reckon_phases(day);
        Self { kept, reckoning: Reckoning::of(day, term) }
    }
}

/// What is different between two moments for somebody, with the subjects as they were at the second of them.
pub fn difference_for(
    before: Moment,
    after: Moment,
    visibility: &Visibility,
    sees_today: impl Fn(Subject) -> bool,
) -> (Vec<Line>, BTreeMap<Subject, About>) {
    let between = Between { before: before.reckoning, after: after.reckoning };
    let seen = |moment: Moment| moment.kept.seen(visibility, &sees_today);
    let (then, now) = (seen(before), seen(after));
    let mut lines = between_states(&then.state, &now.state, between, &now.dwellings_at_risk());
    let were_at_risk = then.dwellings_at_risk();
    for line in &mut lines {
        // What was solved puts nothing at risk any more: it is told how much that was.
        if let (Kind::BottleneckSolved, Subject::Bottleneck(id)) = (line.kind, line.subject) {
            line.dwellings = were_at_risk.get(&id).copied();
        }
    }
    let mut subjects = then.subjects;
    subjects.extend(now.subjects);
    (lines, subjects)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::bottlenecks::{self, Level};
    use crate::commitments::LifeCycle;
    use crate::organisations::Role;
    use crate::policy::Actor;
    use crate::progress::{Aspect, Stoplight};

    const PARTY: u128 = 1;
    const OTHER: u128 = 2;

    fn visibility(organisation: u128) -> Visibility {
        let id = Uuid::from_u128;
        Visibility::of(&Actor {
            user: id(99).into(),
            region: id(0).into(),
            organisation: id(organisation).into(),
            municipality: None,
            role: Role::Staff,
            mandated: false,
        })
    }

    fn commitment() -> Subject {
        Subject::Commitment(Uuid::from_u128(7).into())
    }

    /// A commitment of one party, with a light.
    fn moment(day: u32, life_cycle: LifeCycle, light: Stoplight) -> Moment {
        let rights = CommitmentRights {
            region: Uuid::from_u128(0).into(),
            municipality: None,
            life_cycle,
            published: false,
            lead: Some(Uuid::from_u128(PARTY).into()),
            parties: vec![Uuid::from_u128(PARTY).into()],
            asked: vec![],
        };
        let mut kept = Kept::default();
        let name = format!("zoals op dag {day}");
        kept.subjects.insert(commitment(), About::new(name, Marks::Commitment(rights)));
        let slots =
            [(Slot::LifeCycle, Value::LifeCycle(life_cycle)), (Slot::Stoplight(Aspect::Planning), Value::Light(light))];
        for (slot, value) in slots {
            kept.state.hold(Key { subject: commitment(), slot }, None, Held { value, note: None });
        }
        Moment::new(kept, NaiveDate::from_ymd_opt(2027, 3, day).unwrap(), 6)
    }

    fn kinds(before: &Moment, after: &Moment, organisation: u128, sees_today: bool) -> Vec<Kind> {
        let (lines, _) = difference_for(before.clone(), after.clone(), &visibility(organisation), |_| sees_today);
        lines.into_iter().map(|line| line.kind).collect()
    }

    #[test]
    fn a_concept_was_not_there_for_others_until_it_was_proposed() {
        let concept = moment(1, LifeCycle::Draft, Stoplight::Green);
        let proposed = moment(9, LifeCycle::Proposed, Stoplight::Red);
        assert_eq!(kinds(&concept, &proposed, PARTY, true), [Kind::Stoplight, Kind::Proposed]);
        let still_concept = moment(9, LifeCycle::Draft, Stoplight::Red);
        assert_eq!(kinds(&concept, &still_concept, PARTY, true), [Kind::Stoplight]);
        assert_eq!(kinds(&concept, &still_concept, OTHER, true), [] as [Kind; 0]);
        // It comes as a whole: what it was before is not told.
        let (lines, _) = difference_for(concept, proposed, &visibility(OTHER), |_| true);
        assert!(lines.iter().all(|line| line.before.is_none()), "{lines:?}");
    }

    #[test]
    fn what_somebody_may_not_see_today_is_not_told_of_the_past_either() {
        let (green, red) =
            (moment(1, LifeCycle::Ratified, Stoplight::Green), moment(9, LifeCycle::Ratified, Stoplight::Red));
        assert_eq!(kinds(&green, &red, OTHER, true), [Kind::Stoplight]);
        assert_eq!(kinds(&green, &red, OTHER, false), [] as [Kind; 0]);
    }

    #[test]
    fn a_subject_is_called_as_it_was_at_the_second_moment() {
        let (green, red) =
            (moment(1, LifeCycle::Ratified, Stoplight::Green), moment(9, LifeCycle::Ratified, Stoplight::Red));
        let (_, subjects) = difference_for(green, red, &visibility(OTHER), |_| true);
        assert_eq!(subjects.get(&commitment()).map(|about| about.name.as_str()), Some("zoals op dag 9"));
    }

    #[test]
    fn a_phase_begins_on_its_day_whether_anybody_does_something_or_not() {
        let project = Subject::Project(Uuid::from_u128(8).into());
        let key = Key { subject: project, slot: Slot::Phase };
        let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
        let mut kept = Kept::default();
        let mut about = About::new("Het Esrein".to_owned(), Marks::Region);
        about.coming = vec![(day(5), Phase::Design), (day(20), Phase::Realisation)];
        kept.subjects.insert(project, about);
        kept.state.hold(key, None, Held { value: Value::Phase(Some(Phase::Initiative)), note: None });
        let phase = |on| Moment::new(kept.clone(), day(on), 6).kept.state.get(key).map(|held| held.value.clone());
        assert_eq!(phase(4), Some(Value::Phase(Some(Phase::Initiative))));
        assert_eq!(phase(5), Some(Value::Phase(Some(Phase::Design))));
        assert_eq!(phase(31), Some(Value::Phase(Some(Phase::Realisation))));
    }

    #[test]
    fn what_was_solved_is_told_with_what_it_put_at_risk() {
        let subject = Subject::Bottleneck(Uuid::from_u128(5).into());
        let moment = |day, state: bottlenecks::State, dwellings: Option<u64>| {
            let mut kept = Kept::default();
            let acting = Uuid::from_u128(1).into();
            let blocking = |dwellings| Blocking { dwellings, action: String::new(), acting, acting_function: None };
            let about = About::new("Geen stroom".to_owned(), Marks::Region);
            kept.subjects.insert(subject, About { blocking: dwellings.map(blocking), ..about });
            let held = [
                (Slot::BottleneckState, Value::Bottleneck(state)),
                (Slot::Level, Value::Level(if day == 1 { Level::Local } else { Level::Executives })),
            ];
            for (slot, value) in held {
                kept.state.hold(Key { subject, slot }, None, Held { value, note: None });
            }
            Moment::new(kept, NaiveDate::from_ymd_opt(2027, 3, day).unwrap(), 6)
        };
        let (open, solved) =
            (moment(1, bottlenecks::State::Open, Some(24)), moment(9, bottlenecks::State::Solved, None));
        let (lines, _) = difference_for(open, solved, &visibility(OTHER), |_| true);
        let told: Vec<_> = lines.into_iter().map(|line| (line.kind, line.dwellings)).collect();
        assert_eq!(told, [(Kind::Escalated, None), (Kind::BottleneckSolved, Some(24))]);
    }

    #[test]
    fn it_is_the_same_after_it_was_stored() {
        let kept = moment(1, LifeCycle::Ratified, Stoplight::Amber).kept;
        let text = serde_json::to_string(&kept).unwrap();
        assert_eq!(serde_json::from_str::<Kept>(&text).unwrap(), kept);
    }
}
