//! What organisations do, in a region file.

use app::regions::file::parse_with_users;

use crate::{DEMO, TWENTE, mistakes_in};

#[test]
fn the_demo_has_roles_that_are_acknowledged_and_that_wait() {
    let file = parse_with_users(&format!("{TWENTE}{DEMO}")).unwrap();
    assert!(file.roles.iter().all(|entry| entry.example));
    for acknowledged in [false, true] {
        assert!(file.roles.iter().any(|entry| entry.acknowledged_on.is_some() == acknowledged), "{acknowledged}");
    }
}

/// The last keys stand on line 4 and further.
fn role(organisation: &str, text: &str, keys: &str) -> String {
    format!("[[role_description]]\norganisation = \"{organisation}\"\ntext = \"{text}\"\n{keys}\n")
}

#[test]
fn a_role_is_of_an_organisation_that_is_there_once_and_has_words() {
    let of_north = || role("Gemeente Noord", "Wij bouwen.", "");
    assert_eq!(mistakes_in(&of_north()), "");
    assert!(mistakes_in(&role("Niemand", "Wij bouwen.", "")).starts_with("2: unknown organisation \"Niemand\""));
    assert_eq!(
        mistakes_in(&role("Gemeente Noord", "-", "")),
        "3: \"text\" has words, at most 8000 characters, all of which can be seen"
    );
    let twice = of_north() + &of_north();
    assert_eq!(mistakes_in(&twice), "6: the role of \"Gemeente Noord\" is already on line 28");
}

#[test]
fn nobody_acknowledges_for_a_real_organisation_in_a_file() {
    let day = "acknowledged_on = \"2026-10-14\"";
    let of_north = |keys: &str| mistakes_in(&role("Gemeente Noord", "Wij bouwen.", keys));
    assert_eq!(of_north(&format!("{day}\nexample = true")), "");
    assert_eq!(
        of_north(day),
        "4: only an example has \"acknowledged_on\": a bestuurder acknowledges on the screen, and nobody else"
    );
}
