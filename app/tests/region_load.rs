//! Loading region files into a database.
#![cfg(feature = "ssr")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use std::collections::BTreeMap;

use app::audit::entity::audit_entry;
use app::bottlenecks::entity::{bottleneck, bottleneck_commitment, bottleneck_project, bottleneck_step};
use app::commitments::entity::{
    commitment, commitment_challenge, commitment_dwelling, commitment_project, commitment_target_group, party,
    progress_update,
};
use app::commitments::steps::entity::milestone;
use app::commitments::waiting::entity::wait;
use app::deadlines::entity::deadline;
use app::meetings::entity::meeting;
use app::regions::entity::{municipality, organisation, organisation_municipality, region, source};
use app::regions::file::{RegionFile, parse, parse_with_users};
use app::regions::load::{Count, LoadReport, Thing, load};
use app::regions::vision::{body, challenge, success_factor, target_group};
use app::targets::entity::{context_value, definition, measure, scenario, target};
use chrono::{DateTime, TimeZone, Utc};
use common::{TestDatabase, on_both_databases};
use domain::audit::Event;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, Set,
};

const TWENTE: &str = include_str!("../../server/regions/twente.toml");
const DEMO: &str = include_str!("../../server/regions/twente-demo.toml");
const MERENVELD: &str = include_str!("../../server/regions/test-region.toml");

fn at(day: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, day, 10, 0, 0).unwrap()
}

fn file(text: &str) -> RegionFile {
    parse(text).unwrap()
}

async fn loaded(database: &TestDatabase, text: &str, day: u32) -> LoadReport {
    load(database, &file(text), at(day)).await.unwrap()
}

/// Every row of every table that a load writes, as text.
async fn all_rows(database: &TestDatabase) -> Vec<String> {
    let mut rows = Vec::new();
    macro_rules! add {
        ($($table:ident)+) => {
            $(for row in $table::Entity::find().all(&database.connection).await.unwrap() {
                rows.push(format!("{row:?}"));
            })+
        };
    }
    add! {
        region source municipality organisation organisation_municipality measure scenario target challenge target_group
        deadline body success_factor context_value definition commitment party commitment_challenge
        commitment_target_group progress_update milestone wait audit_entry
    }
    rows.sort();
    rows
}

const fn added(added: usize) -> Count {
    Count { added, changed: 0 }
}

const fn changed(changed: usize) -> Count {
    Count { added: 0, changed }
}

on_both_databases!(a_new_region_shows_in_the_tables, async |database| {
    let report = loaded(database, MERENVELD, 21).await;
    for (thing, count) in [
        (Thing::Region, 1),
        (Thing::Source, 2),
        (Thing::Municipality, 3),
        // Five of the file, and the municipalities themselves.
        (Thing::Organisation, 8),
        (Thing::Measure, 3),
        (Thing::Scenario, 3),
        (Thing::Target, 5),
        (Thing::Challenge, 4),
        (Thing::TargetGroup, 2),
        (Thing::Deadline, 2),
        (Thing::Body, 1),
        (Thing::SuccessFactor, 1),
        (Thing::ContextValue, 2),
        (Thing::Definition, 1),
        (Thing::Commitment, 7),
        (Thing::Progress, 1),
    ] {
        assert_eq!(report.count(thing), added(count), "{thing:?}");
    }
    let connection = &database.connection;
    let region = region::Entity::find().one(connection).await.unwrap().unwrap();
    assert_eq!((region.name.as_str(), region.horizon_year, region.freshness_weeks), ("Merenveld", 2035, 8));

    let places = municipality::Entity::find().order_by_asc(municipality::Column::Code).all(connection).await.unwrap();
    let places: Vec<_> = places.iter().map(|row| (row.slug.as_str(), row.tile_column, row.tile_row)).collect();
    assert_eq!(places, [("oosterzijl", 0, 0), ("lindewaard", 1, 0), ("brinkerdam", 1, 1)]);

    let targets = target::Entity::find().all(connection).await.unwrap();
    let mut values: Vec<_> =
        targets.iter().map(|row| (row.horizon_year, row.value, row.municipality_id.is_some())).collect();
    values.sort_unstable();
    assert_eq!(
        values,
        [(2035, 90, false), (2035, 120, true), (2035, 150, true), (2035, 300, false), (2040, -25, false)]
    );

    let measures = measure::Entity::find().order_by_asc(measure::Column::Position).all(connection).await.unwrap();
    assert_eq!(measures[1].nests_in.as_deref(), Some("aanpasbaar"));
    let deadlines = deadline::Entity::find().order_by_asc(deadline::Column::Position).all(connection).await.unwrap();
    assert_eq!(deadlines[1].due.as_deref(), Some("every year 04-01"));
    let figures =
        context_value::Entity::find().order_by_asc(context_value::Column::Year).all(connection).await.unwrap();
    assert_eq!(figures.iter().map(|row| (row.year, row.value)).collect::<Vec<_>>(), [(2025, 11.5), (2035, 16.0)]);
});

