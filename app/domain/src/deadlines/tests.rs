use proptest::prelude::*;

use super::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

const TODAY: (i32, u32, u32) = (2026, 11, 27);

fn today() -> NaiveDate {
    day(TODAY.0, TODAY.1, TODAY.2)
}

fn told(phase: Phase) -> Told {
    Told { phase, by: None, on: None, note: None }
}

fn adopted(on: NaiveDate) -> Told {
    Told { by: Some("gemeenteraad".to_owned()), on: Some(on), ..told(Phase::Adopted) }
}

fn fields(told: Told, due: Option<Period>) -> Vec<String> {
    told.reached(due, today()).unwrap_err().into_iter().map(|problem| problem.field).collect()
}

const YEARLY: Option<Period> = Some(Period::EveryYearOn { month: 7, day: 1 });

#[test]
fn what_is_adopted_has_a_body_and_a_day_that_is_not_to_come_and_nothing_else_has() {
    let due = Some(Period::Year(2026));
    let reached = adopted(today()).reached(due, today()).unwrap();
    assert_eq!((reached.phase(), reached.adoption().unwrap().on), (Phase::Adopted, today()));
    assert_eq!(fields(told(Phase::Adopted), due), ["adopted_by", "adopted_on"]);
    assert_eq!(fields(adopted(day(2026, 11, 28)), due), ["adopted_on"]);
    assert_eq!(fields(Told { by: Some(" - ".to_owned()), ..adopted(today()) }, due), ["adopted_by"]);
    assert_eq!(fields(Told { by: Some("x".repeat(201)), ..adopted(today()) }, due), ["adopted_by"]);
    for phase in Phase::ALL.iter().filter(|phase| **phase != Phase::Adopted) {
        assert!(told(*phase).reached(due, today()).is_ok());
        assert_eq!(fields(Told { phase: *phase, ..adopted(today()) }, due), ["adopted_by", "adopted_on"]);
    }
    assert_eq!(fields(Told { note: Some("x".repeat(4_001)), ..told(Phase::Draft) }, due), ["note"]);
}

#[test]
fn one_is_late_when_the_date_is_over_and_nothing_was_adopted() {
    let standing = |phase, due| Standing::of(phase, due, today());
    let (over, to_come) = (Some(Period::Day(day(2026, 11, 26))), Some(Period::Day(today())));
    for phase in Phase::ALL {
        let done = *phase == Phase::Adopted;
        assert_eq!(standing(*phase, over), if done { Standing::Done } else { Standing::Late });
        let begun = if *phase == Phase::NotStarted { Standing::NotStarted } else { Standing::UnderWay };
        for due in [to_come, None, YEARLY] {
            assert_eq!(standing(*phase, due), if done { Standing::Done } else { begun });
        }
    }
}

#[test]
fn of_what_comes_again_only_the_turn_of_now_counts() {
    // The turn of 1 July 2027 began on 2 July 2026.
    let reached = |told_on| Reached::of(Phase::Draft, None, told_on, None).unwrap();
    assert_eq!(reached(day(2026, 7, 2)).phase_on(YEARLY, today()), Phase::Draft);
    assert_eq!(reached(day(2026, 7, 1)).phase_on(YEARLY, today()), Phase::NotStarted);
    assert_eq!(reached(today()).phase_on(YEARLY, day(2027, 7, 1)), Phase::Draft);
    assert_eq!(reached(today()).phase_on(YEARLY, day(2027, 7, 2)), Phase::NotStarted);
    // What does not come again stays what it was.
    assert_eq!(reached(day(2020, 1, 1)).phase_on(Some(Period::Year(2025)), today()), Phase::Draft);
    assert_eq!(reached(day(2020, 1, 1)).phase_on(None, today()), Phase::Draft);
}

#[test]
fn what_was_adopted_counts_for_the_turn_of_its_day_not_of_the_day_on_which_it_was_told() {
    let adoption = |on| Some(Adoption { by: "gemeenteraad".to_owned(), on });
    let told_late = Reached::of(Phase::Adopted, adoption(day(2026, 6, 30)), day(2026, 7, 3), None).unwrap();
    assert_eq!(told_late.phase_on(YEARLY, day(2026, 7, 1)), Phase::Adopted);
    assert_eq!(told_late.phase_on(YEARLY, day(2026, 7, 3)), Phase::NotStarted);
    // Nobody can tell of a turn that is over, only to see it vanish.
    let message = adopted(day(2026, 7, 1)).reached(YEARLY, today()).unwrap_err().remove(0).message;
    assert!(message.contains("01-07-2027"), "{message}");
    assert!(adopted(day(2026, 7, 2)).reached(YEARLY, today()).is_ok());
}

#[test]
fn a_date_that_moves_moves_for_everybody() {
    let reached = Reached::of(Phase::Draft, None, day(2026, 3, 1), None).unwrap();
    let standing = |due: Period| Standing::of(reached.phase_on(Some(due), today()), Some(due), today());
    assert_eq!(standing(Period::Quarter { year: 2026, quarter: 3 }), Standing::Late);
    assert_eq!(standing(Period::Day(day(2027, 7, 1))), Standing::UnderWay);
}

#[test]
fn who_is_late_and_who_has_not_begun_are_two_questions() {
    let phases = [("Almelo", Phase::NotStarted), ("Borne", Phase::Draft), ("Hengelo", Phase::Adopted)];
    let behind = |due| Behind::of(phases, due, today());
    let over = behind(Some(Period::Year(2025)));
    assert_eq!((over.late, over.not_begun), (vec!["Almelo".to_owned(), "Borne".to_owned()], vec!["Almelo".to_owned()]));
    let to_come = behind(Some(Period::Year(2026)));
    assert_eq!((to_come.late, to_come.not_begun), (vec![], vec!["Almelo".to_owned()]));
}

#[test]
fn what_is_said_of_a_deadline_fits_and_was_not_checked_in_the_future() {
    let content = Content { due: None, legal_status: None, note: None, detail: None, checked_on: Some(today()) };
    assert_eq!(content.problems(today()), []);
    let wrong = Content {
        legal_status: Some("x".repeat(301)),
        note: Some("x".repeat(4_001)),
        detail: Some("twee\nregels".to_owned()),
        checked_on: Some(day(2026, 11, 28)),
        ..content
    };
    let fields: Vec<String> = wrong.problems(today()).into_iter().map(|problem| problem.field).collect();
    assert_eq!(fields, ["legal_status", "note", "detail", "checked_on"]);
}

proptest! {
    #[test]
    fn whatever_is_told_holds_together(
        which in 0..5_usize,
        by in proptest::option::of("[a-z ]{0,9}"),
        on in proptest::option::of(-500..500_i64),
        recurs in any::<bool>(),
    ) {
        let due = if recurs { YEARLY } else { Some(Period::Year(2026)) };
        let on = on.map(|days| today() + chrono::Duration::days(days));
        let told = Told { phase: Phase::ALL[which], by, on, note: None };
        if let Ok(reached) = told.reached(due, today()) {
            prop_assert_eq!(reached.phase() == Phase::Adopted, reached.adoption().is_some());
            prop_assert!(reached.adoption().is_none_or(|adoption| adoption.on <= today() && has_words(&adoption.by)));
            // Nobody saves what is then not shown.
            prop_assert!(reached.counts(due, today()));
        }
    }
}
