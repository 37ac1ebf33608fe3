use chrono::Days;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn id<T: From<Uuid>>(number: u8) -> T {
    Uuid::from_u128(number.into()).into()
}

fn day(number: u8) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 1, 1).unwrap() + Days::new(number.into())
}

/// The meeting of that day.
fn meeting(body: u8, at: u8) -> Meeting {
    Meeting { id: id(at), body: id(body), date: day(at), cancelled: false }
}

fn course(at: u8) -> Course {
    let due = Due::By(Period::Day(day(40)));
    Course { taken_at: meeting(1, at), bodies: BTreeSet::from([id(1)]), due, report: None }
}

fn fields(problems: &[Problem]) -> Vec<&str> {
    problems.iter().map(|problem| problem.field.as_str()).collect()
}

#[test]
fn that_there_is_no_date_is_said() {
    let message = |period, no_date| Due::of(period, no_date).unwrap_err().message;
    assert_eq!(message(None, false), "Vul in wanneer het klaar is, of kies ‘geen datum’.");
    assert!(message(Some(Period::Year(2028)), true).contains("een van beide"));
    assert!(message(Some(Period::EveryYear), false).contains("één keer"));
    assert_eq!(Due::of(None, true).map(Due::label), Ok("geen datum".to_owned()));
    assert_eq!(Due::of(Some(Period::Year(2028)), false).map(Due::label), Ok("2028".to_owned()));
}

#[test]
fn it_is_due_on_the_day_of_its_meeting_or_later() {
    let meeting = day(40);
    assert!(check_due(Due::NoDate, meeting).is_ok());
    for within in [Period::Day(meeting), Period::Year(2027), Period::Year(2028)] {
        assert!(check_due(Due::By(within), meeting).is_ok(), "{within}");
    }
    for before in [Period::Day(day(39)), Period::Year(2026)] {
        let refused = check_due(Due::By(before), meeting).unwrap_err();
        assert_eq!(refused.field, "due");
        assert!(refused.message.contains("geen datum"), "{}", refused.message);
    }
}

#[test]
fn it_says_what_was_decided_and_by_whom_it_is_carried() {
    let content = Content {
        kind: Kind::Pledge,
        text: "De provincie vraagt de netbeheerder om een planning".to_owned(),
        owner: Holder { organisation: id(1), function: Some("Gedeputeerde".to_owned()) },
        due: Due::NoDate,
    };
    assert_eq!(content.problems(), vec![]);
    let wrong = Content {
        text: "…".to_owned(),
        owner: Holder { organisation: id(1), function: Some("x".repeat(FUNCTION_MAX + 1)) },
        due: Due::By(Period::EveryHalfYear),
        ..content
    };
    assert_eq!(fields(&wrong.problems()), ["text", "owner_function", "due"]);
    assert_eq!(wrong.problems()[0].message, "Vul in wat er is toegezegd.");
}

#[test]
fn nothing_is_decided_about_what_lapsed() {
    for effect in Effect::ALL {
        let refused = check_link(*effect, LifeCycle::Lapsed).unwrap_err();
        assert_eq!(refused.message, "Deze afspraak is vervallen. Kies een andere afspraak, of maak een nieuwe.");
        assert!(check_link(*effect, LifeCycle::Completed).is_err());
        assert!(check_link(*effect, LifeCycle::Proposed).is_ok());
    }
    assert!(check_link(Effect::Amends, LifeCycle::Ratified).is_ok());
    assert!(check_link(Effect::Creates, LifeCycle::Ratified).is_err());
}

#[test]
fn a_commitment_is_changed_by_an_open_decision_that_says_so() {
    assert_eq!(check_ground(Some(Effect::Amends), State::Open), Ok(()));
    assert!(check_ground(Some(Effect::Amends), State::ReportedBack).unwrap_err().message.contains("teruggekoppeld"));
    for state in State::ALL {
        assert!(check_ground(None, *state).unwrap_err().message.contains("gaat niet over"));
        assert!(check_ground(Some(Effect::Creates), *state).unwrap_err().message.contains("maakt deze afspraak"));
    }
}

