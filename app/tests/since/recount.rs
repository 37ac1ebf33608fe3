//! What is different between two states is what is written down of what happened between them: read in another way, out of other
//! tables, and the same.

use std::collections::BTreeSet;

use app::since::keeping::Now;
use chrono::{DateTime, NaiveDate, Utc};
use domain::since::{Date, Key, Slot, Turn, Value, difference, net};
use sea_orm::DatabaseConnection;

use super::acts::{Chance, something, things};
use super::common::on_both_databases;
use super::people::{People, people};
use super::rows::recounted;
use super::story::{Names, retold};

const SEEDS: u64 = 12;
const STEPS: i64 = 24;

on_both_databases!(what_was_written_down_says_the_same, async |database| {
    let mut people = people(database).await;
    let things = things(&people).await;
    let mut turned = BTreeSet::new();
    let mut days = 0;
    for seed in 1..=SEEDS {
        let mut chance = Chance(seed);
        let from = stands(database, &people).await;
        for _ in 0..STEPS {
            days += 1;
            people.later(days);
            something(&people, &things, &mut chance).await;
        }
        let to = stands(database, &people).await;
        let states = known(difference(&from.now.kept.state, &to.now.kept.state));
        let mut names = Names::of(database, [&from.now, &to.now]).await;
        let mut written = retold(database, &mut names, &from.now, [from.today, to.today]).await;
        written.extend(recounted(database, from.at, to.at).await);
        let written = known(net(written));
        let [looked_at, told] = [(&states, &written), (&written, &states)].map(only_in);
        assert_eq!((looked_at, told), (vec![], vec![]), "seed {seed}");
        turned.extend(states.into_iter().map(|(key, ..)| called(key.slot)));
    }
    assert_eq!(turned, SLOTS.into_iter().collect(), "a slot never turned");
});

/// A region, and when it was looked at.
struct Stands {
    now: Now,
    at: DateTime<Utc>,
    today: NaiveDate,
}

async fn stands(database: &DatabaseConnection, people: &People) -> Stands {
    let request = &people.official;
    let (at, today) = (request.now(), request.today());
    let now = Now::of(database, request.actor().region.0, today).await.unwrap();
    Stands { now, at, today }
}

fn only_in<'a, T: PartialEq>((these, those): (&'a Vec<T>, &Vec<T>)) -> Vec<&'a T> {
    these.iter().filter(|one| !those.contains(one)).collect()
}

/// From what to what a slot turned, and of a number why.
type Turned = (Key, Option<Value>, Option<Value>, Option<String>);

/// That something is not known yet is not written down of what is new: here it is nothing.
fn known(turns: Vec<Turn>) -> Vec<Turned> {
    let said = |value: Option<Value>| {
        value.filter(|value| !matches!(value, Value::When(None) | Value::Plan(None) | Value::Phase(None)))
    };
    let turn = |turn: Turn| {
        let why = turn.note.filter(|_| matches!(turn.key.slot, Slot::Target { .. }));
        (turn.key, said(turn.before), said(turn.after), why)
    };
    turns.into_iter().map(turn).filter(|(_, before, after, _)| before != after).collect()
}

const SLOTS: [&str; 26] = [
    "life cycle",
    "version",
    "answer",
    "stoplight",
    "reported on",
    "start",
    "due",
    "expected",
    "planned",
    "deadline",
    "last day",
    "milestone",
    "bottleneck",
    "level",
    "project",
    "phase",
    "plan",
    "delivered",
    "verified",
    "target",
    "agenda",
    "comment",
    "file",
    "phase of a deadline",
    "legal status of a deadline",
    "source of a deadline",
];

/// What kind of slot it is; each of them is one of [`SLOTS`].
const fn called(slot: Slot) -> &'static str {
    match slot {
        Slot::LifeCycle => "life cycle",
        Slot::Version(_) => "version",
        Slot::Answer { .. } => "answer",
        Slot::Stoplight(_) => "stoplight",
        Slot::ReportedOn => "reported on",
        Slot::Date(Date::Start) => "start",
        Slot::Date(Date::Due) => "due",
        Slot::Date(Date::Expected) => "expected",
        Slot::Date(Date::Planned) => "planned",
        Slot::Date(Date::Deadline) => "deadline",
        Slot::LastDay => "last day",
        Slot::Milestone(_) => "milestone",
        Slot::BottleneckState => "bottleneck",
        Slot::Level => "level",
        Slot::ProjectStatus => "project",
        Slot::Phase => "phase",
        Slot::PlanStatus => "plan",
        Slot::Delivered(_) => "delivered",
        Slot::Verified(_) => "verified",
        Slot::Target { .. } => "target",
        Slot::AgendaState => "agenda",
        Slot::Comment(_) => "comment",
        Slot::File(_) => "file",
        Slot::DeadlinePhase => "phase of a deadline",
        Slot::LegalStatus => "legal status of a deadline",
        Slot::Source => "source of a deadline",
    }
}
