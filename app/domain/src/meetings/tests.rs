use proptest::prelude::*;
use uuid::Uuid;

use super::items::{ITEMS_MAX, Item, check_room, shifted};
use super::*;
use crate::routing::Purpose;

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn date() -> NaiveDate {
    day(2027, 3, 12)
}

fn fields(problems: &[Problem]) -> Vec<&str> {
    problems.iter().map(|problem| problem.field.as_str()).collect()
}

fn item(purpose: Purpose) -> Item {
    Item { title: "Woningbouw Kloosterveen".to_owned(), purpose, note: None, papers: 1, oral: false }
}

fn attendant(number: u128, presence: Presence) -> Attendant {
    Attendant { organisation: id(number), function: None, presence }
}

fn complete<'a>(items: &'a [Item], attendance: &'a [Attendant]) -> Readiness<'a> {
    Readiness { date: date(), has_place: true, items, proposals: 0, attendance, has_minutes: true }
}

fn reopen() -> Step {
    Step::Reopen { reason: "Het voorstel is ingetrokken".to_owned() }
}

#[test]
fn it_goes_forward_step_by_step_and_back_only_before_it_was_held() {
    let (items, there) = ([item(Purpose::Adopt)], [attendant(1, Presence::Present)]);
    let (has, today) = (complete(&items, &there), day(2027, 4, 1));
    let adopt = Step::AdoptMinutes { on: today };
    let mut state = State::Preparing;
    for (step, to) in [
        (&Step::PapersReady, State::PapersReady),
        (&reopen(), State::Preparing),
        (&Step::PapersReady, State::PapersReady),
        (&Step::Hold, State::Held),
        (&adopt, State::MinutesAdopted),
    ] {
        state = state.after(step, has, today).unwrap();
        assert_eq!(state, to);
    }
    for state in [State::Held, State::MinutesAdopted] {
        let refused = state.after(&reopen(), has, today).unwrap_err();
        assert_eq!(refused[0].message, "Dit overleg is gehouden. Het kan niet terug naar de voorbereiding.");
    }
    let skipped = State::Preparing.after(&Step::Hold, has, today).unwrap_err();
    assert_eq!(
        skipped[0].message,
        "Dit overleg heeft de stand ‘In voorbereiding’. Het kan niet in één stap naar ‘Gehouden’."
    );
    assert_eq!(fields(&State::Held.after(&Step::Hold, has, today).unwrap_err()), ["state"]);
}

#[test]
fn it_is_called_off_with_a_reason_before_it_was_held_and_then_nothing_changes() {
    let (items, there) = ([item(Purpose::Adopt)], [attendant(1, Presence::Present)]);
    let (has, today) = (complete(&items, &there), day(2027, 3, 1));
    let cancel = Step::Cancel { reason: "Te weinig aanmeldingen".to_owned() };
    for state in [State::Preparing, State::PapersReady] {
        assert_eq!(state.after(&cancel, has, today), Ok(State::Cancelled));
        let without = state.after(&Step::Cancel { reason: "…".to_owned() }, has, today).unwrap_err();
        assert_eq!(without[0].message, "Schrijf op waarom het overleg niet doorgaat.");
    }
    for state in [State::Held, State::MinutesAdopted] {
        let refused = state.after(&cancel, has, today).unwrap_err();
        assert_eq!(refused[0].message, "Dit overleg is gehouden. Het kan niet meer worden afgelast.");
    }
    for step in [Step::PapersReady, Step::Hold, reopen()] {
        let refused = State::Cancelled.after(&step, has, today).unwrap_err();
        assert_eq!(refused[0].message, "Dit overleg is afgelast. Plan een nieuw overleg.");
    }
    assert!(State::Cancelled.may_change_agenda().is_err() && State::Cancelled.may_change_minutes().is_err());
    assert!(!State::Cancelled.was_held());
}

