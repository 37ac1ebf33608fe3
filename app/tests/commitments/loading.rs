//! Milestones and waits that a region file brings.

use app::audit::verify::verify;
use app::commitments::entity::commitment;
use app::commitments::queries::show;
use app::regions::file::parse;
use app::regions::load::{Count, Thing, load};
use domain::audit::Event;
use domain::organisations::Role;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::common::on_both_databases;
use super::{REGION, now, request_of};

/// After the last key of the first M-01.
const LAST_KEY: &str = "on = \"2026-10-12\" }\n";
const STEPS: &str = r#"
milestones = [
  { title = "Vergunning verleend", due = "2027-03" },
  { title = "Grond in erfpacht", due = "2026-Q3", done_on = "2026-09-10", note = "Voor vijftig jaar." },
]
waits_for = [
  { organisation = "Gemeente Lindewaard", reason = "De vergunning duurt langer.", since = "2026-10-01" },
  { commitment = "P-01", reason = "Het dorpsplan wijst de plek aan.", since = "2026-10-02" },
]
"#;

on_both_databases!(a_region_file_brings_them_once, async |database| {
    let text = REGION.replace(LAST_KEY, &format!("{LAST_KEY}{STEPS}"));
    let file = parse(&text).unwrap();
    let report = load(database, &file, now()).await.unwrap();
    for thing in [Thing::Milestone, Thing::Wait] {
        assert_eq!(report.count(thing), Count { added: 2, changed: 0 });
    }
    assert!(load(database, &file, now()).await.unwrap().is_unchanged());

    let titled = commitment::Entity::find().filter(commitment::Column::Title.eq("Acht hofwoningen in Lindewaard"));
    let id = titled.one(&database.connection).await.unwrap().unwrap().id;
    let reader = request_of(database, "Gemeente Oosterzijl", Role::Reader).await;
    let page = show(&reader, id).await.unwrap();
    let titles: Vec<&str> = page.milestones.iter().map(|milestone| milestone.title.as_str()).collect();
    assert_eq!(titles, ["Grond in erfpacht", "Vergunning verleend"]);
    let others: Vec<&str> = page.waiting.waits_for.iter().map(|line| line.other.label.as_str()).collect();
    assert_eq!(others, ["Gemeente Lindewaard", "P-01 Dorpsplan vaststellen (Lindewaard)"]);
    let waits = page.timeline.iter().filter(|entry| entry.event == Event::WaitAdded);
    let told: Vec<&str> = waits.map(|entry| entry.changes[1].after.as_str()).collect();
    assert_eq!(told, ["P-01 Dorpsplan vaststellen (Lindewaard)", "Gemeente Lindewaard"]);
    assert!(verify(database, std::collections::BTreeSet::new()).await.unwrap().is_sound());
});
