//! Commitments in a region file.

use app::regions::file::commitments::{Agenda, LeadEntry, PartyName};
use app::regions::file::parse;
use domain::Period;
use domain::commitments::{Kind, LifeCycle};
use domain::organisations::OrganisationType;

use crate::{MERENVELD, commitment, mistakes_in};

#[test]
fn everything_of_a_commitment_is_read() {
    let file = parse(MERENVELD).unwrap();
    let entry = file.commitments.iter().find(|entry| entry.title.starts_with("Acht")).unwrap();
    assert!(matches!(&entry.agenda, Agenda::Municipality(code) if code.value == "GM9902"));
    assert_eq!(entry.kind, Some(Kind::Result));
    assert_eq!(entry.place.as_deref(), Some("Waardhoek"));
    let lead = entry.lead.as_ref().map(|lead| lead.value.clone());
    assert_eq!(lead, Some(LeadEntry::Organisation("Stichting Plaswonen".to_owned())));
    let partner = &entry.partners[0].value;
    assert_eq!(partner.who, PartyName::Organisation("Gemeente Lindewaard".to_owned()));
    assert_eq!(partner.contribution.as_deref(), Some("Geeft de grond in erfpacht"));
    assert_eq!(entry.due, Some(Period::HalfYear { year: 2027, half: 2 }));
    assert_eq!(entry.life_cycle, LifeCycle::Proposed);
    assert_eq!(entry.progress.as_ref().unwrap().on.to_string(), "2026-10-12");

    let each = &file.commitments[0];
    assert_eq!((&each.agenda, file.agendas(each).len()), (&Agenda::EachMunicipality, 3));
    assert_eq!(each.partners[0].value.who, PartyName::Group(OrganisationType::HousingCorporation));
}

#[test]
fn a_commitment_stands_in_one_kind_of_agenda() {
    let wrong = |keys: &str| mistakes_in(&commitment(keys));
    assert_eq!(wrong("each_municipality = true\nlead = \"gemeente\""), "");
    assert_eq!(wrong("municipality = \"GM0001\"\nplace = \"Dorp\""), "");
    assert_eq!(
        wrong("each_municipality = true\nmunicipality = \"GM0001\""),
        "5: \"municipality\" in [[commitment]] excludes each_municipality = true"
    );
    assert_eq!(wrong("place = \"Dorp\""), "4: \"place\" in [[commitment]] needs a municipality");
    assert_eq!(wrong("municipality = \"GM0009\""), "4: unknown municipality \"GM0009\"; did you mean \"GM0001\"?");
    assert_eq!(
        wrong("municipality = \"GM0001\"\nlead = \"gemeente\""),
        "5: \"lead\" in [[commitment]] can be \"gemeente\" only with each_municipality = true; otherwise name the organisation"
    );
    assert_eq!(
        wrong("lead = \"corporaties\""),
        "4: \"lead\" in [[commitment]] must be the name of one organisation, not a group"
    );
}

#[test]
fn a_number_is_unique_within_its_agenda() {
    let region = commitment("");
    let north = commitment("municipality = \"GM0001\"");
    let each = commitment("each_municipality = true");
    assert_eq!(mistakes_in(&format!("{region}{north}")), "");
    assert_eq!(
        mistakes_in(&format!("{region}{region}")),
        "6: commitment \"1\" in the agenda of the region is already on line 28"
    );
    assert_eq!(
        mistakes_in(&format!("{north}{each}")),
        "6: commitment \"1\" in the agenda of GM0001 is already on line 28"
    );
}

