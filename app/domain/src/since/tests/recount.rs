//! The lines against an independent recount: a small world in which things happen at random, looked at twice.

use chrono::Days;
use proptest::prelude::*;

use super::*;

const TERM: u32 = 13;

/// One commitment, with what people do to it.
#[derive(Clone, Debug, Default)]
struct Promise {
    state: Option<LifeCycle>,
    versions: Vec<VersionState>,
    answers: BTreeMap<(i32, u8), Answered>,
    lights: BTreeMap<Aspect, Stoplight>,
    reported_on: Option<NaiveDate>,
    due: Option<Period>,
    steps: BTreeMap<u8, (Period, Option<NaiveDate>)>,
    files: BTreeSet<u8>,
    comments: BTreeSet<u8>,
}

#[derive(Clone, Debug)]
struct World {
    day: NaiveDate,
    promises: [Promise; 3],
    bottlenecks: [Option<(bottlenecks::State, bottlenecks::Level)>; 2],
    phase: Option<Option<Phase>>,
    delivered: Option<i64>,
    target: Option<i64>,
    deadline: Option<Period>,
}

#[derive(Clone, Debug)]
enum Act {
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

fn any_act() -> impl Strategy<Value = Act> {
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

fn subject(at: usize) -> Subject {
    Subject::Commitment(id(at as u128))
}

fn place(subject: Subject) -> Option<MunicipalityId> {
    match subject {
        Subject::Commitment(one) => Some(id(one.0.as_u128() % 2)),
        Subject::Project(_) => Some(id(1)),
        _ => None,
    }
}

impl World {
    fn new() -> Self {
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
    fn act(&mut self, at: usize, act: &Act) -> Vec<Turn> {
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
                let slot = Slot::Target { measure: id(1), scenario: id(2), year: 2030 };
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

    fn is_open(&self) -> bool {
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

type Recounted = Vec<(Kind, Subject, String)>;

/// What a person would write down who has both worlds before them. By other ways than the rules': no turn, no slot.
fn recount(was: &World, now: &World) -> Recounted {
    let mut found: Recounted = Vec::new();
    for (at, (before, after)) in was.promises.iter().zip(&now.promises).enumerate() {
        let mut tell = |kind, text: String| found.push((kind, subject(at), text));
        recount_agreement(before, after, &mut tell);
        recount_course((before, was.day), (after, now.day), &mut tell);
        for (more, less, has, had) in [
            (Kind::FileAdded, Kind::FileWithdrawn, &after.files, &before.files),
            (Kind::Commented, Kind::CommentWithdrawn, &after.comments, &before.comments),
        ] {
            has.difference(had)
                .for_each(|one| tell(more, if more == Kind::FileAdded { one.to_string() } else { String::new() }));
            had.difference(has)
                .for_each(|one| tell(less, if more == Kind::FileAdded { one.to_string() } else { String::new() }));
        }
    }
    recount_others(was, now, &mut found);
    found.sort();
    found
}

fn recount_agreement(before: &Promise, after: &Promise, tell: &mut impl FnMut(Kind, String)) {
    use Answered::{Declined, Reserved};
    let kind = match (before.state, after.state) {
        (then, now) if then == now => None,
        (_, Some(LifeCycle::Completed)) => Some(Kind::Completed),
        (_, Some(LifeCycle::Lapsed)) => Some(Kind::Lapsed),
        (_, Some(LifeCycle::Proposed)) => Some(Kind::Proposed),
        (Some(LifeCycle::Completed), Some(LifeCycle::Ratified)) => Some(Kind::Reopened),
        _ => None,
    };
    kind.into_iter().for_each(|kind| tell(kind, String::new()));
    for (index, now) in after.versions.iter().enumerate() {
        let then = before.versions.get(index);
        let kind = match now {
            VersionState::Asked if then.is_none() && index > 0 => Kind::AskedAgain,
            VersionState::Ratified if then != Some(now) => Kind::Ratified,
            VersionState::Withdrawn if then == Some(&VersionState::Asked) => Kind::Withdrawn,
            _ => continue,
        };
        tell(kind, String::new());
    }
    for (party, now) in &after.answers {
        let then = before.answers.get(party);
        let kind = match (then, *now) {
            (then, now) if then == Some(&now) => continue,
            (_, Declined) => Kind::Declined,
            (_, Reserved) => Kind::Reserved,
            (Some(Reserved), _) => Kind::ReservationLifted,
            (Some(Declined), _) => Kind::ConfirmedAfterAll,
            _ => continue,
        };
        tell(kind, String::new());
    }
}

fn recount_course(
    (before, first): (&Promise, NaiveDate),
    (after, last): (&Promise, NaiveDate),
    tell: &mut impl FnMut(Kind, String),
) {
    for (aspect, now) in &after.lights {
        match before.lights.get(aspect) {
            Some(then) if then != now => tell(Kind::Stoplight, format!("{} → {}", then.colour(), now.colour())),
            None if *now != Stoplight::Green => tell(Kind::Stoplight, now.colour().to_owned()),
            _ => {}
        }
    }
    if before.state.is_some() && before.due != after.due {
        let says = |due: Option<Period>| due.map_or("nog niet bekend".to_owned(), Period::label);
        tell(Kind::DateMoved, format!("{} → {}", says(before.due), says(after.due)));
    }
    let stale = |one: &Promise, day: NaiveDate| {
        one.is_open() && one.reported_on.is_some_and(|on| (day - on).num_days() > i64::from(TERM) * 7)
    };
    match (stale(before, first), stale(after, last)) {
        (false, true) => tell(Kind::GoneStale, String::new()),
        (true, false) if after.is_open() => tell(Kind::Refreshed, String::new()),
        _ => {}
    }
    let missed = |one: &Promise, day: NaiveDate, step: &u8| match one.steps.get(step) {
        Some((due, None)) => one.is_open() && due.last_day().unwrap() < day,
        _ => false,
    };
    for step in 0..2_u8 {
        let is_done = |one: &Promise| one.steps.get(&step).is_some_and(|(_, done)| done.is_some());
        let (then, now) = (before.steps.get(&step), after.steps.get(&step));
        match (then, now) {
            (Some(_), None) => tell(Kind::MilestoneRemoved, String::new()),
            (Some(_), Some(_)) if is_done(before) && !is_done(after) => tell(Kind::MilestoneReopened, String::new()),
            (_, Some(_)) if is_done(after) && !is_done(before) => tell(Kind::MilestonePassed, String::new()),
            _ => {}
        }
        if let (Some((then, _)), Some((now, _))) = (then, now)
            && then != now
        {
            tell(Kind::DateMoved, format!("{} → {}", then.label(), now.label()));
        }
        if missed(after, last, &step) && !missed(before, first, &step) {
            tell(Kind::MilestoneMissed, String::new());
        }
    }
}

fn recount_others(was: &World, now: &World, found: &mut Recounted) {
    use bottlenecks::State::{Open, Solved};
    for (at, (then, is)) in (0..).zip(was.bottlenecks.iter().zip(&now.bottlenecks)) {
        let about = Subject::Bottleneck(id(at));
        match (then.map(|one| one.0), is.map(|one| one.0)) {
            (None, Some(Open)) => found.push((Kind::BottleneckOpened, about, String::new())),
            (None | Some(Open), Some(Solved)) => found.push((Kind::BottleneckSolved, about, String::new())),
            (Some(Solved), Some(Open)) => found.push((Kind::BottleneckReturned, about, String::new())),
            _ => {}
        }
        if let (Some((_, then)), Some((_, is))) = (then, is)
            && then != is
        {
            found.push((Kind::Escalated, about, format!("{} → {}", then.label(), is.label())));
        }
    }
    let project = Subject::Project(id(0));
    if let (Some(then), Some(is)) = (was.phase, now.phase)
        && then != is
    {
        let says = |phase: Option<Phase>| phase.map_or("geen fase", Phase::label);
        found.push((Kind::Phase, project, format!("{} → {}", says(then), says(is))));
    }
    let more = now.delivered.unwrap_or_default() - was.delivered.unwrap_or_default();
    let dwellings = if more.abs() == 1 { "1 woning".to_owned() } else { format!("{} woningen", more.abs()) };
    match more {
        0 => {}
        1.. => found.push((Kind::Delivered, project, dwellings)),
        _ => found.push((Kind::DeliveryCorrected, project, dwellings)),
    }
    if was.target != now.target {
        let says = was.target.map_or(String::new(), |then| format!("{then} → "));
        found.push((Kind::Target, Subject::Targets(None), format!("{says}{}", now.target.unwrap())));
    }
    let about = Subject::Deadline(id(0));
    if was.deadline != now.deadline {
        let says = was.deadline.map_or(String::new(), |then| format!("{} → ", then.label()));
        found.push((Kind::DeadlineChanged, about, format!("{says}{}", now.deadline.unwrap().label())));
    }
    let is_over = |world: &World| world.deadline.is_some_and(|due| due.last_day().unwrap() < world.day);
    if is_over(now) && !is_over(was) {
        found.push((Kind::DeadlinePassed, about, String::new()));
    }
}

/// What a line says, as far as the recount says it too.
fn said(line: &Line) -> (Kind, Subject, String) {
    let said_apart = matches!(
        line.kind,
        Kind::GoneStale
            | Kind::Refreshed
            | Kind::MilestonePassed
            | Kind::MilestoneMissed
            | Kind::MilestoneReopened
            | Kind::MilestoneRemoved
            | Kind::DeadlinePassed
    );
    (line.kind, line.subject, if said_apart { String::new() } else { line.change() })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn the_lines_are_the_difference_of_the_two_worlds(
        acts in proptest::collection::vec((0..3_usize, any_act()), 0..160), first in 0..160_usize,
    ) {
        let first = first.min(acts.len());
        let (mut world, mut state) = (World::new(), State::default());
        for (at, act) in &acts[..first] {
            world.act(*at, act).into_iter().for_each(|turn| state.apply(turn));
        }
        let (was, kept) = (world.clone(), state.clone());
        let mut happened = Vec::new();
        for (at, act) in &acts[first..] {
            happened.extend(world.act(*at, act));
        }
        happened.iter().cloned().for_each(|turn| state.apply(turn));
        let between = Between { before: Reckoning::of(was.day, TERM), after: Reckoning::of(world.day, TERM) };

        // What was kept at both moments, and what happened between them, tell the same.
        prop_assert_eq!(difference(&kept, &state), net(happened.clone()));
        let told = between_states(&kept, &state, between, &BTreeMap::new());
        let mut turns = net(happened);
        let mut ages = ageing::ages(&kept, &state);
        prop_assert_eq!(&lines(&turns, &ages, between, &BTreeMap::new()), &told);
        // Whatever order they come in.
        turns.reverse();
        ages.reverse();
        prop_assert_eq!(&lines(&turns, &ages, between, &BTreeMap::new()), &told);

        // And it is what anybody would find who looked at both worlds.
        let mut said: Recounted = told.iter().map(said).collect();
        said.sort();
        prop_assert_eq!(said, recount(&was, &world));

        // Grouped, nothing is lost or told twice, and each stands with its gemeente.
        let groups = per_municipality(told.clone());
        prop_assert!(groups.iter().flat_map(|(of, lines)| lines.iter().map(move |line| (of, line)))
            .all(|(of, line)| *of == place(line.subject)));
        prop_assert_eq!(groups.into_values().flatten().collect::<Vec<_>>(), told);
        // Nothing happened since now.
        let same = Between { before: between.after, after: between.after };
        prop_assert_eq!(between_states(&state, &state, same, &BTreeMap::new()), vec![]);
    }
}
