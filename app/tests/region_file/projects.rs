//! Projects in a region file.

use app::regions::file::parse_with_users;
use domain::projects::{HardStatuses, Hardness};

use crate::{DEMO, TWENTE, mistakes_in};

#[test]
fn the_demo_has_some_of_which_one_lacks_what_care_needs() {
    let file = parse_with_users(&format!("{TWENTE}{DEMO}")).unwrap();
    assert!(file.projects.len() > 2 && file.projects.iter().all(|entry| entry.example));
    let hof = file.projects.iter().find(|entry| entry.name.value == "Wesselerhof").unwrap();
    assert_eq!((hof.dwellings, hof.counts.len(), hof.intent_signed_on), (60, 2, None));
    assert_eq!(HardStatuses::default().hardness(hof.plan_status), Hardness::Hard);
}

/// A measure, and a project whose keys begin on line 8.
fn with_project(keys: &str) -> String {
    let measure = "[[measure]]\nkey = \"m\"\nname = \"M\"\ngroup = \"ouderen\"\n";
    format!("{measure}[[project]]\nname = \"Hof\"\nmunicipality = \"GM0001\"\n{keys}\n")
}

const WHOLE: &str = "confidentiality = \"openbaar\"\nstatus = \"actief\"\ndwellings = 60";

fn count(measure: &str, count: i32) -> String {
    format!("{{ measure = \"{measure}\", tenure = \"koop\", stock = \"nieuwbouw\", count = {count} }}")
}

#[test]
fn what_it_needs_and_refers_to_is_there() {
    let wrong = |keys: &str| mistakes_in(&with_project(keys));
    assert_eq!(wrong(WHOLE), "");
    assert_eq!(wrong(&format!("{WHOLE}\ncounts = [{}, {}]", count("m", 24), count("geen", 36))), "");
    assert_eq!(
        wrong("dwellings = 60"),
        "5: missing key \"confidentiality\" in [[project]]\n5: missing key \"status\" in [[project]]"
    );
    assert_eq!(wrong(&format!("{WHOLE}\ncounts = [{}]", count("q", 1))), "11: unknown measure \"q\"");
    assert_eq!(
        wrong(&format!("{WHOLE}\nparties = [{{ role = \"corporatie\", organisation = \"Noordwoonen\" }}]")),
        "11: unknown organisation \"Noordwoonen\"; did you mean \"Noordwonen\"?"
    );
}

#[test]
fn the_rules_of_projects_hold_in_a_file_too() {
    let wrong = |keys: &str| mistakes_in(&with_project(keys));
    assert_eq!(
        wrong(&format!("{WHOLE}\ncounts = [{}]", count("m", 61))),
        "11: \"counts\" are together more than \"dwellings\""
    );
    assert_eq!(wrong(&format!("{WHOLE}\nplanned = \"every year\"")), "11: \"planned\" cannot recur");
    let twice = format!("{}{}", with_project(WHOLE), "[[project]]\nname = \"Hof\"\nmunicipality = \"GM0001\"\n");
    assert!(mistakes_in(&format!("{twice}{WHOLE}\n")).contains("project \"Hof\" is already on line"));
}
