//! Documents in a region file, and what commitments are linked to.

use app::regions::file::parse_with_users;
use domain::documents::DocumentKind;

use crate::{DEMO, TWENTE, commitment, mistakes_in};

#[test]
fn the_demo_has_documents_and_commitments_that_carry_them_out() {
    let file = parse_with_users(&format!("{TWENTE}{DEMO}")).unwrap();
    let kinds: Vec<DocumentKind> = file.documents.iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds, [DocumentKind::Framework, DocumentKind::Performance]);
    assert!(file.documents.iter().all(|entry| entry.example));
    for document in &file.documents {
        assert!(file.commitments.iter().any(|entry| entry.documents.iter().any(|at| at.value == document.title.value)));
    }
    // All that the bottlenecks of the demo block counts dwellings.
    assert_eq!(file.commitments.iter().filter(|entry| !entry.projects.is_empty()).count(), 2);
    for blocked in file.bottlenecks.iter().flat_map(|bottleneck| &bottleneck.blocks) {
        let is_it = |entry: &&app::regions::file::commitments::CommitmentEntry| {
            let agenda = match &entry.agenda {
                app::regions::file::commitments::Agenda::Municipality(code) => Some(code.value.clone()),
                _ => None,
            };
            entry.number.value == blocked.value.number && agenda == blocked.value.municipality
        };
        assert!(file.commitments.iter().find(is_it).is_some_and(|entry| !entry.dwellings.is_empty()), "{blocked:?}");
    }
}

#[test]
fn a_commitment_serves_projects_of_the_file() {
    let wrong = |keys: &str| mistakes_in(&commitment(keys));
    assert!(wrong("challenges = [\"1\"]\nprojects = [\"Hof\"]").contains("unknown project \"Hof\""));
}

/// A document of the small region, with these keys on its lines 4 and on.
fn document(keys: &str) -> String {
    format!("[[document]]\ntitle = \"Kader\"\nkind = \"raamafspraak\"\n{keys}\n")
}

#[test]
fn a_document_has_years_in_their_order_parties_and_an_address_on_the_web() {
    let years = "first_year = 2025\nlast_year = 2028";
    let wrong = |keys: &str| mistakes_in(&document(keys));
    assert_eq!(wrong(&format!("{years}\nparties = [\"Noordwonen\", \"Gemeente Zuid\"]")), "");
    assert_eq!(
        wrong("first_year = 2025\nlast_year = 2024\nparties = [\"Noordwonen\"]"),
        "5: \"last_year\" comes before \"first_year\""
    );
    assert_eq!(
        wrong(&format!("{years}\nparties = [\"Noordwonen\"]\nurl = \"javascript:alert(1)\"")),
        "7: \"url\" is an address that begins with https:// or http://, at most 500 characters"
    );
    assert_eq!(
        wrong(&format!("{years}\nparties = [\"Noordwoning\"]")),
        "6: unknown organisation \"Noordwoning\"; did you mean \"Noordwonen\"?"
    );
    assert_eq!(wrong(years), "1: missing key \"parties\" in [[document]]");
    assert_eq!(
        wrong(&format!("{years}\nparties = [\"Noordwonen\"]\nfirst = 1")),
        "7: unknown key \"first\" in [[document]]"
    );
    let twice = document(&format!("{years}\nparties = [\"Noordwonen\"]"));
    assert_eq!(mistakes_in(&format!("{twice}{twice}")).lines().count(), 1);
}

#[test]
fn what_a_commitment_is_linked_to_exists() {
    let measure = "[[measure]]\nkey = \"nultreden\"\nname = \"Nultredenwoningen\"\ngroup = \"ouderen\"\n";
    let wrong = |keys: &str| mistakes_in(&format!("{measure}{}", commitment(keys)));
    assert_eq!(wrong("dwellings = { nultreden = 24 }"), "");
    assert_eq!(wrong("dwellings = { nultrede = 24 }"), "8: unknown measure \"nultrede\"; did you mean \"nultreden\"?");
    for count in ["0", "100001", "-1", "\"24\"", "1.5"] {
        assert_eq!(
            wrong(&format!("dwellings = {{ nultreden = {count} }}")),
            "8: \"dwellings\" in [[commitment]] must give a number from 1 to 100000 per measure, as { nultreden = 24 }"
        );
    }
    assert_eq!(wrong("success_factors = [\"Grond\"]"), "8: unknown success factor \"Grond\"");
    assert_eq!(wrong("documents = [\"Kader\"]"), "8: unknown document \"Kader\"");
}
