mod kinds;
mod recount;
mod world;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use uuid::Uuid;

use super::*;
use crate::audit::Event;
use crate::commitments::LifeCycle;
use crate::progress::{Reckoning, Stoplight};
use crate::projects::{Phase, PlanStatus, Status};
use crate::{Period, agendas, bottlenecks};

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, month, day).unwrap()
}

fn commitment() -> Subject {
    Subject::Commitment(id(1))
}

fn between() -> Between {
    Between { before: Reckoning::of(day(3, 1), 13), after: Reckoning::of(day(9, 1), 13) }
}

fn turn(subject: Subject, slot: Slot, before: Option<Value>, after: Option<Value>) -> Turn {
    Turn { key: Key { subject, slot }, municipality: Some(id(7)), before, after, note: None }
}

fn of(subject: Subject, turns: impl IntoIterator<Item = (Slot, Option<Value>, Option<Value>)>) -> Vec<Line> {
    let turns = turns.into_iter().map(|(slot, before, after)| turn(subject, slot, before, after));
    lines(&net(turns), &[], between(), &BTreeMap::new())
}

fn told(lines: &[Line]) -> Vec<(Kind, String)> {
    lines.iter().map(|line| (line.kind, line.change())).collect()
}

const DUE: Slot = Slot::Date(Date::Due);
const PLANNING: Slot = Slot::Stoplight(Aspect::Planning);

#[expect(clippy::unnecessary_wraps, reason = "as a turn has it")]
fn year(year: i32) -> Option<Value> {
    Some(Value::When(Some(Period::Year(year))))
}

#[expect(clippy::unnecessary_wraps, reason = "as a turn has it")]
fn light(light: Stoplight) -> Option<Value> {
    Some(Value::Light(light))
}

#[test]
fn moved_twice_is_one_line_and_moved_back_is_none() {
    let twice = of(commitment(), [(DUE, year(2027), year(2028)), (DUE, year(2028), year(2030))]);
    assert_eq!(told(&twice), [(Kind::DateMoved, "2027 → 2030".to_owned())]);
    assert_eq!(twice[0].part().as_deref(), Some("Gereed"));
    assert_eq!(of(commitment(), [(DUE, year(2027), year(2028)), (DUE, year(2028), year(2027))]), []);
    let known = of(commitment(), [(DUE, Some(Value::When(None)), year(2028))]);
    assert_eq!(told(&known), [(Kind::DateMoved, "nog niet bekend → 2028".to_owned())]);
    assert_eq!(of(commitment(), [(DUE, None, year(2028))]), [], "it is new");
}

#[test]
fn what_was_and_what_is_can_be_told_apart() {
    let moved = of(commitment(), [(DUE, year(2027), year(2030))]);
    assert_eq!(moved[0].from_to(), Some(("2027".to_owned(), "2030".to_owned())));
    let turned = of(commitment(), [(PLANNING, None, light(Stoplight::Red))]);
    assert_eq!(turned[0].from_to(), Some(("nog niet gemeld".to_owned(), "Rood".to_owned())));
    let state = Some(Value::Bottleneck(bottlenecks::State::Open));
    let opened = [turn(Subject::Bottleneck(id(4)), Slot::BottleneckState, None, state)];
    assert_eq!(lines(&opened, &[], between(), &BTreeMap::new())[0].from_to(), None);
}

#[test]
fn a_light_turns_per_aspect_and_turned_back_is_none() {
    use Stoplight::{Amber, Green, Red};
    let turned = of(
        commitment(),
        [
            (PLANNING, light(Green), light(Amber)),
            (PLANNING, light(Amber), light(Red)),
            (Slot::Stoplight(Aspect::Money), light(Red), light(Green)),
        ],
    );
    let wanted = [(Kind::Stoplight, "Groen → Rood".to_owned()), (Kind::Stoplight, "Rood → Groen".to_owned())];
    assert_eq!(told(&turned), wanted);
    assert_eq!(turned.iter().filter_map(Line::part).collect::<Vec<_>>(), ["Planning", "Geld"]);
    assert_eq!(of(commitment(), [(PLANNING, light(Red), light(Green)), (PLANNING, light(Green), light(Red))]), []);
    assert_eq!(of(commitment(), [(PLANNING, None, light(Green))]), [], "all is well from the start");
    assert_eq!(
        told(&of(commitment(), [(PLANNING, None, light(Red))])),
        [(Kind::Stoplight, "nog niet gemeld → Rood".to_owned())]
    );
}

