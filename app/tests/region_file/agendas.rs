//! Agendas in a region file.

use app::regions::file::parse_with_users;
use domain::agendas::State;

use crate::{DEMO, TWENTE, mistakes_in};

#[test]
fn the_demo_has_agendas_in_every_state() {
    let file = parse_with_users(&format!("{TWENTE}{DEMO}")).unwrap();
    for state in State::ALL {
        assert!(file.agendas.iter().any(|entry| entry.state == *state && entry.example), "{state:?}");
    }
    assert!(file.agendas.iter().all(|entry| entry.standing().is_some()));
}

/// An agenda of this gemeente; the last keys stand on line 5 and further.
fn agenda(municipality: &str, years: (i32, i32), keys: &str) -> String {
    let (first, last) = years;
    format!("[[agenda]]\nmunicipality = \"{municipality}\"\nfirst_year = {first}\nlast_year = {last}\n{keys}\n")
}

#[test]
fn an_adopted_agenda_has_its_body_and_its_day_and_no_other_has() {
    let wrong = |keys: &str| mistakes_in(&agenda("GM0001", (2026, 2030), keys));
    assert_eq!(wrong("state = \"concept\""), "");
    let by = "adopted_by = \"gemeenteraad\"";
    let on = "adopted_on = \"2026-10-06\"";
    assert_eq!(wrong(&format!("state = \"vastgesteld\"\n{by}\n{on}")), "");
    assert_eq!(
        wrong(&format!("state = \"vastgesteld\"\n{by}")),
        "1: an agenda that is \"vastgesteld\" has \"adopted_on\""
    );
    assert_eq!(
        wrong(&format!("state = \"concept\"\n{on}")),
        "6: only an agenda that is \"vastgesteld\" has \"adopted_on\""
    );
    assert_eq!(
        wrong(&format!("state = \"vastgesteld\"\nadopted_by = \"-\"\n{on}")),
        "6: \"adopted_by\" has words on one line, at most 200 characters"
    );
    assert_eq!(
        wrong("state = \"klaar\""),
        "5: \"state\" in [[agenda]] must be \"concept\", \"in-consultatie\" or \"vastgesteld\""
    );
}

#[test]
fn the_years_of_a_municipality_do_not_overlap() {
    let state = "state = \"concept\"";
    let two = |first: &str, years: (i32, i32)| agenda(first, (2026, 2030), state) + &agenda("GM0001", years, state);
    assert_eq!(mistakes_in(&two("GM0001", (2031, 2034))), "");
    assert_eq!(
        mistakes_in(&two("GM0001", (2030, 2034))),
        "8: the years overlap with those of the agenda of GM0001 on line 29"
    );
    assert_eq!(mistakes_in(&agenda("GM0001", (2030, 2026), state)), "4: \"last_year\" lies before \"first_year\"");
    assert_eq!(
        mistakes_in(&agenda("GM0001", (1926, 2026), state)),
        "3: \"first_year\" in [[agenda]] must lie between 2000 and 2100"
    );
    assert!(mistakes_in(&agenda("GM9999", (2026, 2030), state)).starts_with("2: unknown municipality \"GM9999\""));
}