on_both_databases!(organisations_are_active_where_the_file_says, async |database| {
    loaded(database, MERENVELD, 21).await;
    let connection = &database.connection;
    let links = organisation_municipality::Entity::find().all(connection).await.unwrap();
    let places = municipality::Entity::find().all(connection).await.unwrap();
    let rows = organisation::Entity::find().order_by_asc(organisation::Column::Name).all(connection).await.unwrap();
    let described = rows.iter().map(|row| {
        let codes = links.iter().filter(|link| link.organisation_id == row.id).map(|link| {
            let place = places.iter().find(|place| place.id == link.municipality_id).unwrap();
            place.code.as_str()
        });
        let mut codes: Vec<&str> = codes.collect();
        codes.sort_unstable();
        let active = if row.active_everywhere { "*".to_owned() } else { codes.join(" ") };
        let own = if row.municipality_id.is_some() { "own" } else { "" };
        format!("{} | {} | {active} | {own}", row.name, row.organisation_type)
    });
    assert_eq!(
        described.collect::<Vec<_>>(),
        [
            "Gemeente Brinkerdam | gemeente | GM9903 | own",
            "Gemeente Lindewaard | gemeente | GM9902 | own",
            "Gemeente Oosterzijl | gemeente | GM9901 | own",
            "Huurdersraad Brinkerdam | huurdersorganisatie | GM9903 | ",
            "Stichting Plaswonen | corporatie | GM9901 GM9902 | ",
            "Welzijn Lindewaard | welzijnsorganisatie | GM9902 | ",
            "Zorggroep De Kade | zorgaanbieder | GM9902 GM9903 | ",
            "Zorgkantoor Merenveld | zorgkantoor | * | ",
        ]
    );
});

on_both_databases!(a_commitment_for_each_municipality_is_led_by_that_municipality, async |database| {
    loaded(database, MERENVELD, 21).await;
    let connection = &database.connection;
    let rows = commitment::Entity::find().filter(commitment::Column::Number.eq("P-01")).all(connection).await.unwrap();
    assert_eq!(rows.len(), 3);
    for row in rows {
        let parties = party::Entity::find()
            .filter(party::Column::CommitmentId.eq(row.id))
            .order_by_asc(party::Column::Position)
            .all(connection)
            .await
            .unwrap();
        let lead = organisation::Entity::find_by_id(parties[0].organisation_id.unwrap()).one(connection).await.unwrap();
        assert_eq!(parties[0].role, "trekker");
        assert_eq!(lead.unwrap().municipality_id, row.municipality_id);
        assert_eq!((parties[1].organisation_id, parties[1].group_type.as_deref()), (None, Some("corporatie")));
        assert_eq!(row.quote.as_deref(), Some("Iedere gemeente stelt een dorpsplan vast."));
        assert_eq!(row.source_detail.as_deref(), Some("3"));
        assert!(row.source_id.is_some());
    }
});

on_both_databases!(progress_counts_from_the_day_in_the_file, async |database| {
    loaded(database, MERENVELD, 21).await;
    let connection = &database.connection;
    let report = progress_update::Entity::find().one(connection).await.unwrap().unwrap();
    assert_eq!(report.at, Utc.with_ymd_and_hms(2026, 10, 12, 12, 0, 0).unwrap());
    assert_eq!((report.status.as_str(), report.user_id), ("oranje", None));
    let row = commitment::Entity::find_by_id(report.commitment_id).one(connection).await.unwrap().unwrap();
    assert_eq!((row.number.as_str(), row.life_cycle.as_str()), ("M-01", "voorgesteld"));
    assert_eq!((row.progress.as_deref(), row.example), (Some("oranje"), true));
});