/// The line of a report of these days, in a commitment that is open.
fn reported(before: Option<NaiveDate>, after: NaiveDate, between: Between) -> Option<(Kind, String)> {
    let clock = |on| Clock::Report { life_cycle: LifeCycle::Ratified, on };
    let key = Key { subject: commitment(), slot: Slot::ReportedOn };
    let age = Age { key, municipality: None, before: before.map(clock), after: Some(clock(after)), says: None };
    age.line(between).map(|line| (line.kind, line.change()))
}

#[test]
fn stale_is_a_matter_of_days() {
    let stale = Some((Kind::GoneStale, "laatste melding 20-02-2027".to_owned()));
    assert_eq!(reported(Some(day(2, 20)), day(2, 20), between()), stale);
    // Never looked at before, reported in between and too long ago by now.
    let early = reported(None, day(4, 1), between());
    assert_eq!(early, Some((Kind::GoneStale, "laatste melding 01-04-2027".to_owned())));
    let old = NaiveDate::from_ymd_opt(2026, 9, 1);
    let refreshed = Some((Kind::Refreshed, "gemeld op 20-08-2027".to_owned()));
    assert_eq!(reported(old, day(8, 20), between()), refreshed);
    assert_eq!(reported(Some(day(2, 20)), day(8, 20), between()), None, "stale and refreshed in between");
    let again = Some((Kind::GoneStale, "laatste melding 02-03-2027".to_owned()));
    assert_eq!(reported(old, day(3, 2), between()), again, "somebody looked at it, and that too is long ago");
    assert_eq!(reported(old, old.unwrap(), between()), None, "stale at both, and nobody looked at it");
    let longer = Between { after: Reckoning::of(day(9, 1), 100), ..between() };
    assert_eq!(reported(old, old.unwrap(), longer), None, "the term grew, and nobody looked at it");
}

#[test]
fn the_last_day_is_still_in_time() {
    let closed = |life_cycle| Clock::Commitment { life_cycle, last_day: day(8, 31) };
    let clocks = |last_day| {
        let life_cycle = LifeCycle::Ratified;
        [
            (Kind::Overdue, Clock::Commitment { life_cycle, last_day }),
            (Kind::MilestoneMissed, Clock::Milestone { life_cycle, last_day, done: false }),
            (Kind::DeadlinePassed, Clock::Deadline { last_day }),
        ]
    };
    let kind = |clock| {
        let key = Key { subject: commitment(), slot: Slot::LastDay };
        let age = Age { key, municipality: None, before: Some(clock), after: Some(clock), says: None };
        age.line(between()).map(|line| line.kind)
    };
    for (over, clock) in clocks(day(8, 31)) {
        assert_eq!(kind(clock), Some(over), "over on the second day, and not on the first");
    }
    for clock in clocks(day(9, 1)).into_iter().chain(clocks(day(2, 28))) {
        assert_eq!(kind(clock.1), None, "in time on both days, or over on both");
    }
    assert_eq!(kind(closed(LifeCycle::Completed)), None);
}

#[test]
fn what_went_to_another_gemeente_is_told_there() {
    let light = light(Stoplight::Red);
    let moved = Turn { municipality: Some(id(8)), ..turn(commitment(), DUE, year(2028), year(2030)) };
    let happened = [turn(commitment(), PLANNING, None, light), turn(commitment(), DUE, year(2027), year(2028)), moved];
    let first = turn(commitment(), DUE, None, year(2027));
    let mut before = State::default();
    before.apply(first);
    let mut after = before.clone();
    happened.iter().cloned().for_each(|turn| after.apply(turn));
    assert_eq!(net(happened), difference(&before, &after));
    let lines = between_states(&before, &after, between(), &BTreeMap::new());
    assert_eq!(lines.len(), 2);
    assert!(lines.iter().all(|line| line.municipality == Some(id(8))));
}