#[test]
fn each_step_needs_what_it_says() {
    let today = date();
    let nothing = Readiness { has_place: false, has_minutes: false, ..complete(&[], &[]) };
    let refused = |state: State, step: &Step, has: Readiness<'_>, today: NaiveDate| {
        state.after(step, has, today).unwrap_err().into_iter().map(|problem| problem.field).collect::<Vec<_>>()
    };
    assert_eq!(refused(State::Preparing, &Step::PapersReady, nothing, today), ["place", "items"]);
    let bare = [Item { papers: 0, ..item(Purpose::Advise) }, Item { papers: 0, ..item(Purpose::Inform) }];
    assert_eq!(refused(State::Preparing, &Step::PapersReady, complete(&bare, &[]), today), ["items"]);
    let proposal = Readiness { proposals: 1, ..complete(&[], &[]) };
    assert!(State::Preparing.after(&Step::PapersReady, proposal, today).is_ok());
    let oral = [Item { oral: true, ..bare[0].clone() }];
    assert!(State::Preparing.after(&Step::PapersReady, complete(&oral, &[]), today).is_ok());
    assert_eq!(refused(State::PapersReady, &Step::Hold, nothing, day(2027, 3, 11)), ["date", "attendance"]);
    let away = [attendant(1, Presence::Excused)];
    assert_eq!(refused(State::PapersReady, &Step::Hold, complete(&oral, &away), today), ["attendance"]);
    let early = Step::AdoptMinutes { on: day(2027, 3, 11) };
    assert_eq!(refused(State::Held, &early, nothing, today), ["minutes", "on"]);
    let late = Step::AdoptMinutes { on: day(2027, 3, 13) };
    assert_eq!(refused(State::Held, &late, complete(&oral, &[]), today), ["on"]);
    assert_eq!(refused(State::PapersReady, &Step::Reopen { reason: " … ".to_owned() }, nothing, today), ["reason"]);
}

#[test]
fn what_was_planned_moves_with_a_reason_once_everybody_has_the_papers() {
    let (later, today) = (day(2027, 3, 19), day(2027, 3, 1));
    let moves = |state, after, reason| Move { state, before: date(), after, reason, frozen_on: None, decided: false };
    let of = |problems: Vec<Problem>| problems.into_iter().map(|problem| problem.field).collect::<Vec<_>>();
    let moved = |state, after, reason| of(moves(state, after, reason).problems(today));
    let frozen = Move { frozen_on: Some(day(2027, 3, 1)), ..moves(State::Preparing, day(2027, 2, 26), None) };
    assert_eq!(of(frozen.problems(today)), ["date"], "no state is from after the meeting");
    assert_eq!(of(Move { after: day(2027, 3, 1), ..frozen }.problems(today)), [""; 0]);
    assert_eq!(moved(State::Preparing, later, None), [""; 0]);
    assert_eq!(moved(State::PapersReady, later, None), ["reason"]);
    assert_eq!(moved(State::PapersReady, day(2027, 2, 26), Some(" ")), ["date", "reason"]);
    assert_eq!(moved(State::PapersReady, later, Some("De zaal is bezet")), [""; 0]);
    for state in [State::Held, State::MinutesAdopted, State::Cancelled] {
        assert_eq!(moved(state, later, Some("Verkeerd ingevuld")), ["date"]);
        assert_eq!(moved(state, date(), None), [""; 0]);
    }
}

#[test]
fn a_meeting_that_decided_is_not_still_to_come() {
    let today = date();
    let moved = |state, after| {
        let reason = Some("De zaal is bezet");
        let moved = Move { state, before: date(), after, reason, frozen_on: None, decided: true };
        fields(&moved.problems(today)).join(" ")
    };
    for state in [State::Preparing, State::PapersReady] {
        assert_eq!(moved(state, day(2027, 3, 19)), "date");
        assert_eq!(moved(state, date()), "");
    }
    assert_eq!(moved(State::Preparing, day(2027, 3, 11)), "", "that it was earlier can be put right");
}

#[test]
fn its_words_fit_and_can_be_read() {
    let content = Content { title: None, date: date(), place: Some("Provinciehuis, zaal 3".to_owned()) };
    assert_eq!(content.problems(), vec![]);
    assert_eq!(content.label("BO Wonen"), "BO Wonen, 12 maart 2027");
    let named = Content { title: Some("Ingelast".to_owned()), ..content.clone() };
    assert_eq!(named.label("BO Wonen"), "BO Wonen, 12 maart 2027: Ingelast");
    let wrong =
        Content { title: Some("  ".to_owned()), date: day(1927, 3, 12), place: Some("x".repeat(PLACE_MAX + 1)) };
    assert_eq!(fields(&wrong.problems()), ["title", "date", "place"]);
    let turned = Content { title: Some("a\u{202e}b".to_owned()), ..content };
    assert_eq!(fields(&turned.problems()), ["title"]);
}

#[test]
fn papers_say_another_day_from_a_move_until_the_day_is_theirs_again() {
    let said = |state, after, known| {
        let moved = Move { state, before: date(), after, reason: None, frozen_on: None, decided: false };
        moved.papers_say(known)
    };
    let (later, last) = (day(2027, 3, 19), day(2027, 3, 26));
    assert_eq!(said(State::Preparing, later, None), None, "nobody has papers yet");
    assert_eq!(said(State::PapersReady, later, None), Some(date()));
    assert_eq!(said(State::PapersReady, last, Some(later)), Some(later), "the first day stays the one that they say");
    assert_eq!(said(State::Preparing, last, Some(later)), Some(later));
    for state in [State::Preparing, State::PapersReady] {
        assert_eq!(said(state, later, Some(later)), None);
    }
}