on_both_databases!(the_audit_trail_names_the_region_and_each_commitment, async |database| {
    loaded(database, MERENVELD, 21).await;
    let entries = audit_entry::Entity::find().all(&database.connection).await.unwrap();
    let mut count: BTreeMap<(String, String), usize> = BTreeMap::new();
    for entry in entries {
        assert_eq!((entry.user_id, entry.organisation_id, entry.at), (None, None, at(21)));
        *count.entry((entry.event, entry.subject_type)).or_default() += 1;
    }
    let key = |event: Event, subject: &str| (event.code().to_owned(), subject.to_owned());
    let expected = [
        (key(Event::Loaded, "region"), 1),
        (key(Event::Loaded, "commitment"), 7),
        (key(Event::ProgressReported, "commitment"), 1),
    ];
    assert_eq!(count, BTreeMap::from(expected));
});

on_both_databases!(loading_again_changes_nothing, async |database| {
    for text in [TWENTE, MERENVELD] {
        loaded(database, text, 21).await;
    }
    let before = all_rows(database).await;
    for text in [TWENTE, MERENVELD] {
        let report = loaded(database, text, 22).await;
        assert!(report.is_unchanged(), "{report}");
        assert!(report.to_string().ends_with(": nothing to change"), "{report}");
    }
    assert_eq!(all_rows(database).await, before);
});

on_both_databases!(the_demo_appendix_adds_to_its_region, async |database| {
    loaded(database, TWENTE, 21).await;
    let demo = parse_with_users(&format!("{TWENTE}{DEMO}")).unwrap();
    let report = load(database, &demo, at(21)).await.unwrap();
    let examples = demo.commitments.iter().filter(|entry| entry.example).count();
    assert_eq!(report.count(Thing::Commitment), added(examples));
    assert_eq!(report.count(Thing::Organisation), Count::default());
    assert_eq!(report.count(Thing::Bottleneck), added(2));
    assert_eq!(report.count(Thing::Document), added(2));
    let dwellings = commitment_dwelling::Entity::find().all(&database.connection).await.unwrap();
    assert_eq!(dwellings.iter().map(|row| row.count).sum::<i32>(), 194);
    let raised = bottleneck::Entity::find().filter(bottleneck::Column::Level.eq("bo"));
    let raised = raised.one(&database.connection).await.unwrap().unwrap();
    assert_eq!((raised.title.as_str(), raised.level.as_str(), raised.example), ("Netcongestie", "bo", true));
    assert_eq!(bottleneck_commitment::Entity::find().all(&database.connection).await.unwrap().len(), 3);
    assert_eq!(bottleneck_project::Entity::find().all(&database.connection).await.unwrap().len(), 1);
    let served = commitment_project::Entity::find().all(&database.connection).await.unwrap();
    assert!(served.len() == 2 && served.iter().all(|link| link.linked));
    let told = audit_entry::Entity::find().filter(audit_entry::Column::Event.eq(Event::ProjectLinked.code()));
    let told = told.all(&database.connection).await.unwrap();
    assert_eq!(told.len(), 2);
    assert!(told[0].changes.contains("Zorgwoningen Westerdok (Almelo)"), "{}", told[0].changes);
    let steps = bottleneck_step::Entity::find().order_by_asc(bottleneck_step::Column::Id);
    let steps = steps.all(&database.connection).await.unwrap();
    let days: Vec<String> = steps.iter().map(|step| step.at.date_naive().to_string()).collect();
    assert_eq!(days, ["2026-09-15", "2026-11-05"]);
    assert_eq!(report.count(Thing::Agenda), added(4));
    assert!(load(database, &demo, at(22)).await.unwrap().is_unchanged());
});