#[test]
fn what_comes_again_passes_each_time() {
    let subject = Subject::Deadline(id(6));
    let kept = |due| {
        let mut state = State::default();
        let key = Key { subject, slot: Slot::Date(Date::Deadline) };
        state.hold(key, None, Held { value: Value::When(Some(due)), note: None });
        state
    };
    let lines = |due| told(&between_states(&kept(due), &kept(due), between(), &BTreeMap::new()));
    let on = |month, day| Period::EveryYearOn { month, day };
    assert_eq!(lines(on(8, 31)), [(Kind::DeadlinePassed, "tot en met 31-08-2027".to_owned())]);
    assert_eq!(lines(Period::EveryHalfYear), [(Kind::DeadlinePassed, "tot en met 30-06-2027".to_owned())]);
    assert_eq!(lines(on(9, 1)), [], "it can still be in time");
    assert_eq!(lines(on(2, 28)), [], "it was before");
    let moved = between_states(&kept(on(8, 1)), &kept(on(7, 1)), between(), &BTreeMap::new());
    assert_eq!(moved.iter().map(|line| line.kind).collect::<Vec<_>>(), [Kind::DeadlineChanged]);
}

fn milestone(due: Period, done_on: Option<NaiveDate>) -> Value {
    Value::Milestone { title: "Vergunning".to_owned(), due, done_on }
}

#[test]
fn a_milestone_is_moved_passed_and_missed_each_once() {
    let (slot, june) = (Slot::Milestone(id(5)), Period::Month { year: 2027, month: 6 });
    let kept = |value: Value| {
        let mut state = State::default();
        let hold = |value| Held { value, note: None };
        let life_cycle = Value::LifeCycle(LifeCycle::Ratified);
        state.hold(Key { subject: commitment(), slot: Slot::LifeCycle }, None, hold(life_cycle));
        state.hold(Key { subject: commitment(), slot }, None, hold(value));
        state
    };
    let lines = |before, after| told(&between_states(&kept(before), &kept(after), between(), &BTreeMap::new()));
    let open = || milestone(june, None);
    assert_eq!(lines(open(), open()), [(Kind::MilestoneMissed, "gepland juni 2027".to_owned())]);
    let done = milestone(june, Some(day(6, 10)));
    assert_eq!(lines(open(), done.clone()), [(Kind::MilestonePassed, "op 10-06-2027".to_owned())]);
    assert_eq!(lines(done.clone(), open())[1], (Kind::MilestoneReopened, "gepland juni 2027".to_owned()));
    let again = milestone(Period::Month { year: 2027, month: 1 }, None);
    let missed = (Kind::MilestoneMissed, "gepland juni 2027".to_owned());
    assert_eq!(lines(again, open()), [(Kind::DateMoved, "januari 2027 → juni 2027".to_owned()), missed]);
    let later = milestone(Period::Year(2028), None);
    assert_eq!(lines(open(), later.clone()), [(Kind::DateMoved, "juni 2027 → 2028".to_owned())]);
    let both = [(Kind::DateMoved, "2028 → juni 2027".to_owned()), (Kind::MilestonePassed, "op 10-06-2027".to_owned())];
    assert_eq!(lines(later, done), both);
}

