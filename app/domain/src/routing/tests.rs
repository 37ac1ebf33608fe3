use chrono::Days;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn body(number: u8) -> BodyId {
    Uuid::from_u128(number.into()).into()
}

fn day(number: u8) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 3, 1).unwrap() + Days::new(number.into())
}

fn route() -> Route {
    let mut route = Route::default();
    route.add(body(1), day(0), Purpose::Advise).unwrap();
    route.add(body(2), day(11), Purpose::Adopt).unwrap();
    route
}

fn name(id: BodyId) -> String {
    if id == body(1) { "AO Twentse Koers".to_owned() } else { "BO Wonen".to_owned() }
}

#[test]
fn the_next_step_opens_when_the_former_has_its_conclusion() {
    let mut route = route();
    assert_eq!(route.place().label(name), "bij AO Twentse Koers, 1 maart 2027, ter advisering");
    let refused = route.conclude(1, "Akkoord", true).unwrap_err();
    assert_eq!(refused[0].message, "Een eerdere stap heeft nog geen conclusie. Deze stap opent als die er is.");
    assert_eq!(route.conclude(0, "Positief advies", true), Ok(()));
    assert_eq!(route.place().label(name), "bij BO Wonen, 12 maart 2027, ter vaststelling");
    assert_eq!(route.conclude(1, "Vastgesteld", true), Ok(()));
    assert_eq!(route.place().label(name), "afgerond bij BO Wonen, 12 maart 2027");
    assert_eq!(Route::default().place().label(name), "nog niet gepland");
}

#[test]
fn nothing_is_concluded_before_the_meeting_or_without_words() {
    let mut route = route();
    let refused = route.conclude(0, " … ", false).unwrap_err();
    assert_eq!(refused.iter().map(|problem| problem.field.as_str()).collect::<Vec<_>>(), ["conclusion", "conclusion"]);
    assert!(route.conclude(0, &"x".repeat(CONCLUSION_MAX + 1), true).is_err());
    assert_eq!(route.open(), Some(0));
    assert!(route.conclude(7, "Akkoord", true).is_err());
}

#[test]
fn what_is_concluded_stays_and_only_the_last_words_can_be_put_right() {
    let mut route = route();
    route.conclude(0, "Positief advies", true).unwrap();
    assert!(route.remove(0).is_err() && route.change(0, body(1), day(0), Purpose::Inform).is_err());
    assert!(route.conclude(0, "Toch niet", true).is_err());
    assert_eq!(route.reword(0, "Positief advies, met kanttekening", true), Ok(()));
    assert!(route.reword(0, "Anders", false).is_err() && route.reword(1, "Anders", true).is_err());
    route.conclude(1, "Vastgesteld", true).unwrap();
    assert!(route.reword(0, "Anders", true).is_err());
    assert_eq!(route.steps()[0].conclusion.as_deref(), Some("Positief advies, met kanttekening"));
}

#[test]
fn days_follow_each_other_and_two_bodies_may_share_one() {
    let mut route = route();
    assert_eq!(route.add(body(3), day(11), Purpose::Inform), Ok(()));
    let refused = route.add(body(3), day(10), Purpose::Inform).unwrap_err();
    assert_eq!(refused.message, "De stap hiervoor is op 12-03-2027. Kies die dag of een latere.");
    assert!(route.change(0, body(1), day(12), Purpose::Advise).is_err());
    assert!(route.change(1, body(2), day(0), Purpose::Adopt).is_ok());
    assert!(route.is_overdue(day(1)) && !route.is_overdue(day(0)));
}

#[test]
fn what_cannot_have_come_about_is_not_read() {
    let step = |at, conclusion: Option<&str>| Step {
        body: body(1),
        date: day(at),
        purpose: Purpose::Advise,
        conclusion: conclusion.map(str::to_owned),
    };
    assert_eq!(Route::of(vec![step(1, None), step(2, Some("Ja"))]).unwrap_err().field, "conclusion");
    assert_eq!(Route::of(vec![step(1, None); STEPS_MAX + 1]).unwrap_err().field, "step");
    assert!(Route::of(vec![step(1, Some("Ja")), step(1, None)]).is_ok());
    // The meeting of the first was moved after that of the second.
    assert!(Route::of(vec![step(2, Some("Ja")), step(1, None)]).is_ok());
}

