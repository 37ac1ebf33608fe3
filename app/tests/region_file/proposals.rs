//! Proposals in a region file.

use app::regions::file::parse_with_users;

use crate::{DEMO, TWENTE, mistakes_in};

#[test]
fn only_the_demo_has_one_and_marks_it() {
    assert!(app::regions::file::parse(TWENTE).unwrap().proposals.is_empty());
    let file = parse_with_users(&format!("{TWENTE}{DEMO}")).unwrap();
    assert!(!file.proposals.is_empty() && file.proposals.iter().all(|entry| entry.example));
}

#[test]
fn its_steps_are_bodies_in_order_and_conclude_one_after_the_other() {
    let wrong = |organisation: &str, steps: &str| {
        mistakes_in(&format!(
            "[[body]]\nname = \"Tafel\"\nsource = \"pact\"\n[[proposal]]\norganisation = \"{organisation}\"\n\
             title = \"Regeling\"\nproposed = \"Eén regeling\"\nsteps = [{steps}]\n"
        ))
    };
    let step = |body: &str, day: &str, rest: &str| {
        format!("{{ body = \"{body}\", date = \"{day}\", purpose = \"adviseren\"{rest} }}")
    };
    let said = ", conclusion = \"Positief\"";
    let (first, next) = (step("Tafel", "2026-10-08", said), step("Tafel", "2026-12-03", ""));
    assert_eq!(wrong("Gemeente Noord", &format!("{first}, {next}")), "");
    assert!(wrong("Niemand", &first).contains("unknown organisation"));
    assert!(wrong("Gemeente Noord", &step("Stoel", "2026-10-08", "")).contains("unknown body \"Stoel\""));
    assert!(wrong("Gemeente Noord", &format!("{next}, {first}")).contains("follow each other in time"));
    let late = step("Tafel", "2026-12-03", said);
    let out_of_order = format!("{}, {late}", step("Tafel", "2026-10-08", ""));
    assert!(wrong("Gemeente Noord", &out_of_order).contains("only after those before it"));
    let adopts = next.replace("adviseren", "vaststellen");
    assert!(wrong("Gemeente Noord", &adopts).contains("needs \"decision\""));
}