#[test]
fn who_was_there_is_known_on_the_day_and_not_before() {
    let there = [attendant(1, Presence::Present), attendant(2, Presence::Absent)];
    assert_eq!(attendance_problems(&there, date(), date()), vec![]);
    let before = attendance_problems(&there, date(), day(2027, 3, 11));
    assert_eq!(fields(&before), ["attendance-0", "attendance-1"]);
    assert_eq!(attendance_problems(&[attendant(1, Presence::Excused)], date(), day(2027, 3, 1)), vec![]);
    let function = |text: &str| Attendant { function: Some(text.to_owned()), ..attendant(1, Presence::Present) };
    let two = [function("Wethouder"), function("Ambtenaar")];
    assert_eq!(attendance_problems(&two, date(), date()), vec![]);
    let twice = [function("Wethouder"), function(" wethouder")];
    assert_eq!(fields(&attendance_problems(&twice, date(), date())), ["attendance-1"]);
    let crowd: Vec<_> = (0..=ATTENDANCE_MAX as u128).map(|number| attendant(number, Presence::Present)).collect();
    assert_eq!(fields(&attendance_problems(&crowd, date(), date())), ["attendance"]);
}

#[test]
fn an_item_is_called_something_and_is_oral_or_has_papers() {
    assert_eq!(item(Purpose::Adopt).problems(), vec![]);
    let wrong = Item { title: "?".to_owned(), oral: true, papers: 1, ..item(Purpose::Adopt) };
    assert_eq!(fields(&wrong.problems()), ["title", "oral"]);
}

#[test]
fn what_was_held_has_its_agenda_and_adopted_minutes_are_final() {
    assert!(State::PapersReady.may_change_agenda().is_err() && State::Held.may_change_agenda().is_err());
    assert!(State::Preparing.may_change_agenda().is_ok());
    assert!(State::Held.may_change_minutes().is_ok() && State::MinutesAdopted.may_change_minutes().is_err());
    assert!(check_room(ITEMS_MAX - 1).is_ok() && check_room(ITEMS_MAX).is_err());
}

proptest! {
    #[test]
    fn the_reference_date_is_neither_to_come_nor_after_the_meeting(offset in -400_i64..400, ahead in -400_i64..400) {
        let today = day(2026, 11, 26);
        let (meeting, reference) = (today + chrono::Days::new(400), today);
        let meeting = meeting - chrono::Days::new((400 - ahead).unsigned_abs());
        let reference = if offset < 0 {
            reference - chrono::Days::new(offset.unsigned_abs())
        } else {
            reference + chrono::Days::new(offset.unsigned_abs())
        };
        let may = reference <= today && reference <= meeting;
        prop_assert_eq!(check_reference_date(reference, meeting, today).is_ok(), may);
    }

    #[test]
    fn a_shift_moves_one_point_one_place_and_back(points in 1..9_usize, at in 0..9_usize, down: bool) {
        let place = at % points;
        let order = shifted(points, place, down);
        let after = order.iter().position(|point| *point == place).unwrap();
        let at_end = if down { place + 1 == points } else { place == 0 };
        prop_assert_eq!(after.abs_diff(place), usize::from(!at_end));
        let again: Vec<usize> = shifted(points, after, !down).into_iter().map(|moved| order[moved]).collect();
        let unmoved: Vec<usize> = (0..points).collect();
        if !at_end {
            prop_assert_eq!(&again, &unmoved);
        }
        prop_assert_eq!(shifted(points, points, down), unmoved);
    }

    #[test]
    fn no_row_of_steps_unholds_a_meeting(steps in proptest::collection::vec(0..4_u8, 0..30)) {
        let (items, there) = ([item(Purpose::Adopt)], [attendant(1, Presence::Present)]);
        let has = complete(&items, &there);
        let mut state = State::Preparing;
        for step in steps {
            let step = match step {
                0 => Step::PapersReady,
                1 => reopen(),
                2 => Step::Hold,
                _ => Step::AdoptMinutes { on: date() },
            };
            if let Ok(next) = state.after(&step, has, date()) {
                prop_assert!(!state.was_held() || next.was_held());
                prop_assert!(next.was_held() == state.was_held() || state == State::PapersReady);
                state = next;
            }
        }
    }
}
