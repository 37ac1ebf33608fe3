//! Reading region files: what the shipped ones hold, and what mistakes are told.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod agendas;
mod allocations;
mod bottlenecks;
mod commitments;
mod deadline_phases;
mod links;
mod meetings;
mod projects;
mod proposals;
mod roles;
mod steps;
mod success_factor_states;

use app::regions::file::{RegionFile, decode, parse, parse_with_users};
use domain::organisations::Role;

const TWENTE: &str = include_str!("../../../server/regions/twente.toml");
const DEMO: &str = include_str!("../../../server/regions/twente-demo.toml");
const MERENVELD: &str = include_str!("../../../server/regions/test-region.toml");
const DOCUMENTATION: &str = include_str!("../../../docs/REGION-FILE.md");

/// The mistakes in a file, one per line; empty when there are none.
fn mistakes(text: &str) -> String {
    parse(text).err().map(|errors| errors.to_string()).unwrap_or_default()
}

/// The example in the documentation.
fn example() -> &'static str {
    let (_, example) = DOCUMENTATION.split_once("```toml\n").unwrap();
    example.split_once("```").unwrap().0
}

fn commitments_in_all_agendas(file: &RegionFile) -> usize {
    file.commitments.iter().map(|entry| file.agendas(entry).len()).sum()
}

#[test]
fn the_files_that_we_ship_are_right() {
    assert_eq!(mistakes(TWENTE), "");
    assert_eq!(mistakes(MERENVELD), "");
    assert_eq!(mistakes(example()), "");
    let demo = parse_with_users(&format!("{TWENTE}{DEMO}"));
    assert_eq!(demo.err().map(|errors| errors.to_string()), None);
}

#[test]
fn a_file_that_is_not_utf_8_is_refused_with_its_line() {
    // As an old editor saves "één" on the third line.
    let mut bytes = b"[region]\r\ncode = \"x\"\r\nname = \"".to_vec();
    bytes.extend([0xe9, 0xe9, b'n', b'"', b'\n']);
    let told = decode(&bytes).unwrap_err().to_string();
    assert_eq!(told, "line 3: this is not UTF-8: save the file in that encoding");
    assert_eq!(decode(TWENTE.as_bytes()).unwrap(), TWENTE);
}

#[test]
fn twente_is_read_as_its_documents_state_it() {
    let file = parse(TWENTE).unwrap();
    assert_eq!(
        (file.region.code.as_str(), file.region.horizon_year, file.region.freshness_weeks),
        ("twente", 2030, 13)
    );
    assert_eq!(file.municipalities.len(), 14);
    assert_eq!(file.challenges.len(), 19);
    assert_eq!(file.challenges.iter().filter(|challenge| challenge.priority).count(), 4);
    assert_eq!(file.commitments.len(), 18);
    // Fifteen of the region, and three in each of the fourteen agendas.
    assert_eq!(commitments_in_all_agendas(&file), 15 + 3 * 14);
    // No document names a lead for fourteen of them, or a date for ten.
    assert_eq!(file.commitments.iter().filter(|entry| entry.lead.is_none()).count(), 14);
    assert_eq!(file.commitments.iter().filter(|entry| entry.due.is_none()).count(), 10);
    assert!(file.commitments.iter().all(|entry| entry.quotation.is_some() && !entry.example));
    assert!(file.commitments.iter().all(|entry| entry.kind.is_none()));
}

#[test]
fn the_demo_appendix_brings_users_and_examples() {
    let file = parse_with_users(&format!("{TWENTE}{DEMO}")).unwrap();
    let roles: std::collections::BTreeSet<Role> = file.users.iter().map(|user| user.role).collect();
    assert_eq!(roles.len(), Role::ALL.len());
    assert!(file.commitments.iter().any(|entry| entry.example));
    assert!(file.commitments.iter().all(|entry| entry.example == entry.quotation.is_none()));

    let refused = mistakes(&format!("{TWENTE}{DEMO}"));
    assert_eq!(refused.lines().count(), file.users.len());
    assert!(refused.contains("[[user]] is for a demo appendix only: make accounts with `woonzorgagenda user create`"));
}

