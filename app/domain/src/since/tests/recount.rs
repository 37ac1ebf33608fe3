//! The lines against an independent recount: what anybody would write down who has the world of both moments before them.

use proptest::prelude::*;

use super::world::{Promise, World, any_act, place, subject};
use super::*;

const TERM: u32 = 13;

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
            has.difference(had).for_each(|one| tell(more, one.to_string()));
            had.difference(has).for_each(|one| tell(less, one.to_string()));
        }
    }
    recount_others(was, now, &mut found);
    found.sort();
    found
}

fn recount_agreement(before: &Promise, after: &Promise, tell: &mut impl FnMut(Kind, String)) {
    use Answered::{Declined, Lifted, Reserved};
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
            VersionState::Withdrawn if then == Some(&VersionState::Asked) || (then.is_none() && index > 0) => {
                Kind::Withdrawn
            }
            _ => continue,
        };
        let says = if kind == Kind::AskedAgain { "Ligt bij de partijen" } else { "" };
        tell(kind, says.to_owned());
    }
    for (party, now) in &after.answers {
        let then = before.answers.get(party);
        let kind = match (then, *now) {
            (then, now) if then == Some(&now) => continue,
            (_, Declined) => Kind::Declined,
            (_, Reserved) => Kind::Reserved,
            (Some(Reserved), _) | (_, Lifted) => Kind::ReservationLifted,
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
            None if *now != Stoplight::Green => tell(Kind::Stoplight, format!("nog niet gemeld → {}", now.colour())),
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
        (true, true) if before.reported_on < after.reported_on => tell(Kind::GoneStale, String::new()),
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
        let put_off = matches!((then, now), (Some((then, _)), Some((now, _))) if then.last_day() < now.last_day());
        if missed(after, last, &step) && (put_off || !missed(before, first, &step)) {
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
        match (then, is) {
            (Some((_, then)), Some((_, is))) if then != is => {
                found.push((Kind::Escalated, about, format!("{} → {}", then.label(), is.label())));
            }
            (None, Some((_, is))) if *is != bottlenecks::Level::Local => {
                found.push((Kind::Escalated, about, is.label().to_owned()));
            }
            _ => {}
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
    let last_day = |world: &World| world.deadline.and_then(Period::last_day);
    if is_over(now) && (!is_over(was) || last_day(was) < last_day(now)) {
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