#[test]
fn the_text_is_fixed_once_the_last_body_has_concluded() {
    let mut route = Route::default();
    assert_eq!((route.standing(), route.may_change_text()), (Standing::Concept, Ok(())));
    route.add(body(1), day(0), Purpose::Adopt).unwrap();
    assert_eq!((route.standing(), route.last_concluded()), (Standing::Underway, None));
    route.conclude(0, "Vastgesteld", true).unwrap();
    assert_eq!((route.standing(), route.last_concluded()), (Standing::Done, Some(0)));
    assert!(route.may_change_text().is_err());
    route.add(body(2), day(0), Purpose::Inform).unwrap();
    assert_eq!((route.standing(), route.may_change_text()), (Standing::Underway, Ok(())));
}

#[test]
fn a_conclusion_comes_when_the_meeting_was_held_or_the_day_is_over_without_one() {
    let held = |meeting, today| check_held(day(1), meeting, today).is_ok();
    assert!(!held(None, day(0)) && !held(None, day(1)) && held(None, day(2)));
    for state in [State::Preparing, State::PapersReady] {
        assert!(!held(Some(state), day(0)) && !held(Some(state), day(2)));
    }
    for state in [State::Held, State::MinutesAdopted] {
        assert!(held(Some(state), day(1)));
    }
    assert!(!held(Some(State::Cancelled), day(9)));
}

#[test]
fn nothing_is_put_before_a_meeting_that_was_held() {
    for state in [None, Some(State::Preparing), Some(State::PapersReady), Some(State::Cancelled)] {
        assert_eq!(check_askable(day(1), state), Ok(()));
    }
    for state in [State::Held, State::MinutesAdopted] {
        assert_eq!(check_askable(day(1), Some(state)).unwrap_err().field, "date");
    }
}

#[derive(Clone, Debug)]
enum Act {
    Add(u8, u8),
    Change(usize, u8),
    Remove(usize),
    Conclude(usize, String, bool),
    Reword(usize, String, bool),
}

fn any_act() -> impl Strategy<Value = Act> {
    let words = prop_oneof![6 => "[a-z]{1,9}", 1 => "[ ]{0,2}"];
    prop_oneof![
        3 => (0..4_u8, 0..30_u8).prop_map(|(body, day)| Act::Add(body, day)),
        1 => (0..6_usize, 0..30_u8).prop_map(|(index, day)| Act::Change(index, day)),
        1 => (0..6_usize).prop_map(Act::Remove),
        3 => (0..6_usize, words.clone(), any::<bool>()).prop_map(|(i, text, held)| Act::Conclude(i, text, held)),
        1 => (0..6_usize, words, any::<bool>()).prop_map(|(i, text, may)| Act::Reword(i, text, may)),
    ]
}

proptest! {
    #[test]
    fn no_row_of_acts_leads_where_it_may_not(acts in proptest::collection::vec(any_act(), 0..60)) {
        let mut route = Route::default();
        for act in acts {
            let before = route.clone();
            let concluded = before.steps().iter().filter(|step| step.conclusion.is_some()).count();
            let (accepted, is_conclusion) = match act {
                Act::Add(to, at) => (route.add(body(to), day(at), Purpose::Advise).is_ok(), false),
                Act::Change(index, at) => (route.change(index, body(1), day(at), Purpose::Adopt).is_ok(), false),
                Act::Remove(index) => (route.remove(index).is_ok(), false),
                Act::Conclude(index, text, held) => {
                    let accepted = route.conclude(index, &text, held).is_ok();
                    prop_assert_eq!(accepted, before.open() == Some(index) && held && has_words(&text));
                    (accepted, accepted)
                }
                Act::Reword(index, text, may) => (route.reword(index, &text, may).is_ok(), false),
            };
            // A refusal changes nothing; what is accepted could be stored and read again.
            prop_assert!(accepted || route == before);
            prop_assert_eq!(Route::of(route.steps().to_vec()), Ok(route.clone()));
            // Conclusions are a row from the start, which only grows, one at a time.
            let now = route.steps().iter().filter(|step| step.conclusion.is_some()).count();
            prop_assert_eq!(now, concluded + usize::from(is_conclusion));
            prop_assert!(route.steps()[..now].iter().all(|step| step.conclusion.is_some()));
            prop_assert_eq!(route.open(), (now < route.steps().len()).then_some(now));
            // Where it is now is told by the same.
            let at = matches!(route.place(), Place::At(step) if Some(step) == route.steps().get(now));
            prop_assert_eq!(at, route.open().is_some());
        }
    }
}