/// A small region without mistakes, to put one into.
const SMALL: &str = r#"[region]
code = "klein"
name = "Klein"
province = "Merenland"
horizon_year = 2030
freshness_weeks = 13
[[source]]
key = "pact"
title = "Pact"
verified = true
[[municipality]]
code = "GM0001"
name = "Noord"
tile = [0, 0]
[[municipality]]
code = "GM0002"
name = "Zuid"
tile = [0, 1]
[[organisation]]
name = "Noordwonen"
type = "corporatie"
active_in = ["GM0001"]
source = "pact"
[[challenge]]
number = "1"
title = "Thuis"
"#;

/// The mistakes in the small region with `rows` behind it, counting lines from the first of `rows`.
fn mistakes_in(rows: &str) -> String {
    let before = SMALL.lines().count();
    let Err(errors) = parse(&format!("{SMALL}{rows}")) else { return String::new() };
    let renumbered = errors.iter().map(|error| match error.line.checked_sub(before) {
        Some(line) if line > 0 => format!("{line}: {}", error.message),
        _ => format!("small {}: {}", error.line, error.message),
    });
    renumbered.collect::<Vec<_>>().join("\n")
}

fn commitment(keys: &str) -> String {
    format!("[[commitment]]\nnumber = \"1\"\ntitle = \"Wonen\"\n{keys}\n")
}

#[test]
fn every_mistake_is_told_with_its_line() {
    let text = r#"[region]
code = "Klein"
name = "Klein"
province = ""
horizon_year = "2030"

[[source]]
key = "pact"
titel = "Pact"
verified = true

[[municipality]]
code = "GM1"
name = "Noord"
tile = [0, 0]

[[municipality]]
code = "GM0002"
name = "Zuid"
tile = [0, 0]

[[challange]]
number = "1"

[[challenge]]
number = 4.10
title = "Thuis"

[[challenge]]
number = "2"
title = "Uit"
[[challenge]]
number = "2"
title = "Uit"

[[deadline]]
key = "plan"
title = "Plan"
due = "2026-Q5"
source = "pakt"

[[commitment]]
number = "1"
title = "Wonen"
kind = "resultaten"
start = "2027"
due = "2026"
lead = "Nordwonen"
challenges = [
  "2",
  "3",
]
"#;
    assert_eq!(
        mistakes(text),
        "\
line 1: missing key \"freshness_weeks\" in [region]
line 2: \"code\" in [region] must consist of lower-case letters, digits and dashes
line 4: \"province\" in [region] must be text that is not empty; leave the key out for what is not known
line 5: \"horizon_year\" in [region] must be a whole number, without quotes
line 7: missing key \"title\" in [[source]]
line 9: unknown key \"titel\" in [[source]]; did you mean \"title\"?
line 13: \"code\" in [[municipality]] must be GM and four digits
line 20: the tile [0, 0] is already on line 15
line 22: unknown table [[challange]]; did you mean \"challenge\"?
line 26: \"number\" in [[challenge]] must be text, in quotes
line 33: challenge \"2\" is already on line 30
line 39: \"due\" in [[deadline]] must be a period; \"2026-Q5\" is not a period; write for example 2026, 2024-H1, 2027-Q3, 2026-05, 2026-05-01 or every year
line 40: unknown source \"pakt\"; did you mean \"pact\"?
line 45: \"kind\" in [[commitment]] must be \"resultaat\", \"proces\" or \"verzoek\"
line 47: \"due\" ends before \"start\" begins
line 48: unknown organisation \"Nordwonen\"
line 51: unknown challenge \"3\""
    );
}

#[test]
fn what_is_no_toml_is_told_where() {
    assert!(mistakes("[region]\ncode = twente\n").starts_with("line 2: this is not valid TOML: "));
    assert!(
        mistakes("[region]\ncode = \"a\"\ncode = \"b\"\n").starts_with("line 3: this is not valid TOML: duplicate key")
    );
    assert_eq!(mistakes(""), "line 1: missing table [region]");
    assert_eq!(mistakes_in("[challenge]\n"), "1: this is not valid TOML: duplicate key, at: challenge");
}