#[test]
fn dwellings_are_told_as_what_came_and_what_turned_out_not_to_be_there() {
    let (project, slot) = (Subject::Project(id(3)), Slot::Delivered(None));
    let number = |number| Some(Value::Number(number));
    assert_eq!(told(&of(project, [(slot, None, number(24))])), [(Kind::Delivered, "24 woningen".to_owned())]);
    let corrected = of(project, [(slot, number(24), number(48)), (slot, number(48), number(23))]);
    assert_eq!(told(&corrected), [(Kind::DeliveryCorrected, "1 woning".to_owned())]);
    assert_eq!(of(project, [(slot, number(24), number(48)), (slot, number(48), number(24))]), []);
    let verified = |to| (Slot::Verified(None), number(24), number(to));
    let lower = |many: &str| (Kind::VerifiedLower, many.to_owned());
    assert_eq!(told(&of(project, [verified(20)])), [lower("4 woningen")]);
    // The same dwellings, which turned out not to be there: once.
    let gone = of(project, [(slot, number(24), number(20)), verified(20)]);
    assert_eq!(told(&gone), [(Kind::DeliveryCorrected, "4 woningen".to_owned())]);
    let doubted = of(project, [(slot, number(24), number(20)), verified(0)]);
    assert_eq!(told(&doubted), [(Kind::DeliveryCorrected, "4 woningen".to_owned()), lower("24 woningen")]);
}

#[test]
fn a_bottleneck_says_how_many_dwellings_it_is_about_and_a_target_why() {
    let bottleneck = Subject::Bottleneck(id(4));
    let state = |state| Some(Value::Bottleneck(state));
    let turns = [turn(bottleneck, Slot::BottleneckState, None, state(bottlenecks::State::Open))];
    let blocked = BTreeMap::from([(id(4), 120)]);
    assert_eq!(lines(&turns, &[], between(), &blocked)[0].dwellings, Some(120));
    let slot = Slot::Target { measure: id(1), scenario: id(2), year: 2030, organisation: None };
    let motivated = Turn {
        note: Some("De trend is hoger".to_owned()),
        ..turn(Subject::Targets(None), slot, Some(Value::Number(1560)), Some(Value::Number(1600)))
    };
    let line = lines(&net([motivated]), &[], between(), &BTreeMap::new()).remove(0);
    assert_eq!((line.change().as_str(), line.note.as_deref()), ("1.560 → 1.600", Some("De trend is hoger")));
}

#[test]
fn what_was_proposed_and_ratified_in_between_is_ratified() {
    use VersionState::{Asked, Ratified, Withdrawn};
    let version = |state| Some(Value::Version(state));
    let life = |state| Some(Value::LifeCycle(state));
    let new = of(
        commitment(),
        [
            (Slot::LifeCycle, None, life(LifeCycle::Draft)),
            (Slot::LifeCycle, life(LifeCycle::Draft), life(LifeCycle::Proposed)),
            (Slot::Version(1), None, version(Asked)),
            (Slot::Version(1), version(Asked), version(Ratified)),
            (Slot::LifeCycle, life(LifeCycle::Proposed), life(LifeCycle::Ratified)),
        ],
    );
    assert_eq!(told(&new), [(Kind::Ratified, String::new())]);
    assert_eq!(new[0].part().as_deref(), Some("Versie 1"));
    let asked = (Slot::Version(2), None, version(Asked));
    let withdrawn = of(commitment(), [asked, (Slot::Version(2), version(Asked), version(Withdrawn))]);
    assert_eq!(told(&withdrawn), [(Kind::Withdrawn, String::new())]);
    let answer = Slot::Answer { version: 1, party: id(4) };
    let lifted = of(commitment(), [(answer, None, Some(Value::Answer(Answered::Lifted)))]);
    assert_eq!(told(&lifted), [(Kind::ReservationLifted, String::new())]);
}

#[test]
fn a_state_is_kept_and_read_as_the_same_text() {
    let mut state = State::default();
    for (number, (_, slot, _, after)) in (0..).zip(kinds::one_of_each()) {
        state.apply(turn(Subject::Project(id(number)), slot, None, after));
    }
    let text = serde_json::to_string(&state).unwrap();
    let read: State = serde_json::from_str(&text).unwrap();
    assert_eq!(read, state);
    assert_eq!(serde_json::to_string(&read).unwrap(), text);
    assert_eq!(state.seen(|subject| subject == Subject::Project(id(0))).iter().count(), 1);
}