on_both_databases!(the_regional_agenda_of_twente_becomes_57_commitments, async |database| {
    loaded(database, TWENTE, 21).await;
    let connection = &database.connection;
    let rows = commitment::Entity::find().all(connection).await.unwrap();
    assert_eq!(rows.len(), 57);
    let leads = party::Entity::find().filter(party::Column::Role.eq("trekker")).all(connection).await.unwrap();
    let numbers = |kept: &dyn Fn(&commitment::Model) -> bool| {
        rows.iter()
            .filter(|row| kept(row))
            .map(|row| row.number.as_str())
            .collect::<std::collections::BTreeSet<_>>()
            .len()
    };
    assert_eq!(numbers(&|_| true), 18);
    assert_eq!(numbers(&|row| leads.iter().all(|lead| lead.commitment_id != row.id)), 14);
    assert_eq!(numbers(&|row| row.due.is_none()), 10);
    assert_eq!(rows.iter().filter(|row| row.municipality_id.is_none()).count(), 15);
});

on_both_databases!(reference_data_comes_to_say_what_the_file_says, async |database| {
    loaded(database, MERENVELD, 21).await;
    let before = municipality::Entity::find().all(&database.connection).await.unwrap();
    let text = MERENVELD
        .replace("title = \"Een woning na de opvang\"", "title = \"Een thuis na de opvang\"")
        .replace("value = 120", "value = 125")
        .replace("active_in = [\"GM9902\", \"GM9903\"]", "active_in = [\"GM9901\", \"GM9902\"]")
        .replace("freshness_weeks = 8", "freshness_weeks = 9")
        .replace("name = \"Oosterzijl\"", "name = \"Wester zijl\"")
        .replace("due = \"2027-Q1\"\nsource = \"pact\"", "source = \"pact\"")
        .replace("\"2035\" = 16 }", "\"2035\" = 17, \"2040\" = 20 }");
    let report = loaded(database, &text, 22).await;
    assert_eq!(report.count(Thing::Challenge), changed(1));
    assert_eq!(report.count(Thing::Target), changed(1));
    // The one that moved, and the municipality that changed its name.
    assert_eq!(report.count(Thing::Organisation), changed(2));
    assert_eq!(report.count(Thing::Municipality), changed(1));
    assert_eq!(report.count(Thing::Region), changed(1));
    assert_eq!(report.count(Thing::Deadline), changed(1));
    assert_eq!(report.count(Thing::ContextValue), Count { added: 1, changed: 1 });
    assert_eq!(report.count(Thing::Commitment), Count::default());

    let connection = &database.connection;
    let challenge =
        challenge::Entity::find().filter(challenge::Column::Number.eq("1.2")).one(connection).await.unwrap();
    assert_eq!(challenge.unwrap().title, "Een thuis na de opvang");
    assert_eq!(target::Entity::find().filter(target::Column::Value.eq(125)).count(connection).await.unwrap(), 1);
    let deadline =
        deadline::Entity::find().filter(deadline::Column::Key.eq("dorpsplan")).one(connection).await.unwrap();
    assert_eq!(deadline.unwrap().due, None);
    // Same place, same address, other name.
    let old = before.iter().find(|row| row.name == "Oosterzijl").unwrap();
    let new = municipality::Entity::find_by_id(old.id).one(connection).await.unwrap().unwrap();
    assert_eq!((new.name.as_str(), new.slug.as_str()), ("Wester zijl", "oosterzijl"));
    assert!(loaded(database, &text, 23).await.is_unchanged());
});

on_both_databases!(what_people_edited_is_not_overwritten, async |database| {
    loaded(database, MERENVELD, 21).await;
    let connection = &database.connection;
    let row = commitment::Entity::find().filter(commitment::Column::Number.eq("P-02")).one(connection).await.unwrap();
    let mut edited = row.unwrap().into_active_model();
    edited.title = Set("Nachtzorg in de hele regio, ook in het weekend".to_owned());
    edited.version = Set(2);
    edited.update(connection).await.unwrap();
    let before = all_rows(database).await;

    let text = MERENVELD.replace("title = \"Nachtzorg in de hele regio\"", "title = \"Nachtzorg volgens het bestand\"");
    assert!(loaded(database, &text, 22).await.is_unchanged());
    assert_eq!(all_rows(database).await, before);
});