#[test]
fn tables_have_their_own_brackets() {
    let text = SMALL.replace("[region]", "[[region]]");
    assert_eq!(mistakes(&text), "line 1: write [region] in single brackets: there is one per file");
    assert_eq!(mistakes_in("[body]\nname = \"BO\"\n"), "1: write [[body]] in double brackets, once per row");
    assert_eq!(mistakes(&format!("code = \"klein\"\n{SMALL}")), "line 1: \"code\" stands before the first table");
}

#[test]
fn measures_nest_within_their_group_and_not_in_a_circle() {
    let measure = |key: &str, inside: &str, group: &str| {
        let nests_in = if inside.is_empty() { String::new() } else { format!("nests_in = \"{inside}\"\n") };
        format!("[[measure]]\nkey = \"{key}\"\nname = \"{key}\"\ngroup = \"{group}\"\n{nests_in}")
    };
    let chain = measure("a", "", "ouderen") + &measure("b", "a", "ouderen") + &measure("c", "b", "ouderen");
    assert_eq!(mistakes_in(&chain), "");
    let circle = measure("a", "b", "ouderen") + &measure("b", "a", "ouderen") + &measure("c", "a", "ouderen");
    assert_eq!(mistakes_in(&circle), "5: measure \"a\" would contain itself\n10: measure \"b\" would contain itself");
    let mixed = measure("a", "", "verstandelijke-beperking") + &measure("b", "a", "ouderen");
    assert_eq!(mistakes_in(&mixed), "9: measure \"a\" is of another group");
}

#[test]
fn a_target_is_told_apart_by_all_its_keys() {
    let rows = |keys: &str| {
        let measure = "[[measure]]\nkey = \"m\"\nname = \"M\"\ngroup = \"ouderen\"\n";
        let scenario = "[[scenario]]\nkey = \"s\"\nname = \"S\"\ngroup = \"ouderen\"\n";
        let target =
            "[[target]]\nmeasure = \"m\"\nscenario = \"s\"\nvalue = -5\nstatus = \"vastgesteld\"\nsource = \"pact\"\n";
        format!("{measure}{scenario}{target}{target}{keys}\n")
    };
    assert_eq!(mistakes_in(&rows("horizon_year = 2040")), "");
    assert_eq!(mistakes_in(&rows("municipality = \"GM0001\"")), "");
    // The region's year, written out.
    assert_eq!(
        mistakes_in(&rows("horizon_year = 2030")),
        "16: the target m, s, 2030, the region is already on line 36"
    );
}

#[test]
fn a_target_is_a_number_that_can_be_meant() {
    let measure = "[[measure]]\nkey = \"m\"\nname = \"M\"\ngroup = \"ouderen\"\n";
    let scenario = "[[scenario]]\nkey = \"s\"\nname = \"S\"\ngroup = \"ouderen\"\n";
    let target = |value: &str| {
        format!(
            "[[target]]\nmeasure = \"m\"\nscenario = \"s\"\nvalue = {value}\nstatus = \"vastgesteld\"\nsource = \"pact\"\n"
        )
    };
    for value in ["0", "-235", "1_000_000", "-1_000_000"] {
        assert_eq!(mistakes_in(&format!("{measure}{scenario}{}", target(value))), "", "{value}");
    }
    for value in ["1_000_001", "-1_000_001", "9_223_372_036_854_775_807"] {
        assert_eq!(
            mistakes_in(&format!("{measure}{scenario}{}", target(value))),
            "12: \"value\" in [[target]] must lie between -1000000 and 1000000",
            "{value}"
        );
    }
}

