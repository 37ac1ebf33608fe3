//! How far municipalities are with deadlines, in a region file.

use app::regions::file::parse_with_users;
use domain::deadlines::Phase;

use crate::{DEMO, TWENTE, mistakes_in};

#[test]
fn the_demo_has_phases_of_every_kind() {
    let file = parse_with_users(&format!("{TWENTE}{DEMO}")).unwrap();
    for phase in Phase::ALL {
        assert!(file.deadline_phases.iter().any(|entry| entry.phase == *phase && entry.example), "{phase:?}");
    }
    let today = "2026-11-27".parse().unwrap();
    assert!(file.deadline_phases.iter().all(|entry| entry.reached(today).is_some()));
}

const DEADLINE: &str =
    "[[deadline]]\nkey = \"plan\"\ntitle = \"Plan\"\ndue = \"2027\"\nsource = \"pact\"\nchecked_on = \"2026-11-01\"\n";

/// The last keys stand on line 10 and further.
fn phase(deadline: &str, municipality: &str, keys: &str) -> String {
    format!("[[deadline_phase]]\ndeadline = \"{deadline}\"\nmunicipality = \"{municipality}\"\n{keys}\n")
}

#[test]
fn what_is_adopted_has_its_body_and_its_day_and_nothing_else_has() {
    let wrong = |keys: &str| mistakes_in(&(DEADLINE.to_owned() + &phase("plan", "GM0001", keys)));
    assert_eq!(wrong("phase = \"concept\"\nnote = \"Bijna.\""), "");
    let (by, on) = ("adopted_by = \"gemeenteraad\"", "adopted_on = \"2026-10-06\"");
    assert_eq!(wrong(&format!("phase = \"vastgesteld\"\n{by}\n{on}")), "");
    assert_eq!(wrong(&format!("phase = \"vastgesteld\"\n{by}")), "7: a phase \"vastgesteld\" has \"adopted_on\"");
    assert_eq!(wrong(&format!("phase = \"inspraak\"\n{on}")), "11: only a phase \"vastgesteld\" has \"adopted_on\"");
    assert!(wrong("phase = \"klaar\"").starts_with("10: \"phase\" in [[deadline_phase]] must be \"niet-gestart\""));
}

#[test]
fn a_phase_is_of_a_deadline_and_a_municipality_that_are_there_once() {
    let keys = "phase = \"concept\"";
    let wrong = |text: &str| mistakes_in(&(DEADLINE.to_owned() + text));
    assert_eq!(wrong(&phase("plannen", "GM0001", keys)), "8: unknown deadline \"plannen\"");
    assert!(wrong(&phase("plan", "GM9999", keys)).starts_with("9: unknown municipality \"GM9999\""));
    let twice = phase("plan", "GM0001", keys) + &phase("plan", "GM0001", keys);
    assert_eq!(wrong(&twice), "12: the phase of GM0001 for \"plan\" is already on line 34");
}
