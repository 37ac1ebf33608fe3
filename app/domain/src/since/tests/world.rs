//! A small world in which people do things at random, and which tells of each as it happens.

use chrono::Days;
use proptest::prelude::*;

use super::*;

/// One commitment, with what people do to it.
#[derive(Clone, Debug, Default)]
pub struct Promise {
    pub state: Option<LifeCycle>,
    pub versions: Vec<VersionState>,
    pub answers: BTreeMap<(i32, u8), Answered>,
    pub lights: BTreeMap<Aspect, Stoplight>,
    pub reported_on: Option<NaiveDate>,
    pub due: Option<Period>,
    pub steps: BTreeMap<u8, (Period, Option<NaiveDate>)>,
    pub files: BTreeSet<u8>,
    pub comments: BTreeSet<u8>,
}

#[derive(Clone, Debug)]
pub struct World {
    pub day: NaiveDate,
    pub promises: [Promise; 3],
    pub bottlenecks: [Option<(bottlenecks::State, bottlenecks::Level)>; 2],
    pub phase: Option<Option<Phase>>,
    pub delivered: Option<i64>,
    pub target: Option<i64>,
    pub deadline: Option<Period>,
}

#[derive(Clone, Debug)]
pub enum Act {
    Wait(u16),
    Create(Option<Period>),
    Propose,
    AskAgain,
    Answer(u8, Answered),
    Ratify,
    Withdraw,
    Complete,
    Reopen,
    Lapse,
    Report(Aspect, Stoplight),
    Move(Option<Period>),
    Step(u8, Period),
    Done(u8),
    NotDone(u8),
    Drop(u8),
    File(u8),
    Comment(u8),
    Bottleneck(bottlenecks::Level),
    Phase(Option<Phase>),
    Deliver(i64),
    Target(i64),
    Deadline(Period),
}

fn any_period() -> impl Strategy<Value = Period> {
    (2026..2029_i32, 1..=12_u32).prop_map(|(year, month)| Period::Month { year, month })
}

pub fn any_act() -> impl Strategy<Value = Act> {
    let one = |all: &'static [Stoplight]| proptest::sample::select(all);
    let aspect = proptest::sample::select(Aspect::ALL);
    let agreement = prop_oneof![
        Just(Act::Propose),
        Just(Act::AskAgain),
        Just(Act::Ratify),
        Just(Act::Withdraw),
        Just(Act::Complete),
        Just(Act::Reopen),
        Just(Act::Lapse),
        (0..2_u8, proptest::sample::select(Answered::ALL)).prop_map(|(party, said)| Act::Answer(party, said)),
    ];
    let steps = prop_oneof![
        (0..2_u8, any_period()).prop_map(|(step, due)| Act::Step(step, due)),
        (0..2_u8).prop_map(Act::Done),
        (0..2_u8).prop_map(Act::NotDone),
        (0..2_u8).prop_map(Act::Drop),
    ];
    let others = prop_oneof![
        proptest::sample::select(bottlenecks::Level::ALL).prop_map(Act::Bottleneck),
        proptest::option::of(proptest::sample::select(Phase::ALL)).prop_map(Act::Phase),
        (-3..9_i64).prop_map(Act::Deliver),
        (0..3_i64).prop_map(Act::Target),
        any_period().prop_map(Act::Deadline),
    ];
    prop_oneof![
        3 => (1..80_u16).prop_map(Act::Wait),
        3 => proptest::option::of(any_period()).prop_map(Act::Create),
        6 => agreement,
        4 => (aspect, one(Stoplight::ALL)).prop_map(|(aspect, light)| Act::Report(aspect, light)),
        3 => proptest::option::of(any_period()).prop_map(Act::Move),
        4 => steps,
        1 => (0..2_u8).prop_map(Act::File),
        1 => (0..2_u8).prop_map(Act::Comment),
        4 => others,
    ]
}

pub fn subject(at: usize) -> Subject {
    Subject::Commitment(id(at as u128))
}