#[test]
fn parties_are_known_active_and_named_once() {
    let wrong = |keys: &str| mistakes_in(&commitment(keys));
    assert_eq!(
        wrong("municipality = \"GM0001\"\nlead = \"Noordwonen\"\npartners = [\"Gemeente Zuid\", \"gemeenten\"]"),
        ""
    );
    assert_eq!(
        wrong("municipality = \"GM0002\"\nlead = \"Noordwonen\""),
        "5: \"Noordwonen\" is not active in GM0002: complete its active_in, or leave it out"
    );
    assert_eq!(
        wrong("each_municipality = true\nlead = \"gemeente\"\npartners = [\"Gemeente Zuid\"]"),
        "6: an organisation or group is named twice: give each of them one role"
    );
    assert_eq!(
        wrong("consulted = [\"zorgaanbieders\",\n\"zorgaanbieders\"]"),
        "4: an organisation or group is named twice: give each of them one role"
    );
    assert_eq!(
        wrong("partners = [\n  { organisation = \"Noordwonen\", bijdrage = \"Grond\" },\n  { contribution = \"x\" },\n  3,\n]"),
        "5: unknown key \"bijdrage\" in a party of [[commitment]]
6: missing key \"organisation\" in a party of [[commitment]]
7: each element of \"partners\" in [[commitment]] must be the name of an organisation, a group word, or { organisation = \"…\", function = \"…\", contribution = \"…\" }"
    );
    let long = "x".repeat(501);
    assert_eq!(
        wrong(&format!("partners = [{{ organisation = \"Noordwonen\", contribution = \"{long}\" }}]")),
        "4: \"contribution\" is too long: at most 500 characters"
    );
    let long = "x".repeat(121);
    assert_eq!(
        wrong(&format!("partners = [{{ organisation = \"Noordwonen\", function = \"{long}\" }}]")),
        "4: \"function\" is too long: at most 120 characters"
    );
    assert_eq!(wrong("lead_function = \"manager\""), "4: \"lead_function\" in [[commitment]] needs a lead");
}

#[test]
fn the_rules_of_the_domain_hold_in_a_file_too() {
    let wrong = |keys: &str| mistakes_in(&commitment(keys));
    assert_eq!(
        wrong("state = \"voorgesteld\""),
        "1: state = \"voorgesteld\" needs a due period
1: state = \"voorgesteld\" needs a lead
1: state = \"voorgesteld\" needs at least one challenge"
    );
    let whole = "state = \"voorgesteld\"\nlead = \"Noordwonen\"\ndue = \"every year\"\nchallenges = [\"1\"]";
    assert_eq!(wrong(whole), "");
    assert_eq!(
        wrong(&format!("{whole}\nstate = \"bekrachtigd\"").replace("state = \"voorgesteld\"\n", "")),
        "7: \"state\" in [[commitment]] \"bekrachtigd\" is for examples only; load it as \"voorgesteld\" and let its \
         parties confirm"
    );
    assert_eq!(wrong("start = \"every year\""), "4: \"start\" cannot recur: something recurring goes in \"due\"");
    assert_eq!(wrong("quote = \"Zo.\""), "4: \"quote\" in [[commitment]] needs a source");
    let long = "x".repeat(5_001);
    assert_eq!(wrong(&format!("description = \"{long}\"")), "4: \"description\" is too long: at most 5000 characters");
    assert_eq!(
        wrong("description = \"a\\u0000b\""),
        "4: \"description\" in [[commitment]] must be text without control characters"
    );
}

#[test]
fn amber_and_red_give_their_reasons() {
    let wrong = |progress: &str| mistakes_in(&commitment(&format!("progress = {{ {progress} }}")));
    assert_eq!(wrong("status = \"groen\", on = \"2026-10-12\""), "");
    assert_eq!(
        wrong("status = \"rood\", effect = \"Later\", on = \"2026-10-12\""),
        "4: progress with status \"rood\" needs \"cause\"\n4: progress with status \"rood\" needs \"correction\""
    );
    assert_eq!(
        wrong("status = \"geel\", on = \"2026-10\", when = 1"),
        "4: \"on\" in progress of [[commitment]] must be a day, as \"2026-10-12\"
4: \"status\" in progress of [[commitment]] must be \"groen\", \"oranje\" or \"rood\"
4: unknown key \"when\" in progress of [[commitment]]"
    );
}
