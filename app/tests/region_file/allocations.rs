//! Urgent allocations in a region file.

use app::regions::file::parse_with_users;

use crate::{DEMO, TWENTE, mistakes_in};

#[test]
fn only_the_demo_has_some_and_marks_them() {
    assert!(app::regions::file::parse(TWENTE).unwrap().allocations.is_empty());
    let file = parse_with_users(&format!("{TWENTE}{DEMO}")).unwrap();
    assert!(file.allocations.len() > 2 && file.allocations.iter().all(|entry| entry.example));
}

/// A target group, a corporatie, and the allocations of a gemeente, whose parts stand on line 12.
fn allocation(year: i32, parts: &str) -> String {
    let before = "[[target_group]]\nname = \"Ouderen\"\nurgent = true\n[[organisation]]\nname = \"Woonbron\"\n\
                  type = \"corporatie\"\nactive_in = [\"*\"]\nsource = \"pact\"\n";
    format!("{before}[[allocation]]\nmunicipality = \"GM0001\"\nyear = {year}\nparts = [{parts}]\n")
}

fn part(group: &str, organisation: &str, count: i32) -> String {
    let organisation =
        if organisation.is_empty() { String::new() } else { format!("organisation = \"{organisation}\", ") };
    format!("{{ target_group = \"{group}\", {organisation}count = {count} }}")
}

#[test]
fn what_it_refers_to_is_there_and_takes_allocations() {
    let wrong = |parts: &str| mistakes_in(&allocation(2025, parts));
    assert_eq!(wrong(&format!("{}, {}", part("Ouderen", "Woonbron", 4), part("Ouderen", "", 0))), "");
    assert_eq!(wrong(&part("Iedereen", "", 1)), "12: unknown target group \"Iedereen\"");
    assert_eq!(
        wrong(&part("Ouderen", "Woonbrom", 1)),
        "12: unknown organisation \"Woonbrom\"; did you mean \"Woonbron\"?"
    );
    assert!(wrong(&part("Ouderen", "Gemeente Noord", 1)).contains("only a corporatie takes allocations"));
}

#[test]
fn nothing_stands_there_twice_and_numbers_can_be_meant() {
    let wrong = |parts: &str| mistakes_in(&allocation(2025, parts));
    let twice = format!("{}, {}", part("Ouderen", "Woonbron", 4), part("Ouderen", "Woonbron", 5));
    assert_eq!(wrong(&twice), "12: the part of \"Woonbron\" of \"Ouderen\" is already on line 38");
    assert!(wrong(&part("Ouderen", "", 100_001)).starts_with("12: "));
    assert!(wrong(&part("Ouderen", "", -1)).starts_with("12: "));
    assert!(mistakes_in(&allocation(1999, "")).contains("\"year\" in [[allocation]] must lie between 2000 and 2100"));
    let again = format!("{}[[allocation]]\nmunicipality = \"GM0001\"\nyear = 2025\nparts = []\n", allocation(2025, ""));
    assert!(mistakes_in(&again).contains("the allocations of GM0001 in 2025 is already on line"));
}