pub fn place(subject: Subject) -> Option<MunicipalityId> {
    match subject {
        Subject::Commitment(one) => Some(id(one.0.as_u128() % 2)),
        Subject::Project(_) => Some(id(1)),
        _ => None,
    }
}

impl World {
    pub fn new() -> Self {
        Self {
            day: day(1, 1),
            promises: Default::default(),
            bottlenecks: [None; 2],
            phase: None,
            delivered: None,
            target: None,
            deadline: None,
        }
    }

    /// Does it, and tells of it as it happens.
    pub fn act(&mut self, at: usize, act: &Act) -> Vec<Turn> {
        let turn = |subject: Subject, slot, before: Option<Value>, after: Option<Value>| Turn {
            key: Key { subject, slot },
            municipality: place(subject),
            before,
            after,
            note: None,
        };
        let day = self.day;
        match act {
            Act::Wait(days) => {
                self.day = day + Days::new((*days).into());
                vec![]
            }
            Act::Bottleneck(level) => {
                use bottlenecks::State::{Open, Solved};
                let (about, held) = (Subject::Bottleneck(id((at % 2) as u128)), &mut self.bottlenecks[at % 2]);
                let state = |state| Some(Value::Bottleneck(state));
                let levels = |level| Some(Value::Level(level));
                let before = *held;
                let after = match before {
                    None => (Open, bottlenecks::Level::Local),
                    Some((Open, now)) if *level > now => (Open, *level),
                    Some((Open, now)) => (Solved, now),
                    Some((Solved, now)) => (Open, now),
                };
                *held = Some(after);
                let turned = turn(about, Slot::BottleneckState, before.and_then(|one| state(one.0)), state(after.0));
                let raised = turn(about, Slot::Level, before.and_then(|one| levels(one.1)), levels(after.1));
                vec![turned, raised]
            }
            Act::Phase(phase) => {
                let before = self.phase.replace(*phase).map(Value::Phase);
                vec![turn(Subject::Project(id(0)), Slot::Phase, before, Some(Value::Phase(*phase)))]
            }
            Act::Deliver(more) => {
                let before = self.delivered;
                let after = (before.unwrap_or_default() + more).max(0);
                self.delivered = Some(after);
                let (about, slot) = (Subject::Project(id(0)), Slot::Delivered(None));
                vec![turn(about, slot, before.map(Value::Number), Some(Value::Number(after)))]
            }
            Act::Target(value) => {
                let slot = Slot::Target { measure: id(1), scenario: id(2), year: 2030, organisation: None };
                let before = self.target.replace(*value).map(Value::Number);
                vec![turn(Subject::Targets(None), slot, before, Some(Value::Number(*value)))]
            }
            Act::Deadline(due) => {
                let before = self.deadline.replace(*due).map(|due| Value::When(Some(due)));
                let (about, slot) = (Subject::Deadline(id(0)), Slot::Date(Date::Deadline));
                vec![turn(about, slot, before, Some(Value::When(Some(*due))))]
            }
            act => {
                let turned = self.promises[at].act(act, day);
                turned.into_iter().map(|(slot, before, after)| turn(subject(at), slot, before, after)).collect()
            }
        }
    }
}

type Turned = (Slot, Option<Value>, Option<Value>);

