//! Bodies with their seats, and meetings, in a region file.

use app::regions::file::parse_with_users;

use crate::{DEMO, TWENTE, mistakes_in};

#[test]
fn only_the_demo_has_some_and_marks_them() {
    assert!(app::regions::file::parse(TWENTE).unwrap().meetings.is_empty());
    let file = parse_with_users(&format!("{TWENTE}{DEMO}")).unwrap();
    assert!(file.meetings.len() > 1 && file.meetings.iter().all(|entry| entry.example));
    assert!(file.meetings.iter().any(|entry| entry.decisions.len() > 1));
}

fn body(rest: &str) -> String {
    format!("[[body]]\nname = \"Tafel\"\nsource = \"pact\"\n{rest}\n")
}

fn meeting(rest: &str) -> String {
    body(&format!("[[meeting]]\nbody = \"Tafel\"\ndate = \"2026-10-08\"\n{rest}\n"))
}

#[test]
fn who_sits_in_a_body_is_there_and_once() {
    let seat = |name: &str| format!("{{ organisation = \"{name}\", function = \"Wethouder\" }}");
    let wrong = |rest: &str| mistakes_in(&body(rest));
    assert_eq!(wrong(&format!("secretary = \"Gemeente Noord\"\nseats = [{}]", seat("Gemeente Noord"))), "");
    assert!(wrong("secretary = \"Niemand\"").contains("unknown organisation \"Niemand\""));
    assert!(wrong("secretary_function = \"Secretaris\"").contains("belongs to a \"secretary\""));
    let twice = format!("seats = [{}, {}]", seat("Gemeente Noord"), seat("Gemeente Noord"));
    assert!(wrong(&twice).contains("a seat is there once"));
}

#[test]
fn a_meeting_is_of_a_body_and_decides_when_it_was_held() {
    let decision =
        "decisions = [{ kind = \"besluit\", text = \"Doen\", owner = \"Gemeente Noord\", due = \"2027-Q1\" }]";
    let wrong = |rest: &str| mistakes_in(&meeting(rest));
    let items = "items = [{ title = \"Voortgang\", purpose = \"informeren\" }]";
    assert_eq!(wrong(&format!("state = \"gehouden\"\n{items}\n{decision}")), "");
    assert!(wrong(&format!("state = \"stukken-rond\"\n{decision}")).contains("only a meeting with state"));
    assert_eq!(wrong("state = \"afgelast\"\nreason = \"De zaal is dicht.\""), "");
    for without in ["state = \"afgelast\"", "state = \"gehouden\"\nreason = \"Zomaar\""] {
        assert!(wrong(without).contains("has a \"reason\", and no other has one"));
    }
    assert!(wrong("state = \"klaar\"").contains("in-voorbereiding"));
    assert!(wrong("state = \"gehouden\"\nitems = [{ title = \" \", purpose = \"informeren\" }]").contains("\"title\""));
    let elsewhere = "[[meeting]]\nbody = \"Stoel\"\ndate = \"2026-10-08\"\nstate = \"gehouden\"\n";
    assert!(mistakes_in(elsewhere).contains("unknown body \"Stoel\""));
    let recurs = decision.replace("2027-Q1", "every year");
    assert!(wrong(&format!("state = \"gehouden\"\n{recurs}")).contains("cannot recur"));
    let unknown = decision.replace("\"2027-Q1\"", "\"2027-Q1\", about = [\"X-99\"]");
    assert!(wrong(&format!("state = \"gehouden\"\n{unknown}")).contains("unknown commitment"));
}
