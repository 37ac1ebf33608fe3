//! How municipalities are placed for success factors, in a region file.

use app::regions::file::parse_with_users;
use domain::success_factors::State;

use crate::{DEMO, TWENTE, mistakes_in};

#[test]
fn the_demo_has_states_of_every_kind_and_marks_them() {
    let file = parse_with_users(&format!("{TWENTE}{DEMO}")).unwrap();
    for state in State::ALL {
        assert!(file.success_factor_states.iter().any(|entry| entry.told.state == *state), "{state:?}");
    }
    assert!(file.success_factor_states.iter().all(|entry| entry.example));
}

const FACTOR: &str = "[[success_factor]]\nname = \"Net\"\norigin = \"woondeal\"\nsource = \"pact\"\n";

/// The last keys stand on line 8 and further.
fn state(factor: &str, municipality: &str, keys: &str) -> String {
    format!("[[success_factor_state]]\nsuccess_factor = \"{factor}\"\nmunicipality = \"{municipality}\"\n{keys}\n")
}

#[test]
fn what_holds_somebody_up_says_why() {
    let wrong = |keys: &str| mistakes_in(&(FACTOR.to_owned() + &state("Net", "GM0001", keys)));
    assert_eq!(wrong("state = \"op-orde\""), "");
    assert_eq!(wrong("state = \"geblokkeerd\"\nnote = \"Vol.\""), "");
    assert_eq!(wrong("state = \"geblokkeerd\""), "5: a state \"geblokkeerd\" has a \"note\" that says why");
    assert!(wrong("state = \"aandacht\"\nnote = \"...\"").starts_with("9: \"note\" has words"));
    assert!(wrong("state = \"vol\"").starts_with("8: \"state\" in [[success_factor_state]] must be \"op-orde\""));
}

#[test]
fn a_state_is_of_a_factor_and_a_municipality_that_are_there_once() {
    let keys = "state = \"op-orde\"";
    let wrong = |text: &str| mistakes_in(&(FACTOR.to_owned() + text));
    assert_eq!(wrong(&state("Nat", "GM0001", keys)), "6: unknown success factor \"Nat\"; did you mean \"Net\"?");
    assert!(wrong(&state("Net", "GM9999", keys)).starts_with("7: unknown municipality \"GM9999\""));
    let twice = state("Net", "GM0001", keys) + &state("Net", "GM0001", keys);
    assert!(wrong(&twice).starts_with("10: the state of GM0001 for \"Net\" is already on line"));
}