impl Promise {
    fn act(&mut self, act: &Act, day: NaiveDate) -> Vec<Turned> {
        use LifeCycle::{Completed, Draft, Lapsed, Proposed, Ratified};
        let asked = self.versions.last() == Some(&VersionState::Asked);
        match (act, self.state) {
            (Act::Create(due), None) => {
                self.due = *due;
                vec![(DUE, None, Some(Value::When(*due))), self.becomes(Draft)]
            }
            (Act::Propose, Some(Draft)) => vec![self.becomes(Proposed), self.asks()],
            (Act::AskAgain, Some(Proposed | Ratified)) => {
                let replaced = asked.then(|| self.version_becomes(VersionState::Replaced));
                replaced.into_iter().chain([self.asks()]).collect()
            }
            (Act::Ratify, Some(Proposed | Ratified)) if asked => {
                vec![self.version_becomes(VersionState::Ratified), self.becomes(Ratified)]
            }
            (Act::Withdraw, Some(Ratified)) if asked => vec![self.version_becomes(VersionState::Withdrawn)],
            (Act::Complete, Some(Ratified)) if !asked => vec![self.becomes(Completed)],
            (Act::Reopen, Some(Completed)) => vec![self.becomes(Ratified)],
            (Act::Lapse, Some(Proposed | Ratified)) => {
                let lapsed = asked.then(|| self.version_becomes(VersionState::Lapsed));
                lapsed.into_iter().chain([self.becomes(Lapsed)]).collect()
            }
            (Act::Answer(party, said), Some(Proposed | Ratified)) if asked => {
                let version = i32::try_from(self.versions.len()).unwrap();
                let before = self.answers.insert((version, *party), *said).map(Value::Answer);
                vec![(Slot::Answer { version, party: id((*party).into()) }, before, Some(Value::Answer(*said)))]
            }
            (Act::Report(aspect, light), Some(_)) => {
                let before = self.lights.insert(*aspect, *light).map(Value::Light);
                let last = self.reported_on.replace(day).map(Value::Day);
                let turned = (Slot::Stoplight(*aspect), before, Some(Value::Light(*light)));
                vec![turned, (Slot::ReportedOn, last, Some(Value::Day(day)))]
            }
            (Act::Move(due), Some(_)) => {
                let before = std::mem::replace(&mut self.due, *due);
                vec![(DUE, Some(Value::When(before)), Some(Value::When(*due)))]
            }
            (Act::Step(step, due), Some(_)) => self.step(*step, Some((*due, None))),
            (Act::Done(step), Some(_)) => self.restep(*step, Some(day)),
            (Act::NotDone(step), Some(_)) => self.restep(*step, None),
            (Act::Drop(step), Some(_)) => self.step(*step, None),
            (Act::File(file), Some(_)) => vec![toggled(&mut self.files, *file, Slot::File(id((*file).into())))],
            (Act::Comment(one), Some(_)) => vec![toggled(&mut self.comments, *one, Slot::Comment(id((*one).into())))],
            _ => vec![],
        }
    }

    fn becomes(&mut self, state: LifeCycle) -> Turned {
        let before = self.state.replace(state).map(Value::LifeCycle);
        (Slot::LifeCycle, before, Some(Value::LifeCycle(state)))
    }

    fn asks(&mut self) -> Turned {
        self.versions.push(VersionState::Asked);
        let number = i32::try_from(self.versions.len()).unwrap();
        (Slot::Version(number), None, Some(Value::Version(VersionState::Asked)))
    }

    fn version_becomes(&mut self, state: VersionState) -> Turned {
        let number = i32::try_from(self.versions.len()).unwrap();
        let before = std::mem::replace(self.versions.last_mut().unwrap(), state);
        (Slot::Version(number), Some(Value::Version(before)), Some(Value::Version(state)))
    }

    fn restep(&mut self, step: u8, done_on: Option<NaiveDate>) -> Vec<Turned> {
        self.steps.get(&step).copied().map_or_else(Vec::new, |(due, _)| self.step(step, Some((due, done_on))))
    }

    fn step(&mut self, step: u8, says: Option<(Period, Option<NaiveDate>)>) -> Vec<Turned> {
        let value = |(due, done_on)| milestone(due, done_on);
        let before = match says {
            Some(says) => self.steps.insert(step, says),
            None => self.steps.remove(&step),
        };
        vec![(Slot::Milestone(id(step.into())), before.map(value), says.map(value))]
    }

    pub fn is_open(&self) -> bool {
        self.state.is_some_and(LifeCycle::is_open)
    }
}

fn toggled(set: &mut BTreeSet<u8>, one: u8, slot: Slot) -> Turned {
    let words = Some(Value::Words(one.to_string()));
    if set.insert(one) {
        return (slot, None, words);
    }
    set.remove(&one);
    (slot, words, None)
}