on_both_databases!(what_the_file_no_longer_names_stays, async |database| {
    loaded(database, MERENVELD, 21).await;
    let before = all_rows(database).await;
    let (reference, _) = MERENVELD.split_once("# In every municipality's agenda.").unwrap();
    let shorter = reference.replace("[[body]]\nname = \"Bestuurlijke tafel Merenveld\"\nmembers = \"drie gemeenten en het zorgkantoor\"\nmeetings_per_year = 4\nsource = \"pact\"\n", "");
    assert_ne!(shorter, reference);
    assert!(loaded(database, &shorter, 22).await.is_unchanged());
    assert_eq!(all_rows(database).await, before);

    // A new row is added beside them, and a municipality of later gets its own commitments.
    let longer =
        format!("{MERENVELD}\n[[municipality]]\ncode = \"GM9904\"\nname = \"Oosterzijl-Dorp\"\ntile = [5, 5]\n");
    let report = loaded(database, &longer, 23).await;
    assert_eq!(report.count(Thing::Municipality), added(1));
    assert_eq!(report.count(Thing::Organisation), added(1));
    assert_eq!(report.count(Thing::Commitment), added(1));
});

on_both_databases!(two_regions_do_not_touch_each_other, async |database| {
    loaded(database, MERENVELD, 21).await;
    let merenveld = all_rows(database).await;
    loaded(database, TWENTE, 21).await;
    let both = all_rows(database).await;
    assert!(merenveld.iter().all(|row| both.contains(row)));

    // The same names, codes and numbers in a third region are other rows.
    let third = MERENVELD.replace("code = \"merenveld\"", "code = \"plassen\"");
    let report = loaded(database, &third, 22).await;
    assert_eq!(report.count(Thing::Region), added(1));
    assert_eq!(report.count(Thing::Commitment), added(7));
    let all = all_rows(database).await;
    assert!(both.iter().all(|row| all.contains(row)));
    assert!(loaded(database, MERENVELD, 23).await.is_unchanged());
});

on_both_databases!(a_load_that_fails_changes_nothing, async |database| {
    loaded(database, MERENVELD, 21).await;
    let before = all_rows(database).await;
    let text = MERENVELD.replace("value = 120", "value = 125");
    let mut broken = file(&text);
    // No reader lets this through.
    broken.commitments[1].number.value = "P-99".to_owned();
    broken.commitments[1].challenges[0].value = "9.9".to_owned();
    let error = load(database, &broken, at(22)).await.unwrap_err();
    assert_eq!(error.to_string(), "\"9.9\" is not in the region file");
    assert_eq!(all_rows(database).await, before);
});

on_both_databases!(a_file_with_mistakes_is_not_loaded, async |database| {
    let text = MERENVELD.replace("organisation = \"Gemeente Lindewaard\"", "organisation = \"Gemeente Lindenwaard\"");
    let errors = parse(&text).unwrap_err();
    let line = text.lines().position(|line| line.contains("Lindenwaard")).unwrap() + 1;
    let expected =
        format!("line {line}: unknown organisation \"Gemeente Lindenwaard\"; did you mean \"Gemeente Lindewaard\"?");
    assert_eq!(errors.to_string(), expected);
    assert_eq!(region::Entity::find().count(&database.connection).await.unwrap(), 0);
});

on_both_databases!(what_was_read_before_a_meeting_is_kept_with_it, async |database| {
    let meeting = |date: &str, state: &str| {
        let items = "items = [{ title = \"Voortgang\", purpose = \"informeren\" }]";
        format!(
            "\n[[meeting]]\nbody = \"Bestuurlijke tafel Merenveld\"\ndate = \"{date}\"\nstate = \"{state}\"\n{items}\n"
        )
    };
    let (held, to_come) = (meeting("2026-10-08", "gehouden"), meeting("2027-01-21", "in-voorbereiding"));
    let text = format!("{MERENVELD}{held}{to_come}");
    loaded(database, &text, 21).await;
    let kept = async || {
        let rows = meeting::Entity::find().order_by_asc(meeting::Column::Date).all(&database.connection).await.unwrap();
        rows.into_iter().map(|row| row.kept_agenda).collect::<Vec<_>>()
    };
    let before = kept().await;
    assert!(before[0].as_deref().is_some_and(|agenda| agenda.contains("Voortgang")), "{before:?}");
    assert_eq!(before[1], None);
    assert!(loaded(database, &text, 22).await.is_unchanged());
    assert_eq!(kept().await, before);
});