#[test]
fn a_meeting_that_is_cancelled_hears_of_nothing_and_the_next_one_does() {
    let cancelled = Meeting { cancelled: true, ..meeting(1, 20) };
    let open = course(10);
    assert_eq!(carried_over(std::slice::from_ref(&open), cancelled), [0; 0]);
    assert_eq!(carried_over(std::slice::from_ref(&open), meeting(1, 30)), [0]);
    let refused = open.clone().report_back(cancelled, "Gedaan", day(30)).unwrap_err();
    assert!(refused[0].message.contains("afgelast"));
    assert!(check_moment(meetings::State::Cancelled, day(10), day(30)).is_err());
}

#[test]
fn it_is_recorded_from_the_day_of_the_meeting_until_its_minutes_are_adopted() {
    use meetings::State::{Held, MinutesAdopted, PapersReady, Preparing};
    let may = |state, today| check_moment(state, day(10), day(today)).is_ok();
    assert!(may(PapersReady, 10) && may(Held, 10) && may(Held, 30));
    assert!(!may(PapersReady, 9) && !may(Preparing, 10) && !may(MinutesAdopted, 30));
}

#[test]
fn it_is_reported_back_once_to_a_later_meeting_of_its_body() {
    let mut course = course(10);
    let refused = |course: &Course, to, text: &str, today| {
        let problems = course.clone().report_back(to, text, day(today)).unwrap_err();
        problems.into_iter().map(|problem| problem.field).collect::<Vec<_>>()
    };
    assert_eq!(refused(&course, meeting(2, 20), "Gedaan", 20), ["meeting"]);
    assert_eq!(refused(&course, meeting(1, 10), "Gedaan", 20), ["meeting"]);
    assert_eq!(refused(&course, meeting(1, 20), " ", 19), ["meeting", "text"]);
    assert_eq!(course.report_back(meeting(1, 20), "De planning is er", day(20)), Ok(()));
    assert_eq!(course.state(), State::ReportedBack);
    assert_eq!(refused(&course, meeting(1, 30), "Nog eens", 30), ["state"]);
}

#[test]
fn late_is_open_and_over_and_never_without_a_date() {
    let mut course = course(10);
    assert!(!course.is_overdue(day(40)) && course.is_overdue(day(41)));
    assert!(!Course { due: Due::NoDate, ..course.clone() }.is_overdue(day(250)));
    course.report_back(meeting(1, 50), "Te laat, wel gedaan", day(50)).unwrap();
    assert!(!course.is_overdue(day(60)));
}

#[test]
fn what_is_due_first_comes_first_and_what_has_no_date_last() {
    let due = |at, due| Course { due, ..course(at) };
    let by = |at| Due::By(Period::Day(day(at)));
    let all = [due(2, Due::NoDate), due(3, by(90)), due(1, by(90)), due(4, by(60)), due(9, by(50))];
    assert_eq!(carried_over(&all, meeting(1, 9)), [3, 2, 1, 0]);
    assert_eq!(carried_over(&all, meeting(2, 9)), [0; 0]);
    let joint = Course { bodies: BTreeSet::from([id(1), id(2)]), ..course(3) };
    assert_eq!(carried_over(&[joint], meeting(2, 9)), [0]);
}

proptest! {
    /// Each stands on every later meeting of its body, up to the one that it was reported back to, and on none after.
    #[test]
    fn nothing_is_lost_between_meetings_and_nothing_comes_back(
        taken in 0..20_u8, reported in proptest::option::of(0..20_u8),
        others in proptest::collection::vec(1..3_u8, 20),
    ) {
        let meetings: Vec<Meeting> = (0..).zip(&others).map(|(at, body)| meeting(*body, at)).collect();
        let at = meetings[usize::from(taken)];
        let mut course = Course { taken_at: at, bodies: BTreeSet::from([at.body]), ..course(taken) };
        let heard = reported.map(|index| meetings[usize::from(index)]);
        let accepted = heard.is_some_and(|to| course.report_back(to, "Gedaan", day(250)).is_ok());
        if let (Some(to), Some(index)) = (heard, reported) {
            prop_assert_eq!(accepted, to.body == at.body && index > taken);
        }
        let until = if accepted { reported.unwrap() } else { u8::MAX };
        for (index, one) in (0_u8..).zip(&meetings) {
            let stands = one.body == at.body && index > taken && index <= until;
            prop_assert_eq!(course.stands_on(*one), stands, "meeting {}", index);
            prop_assert_eq!(carried_over(std::slice::from_ref(&course), *one).len(), usize::from(stands));
        }
    }
}