#[test]
fn names_are_no_longer_than_a_screen_can_show() {
    let long = "é".repeat(201);
    let fitting = "é".repeat(200);
    for (table, key, rest) in [
        ("organisation", "name", "type = \"corporatie\"\nactive_in = [\"*\"]\nsource = \"pact\""),
        ("measure", "name", "key = \"m\"\ngroup = \"ouderen\""),
        ("challenge", "title", "number = \"9.9\""),
        ("target_group", "name", "urgent = true"),
        ("deadline", "title", "key = \"d\"\nsource = \"pact\""),
        ("success_factor", "name", "origin = \"woondeal\"\nsource = \"pact\""),
        ("source", "title", "key = \"k\"\nverified = true"),
    ] {
        let rows = |text: &str| format!("[[{table}]]\n{key} = \"{text}\"\n{rest}\n");
        assert_eq!(mistakes_in(&rows(&fitting)), "", "{table}");
        let wrong = format!("2: \"{key}\" in [[{table}]] is too long: at most 200 characters");
        assert_eq!(mistakes_in(&rows(&long)), wrong);
    }
}

#[test]
fn figures_have_a_number_per_year() {
    let context = |values: &str| {
        let text = "[[context]]\nindicator = \"Druk\"\nunit = \"%\"\narea = \"Klein\"\nsource = \"pact\"";
        mistakes_in(&format!("{text}\nvalues = {values}\n"))
    };
    assert_eq!(context("{ \"2023\" = 33, 2030 = 4.5 }"), "");
    let wrong = "6: \"values\" in [[context]] must give a number per year, as { \"2030\" = 6.1 }";
    for values in ["{}", "{ \"later\" = 1 }", "{ \"2030\" = \"1\" }", "{ \"2030\" = nan }"] {
        assert_eq!(context(values), wrong, "{values}");
    }
}

#[test]
fn a_municipality_is_not_listed_as_an_organisation() {
    let text =
        "[[organisation]]\nname = \"Gemeente Zuid\"\ntype = \"gemeente\"\nactive_in = [\"*\"]\nsource = \"pact\"\n";
    assert_eq!(mistakes_in(text), "2: leave \"Gemeente Zuid\" out: every municipality is an organisation already");
}

#[test]
fn a_mistake_in_one_row_is_not_told_again_by_the_rows_that_refer_to_it() {
    let organisation =
        "[[organisation]]\nname = \"Zuidzorg\"\ntype = \"zorg\"\nactive_in = [\"*\"]\nsource = \"pact\"\n";
    let told = mistakes_in(&format!("{organisation}{}", commitment("lead = \"Zuidzorg\"")));
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(told.starts_with("3: \"type\" in [[organisation]] must be \"gemeente\", \"corporatie\""), "{told}");
}

#[test]
fn a_demo_user_has_an_invented_address() {
    let user = |email: &str| {
        let keys = "name = \"Lezer\"\nrole = \"lezer\"\norganisation = \"Gemeente Noord\"\nfunction = \"Griffie\"";
        parse_with_users(&format!("{SMALL}[[user]]\nemail = \"{email}\"\n{keys}\n"))
    };
    assert_eq!(user("Lezer@Klein.example").unwrap().users[0].email.value, "lezer@klein.example");
    let refused = user("lezer@klein.nl").unwrap_err().to_string();
    assert!(refused.contains("must be an address that ends in .example"), "{refused}");
}

#[test]
fn whatever_is_wrong_the_answer_points_into_the_file() {
    let lines: Vec<&str> = MERENVELD.lines().collect();
    for number in 0..lines.len() {
        let key = lines[number].split_once(" = ").map(|(key, _)| key);
        let values = ["[1]", "{ a = 1 }", "-1.5", "\"x\"", "{"];
        let mut replacements: Vec<String> =
            values.iter().filter_map(|value| Some(format!("{} = {value}", key?))).collect();
        replacements.push(String::new());
        for replacement in &replacements {
            let mut changed = lines.clone();
            changed[number] = replacement;
            if let Err(errors) = parse(&changed.join("\n")) {
                assert!(errors.iter().all(|error| (1..=lines.len()).contains(&error.line)), "{errors}");
            }
        }
    }
}

#[test]
fn a_file_from_windows_is_read_too() {
    let text = format!("\u{feff}{}", MERENVELD.replace('\n', "\r\n"));
    assert_eq!(mistakes(&text), "");
    assert_eq!(mistakes(&text.replace("freshness_weeks", "weeks")).lines().count(), 2);
}
