//! Reading region files: what the shipped ones hold, and what mistakes are told.
#![cfg(feature = "ssr")]

use app::regions::file::commitments::{Agenda, LeadEntry, PartyName};
use app::regions::file::{RegionFile, parse, parse_with_users};
use domain::Period;
use domain::commitments::{Kind, LifeCycle};
use domain::organisations::{OrganisationType, Role};

const TWENTE: &str = include_str!("../../server/regions/twente.toml");
const DEMO: &str = include_str!("../../server/regions/twente-demo.toml");
const MERENVELD: &str = include_str!("../../server/regions/test-region.toml");
const DOCUMENTATION: &str = include_str!("../../docs/REGION-FILE.md");

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
