//! Generated commitments: as the program itself would have written them, and never beside somebody's work.
#![cfg(feature = "ssr")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use app::audit::verify::verify;
use app::auth::accounts::{NewUser, create_user};
use app::commitments::agreement::records::agreements_of;
use app::commitments::entity::{commitment, commitment_challenge, progress_update};
use app::commitments::records::{Texts, stored_life_cycle};
use app::commitments::reports::stored_report;
use app::commitments::steps::entity::milestone;
use app::deliveries::entity::{delivery, lot};
use app::generate::{Demo, GenerateError, Generated, Plan, fullest, generate, refuse_real_work};
use app::projects::entity::project;
use app::projects::records::contents_of_many;
use app::regions::file::parse_with_users;
use app::regions::load::load;
use chrono::{DateTime, TimeZone, Utc};
use common::{TestDatabase, on_both_databases};
use domain::commitments::LifeCycle;
use domain::deliveries::Act;
use domain::organisations::Role;
use domain::progress::Stoplight;
use domain::projects::{Content, DwellingType, Status};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, Set,
};
use uuid::Uuid;

const TWENTE: &str = include_str!("../../server/regions/twente.toml");
const DEMO: &str = include_str!("../../server/regions/twente-demo.toml");
const MERENVELD: &str = include_str!("../../server/regions/test-region.toml");

const PLAN: Plan = Plan { commitments: 240, updates: 700, projects: 150, deliveries: 600, seed: 1 };

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 26, 10, 0, 0).unwrap()
}

fn account(email: &str) -> NewUser {
    NewUser {
        mandated: false,
        email: email.to_owned(),
        name: "Iemand".to_owned(),
        function: None,
        role: Role::Staff,
        organisation: "Gemeente Enschede".to_owned(),
        password: "hoe snel is dit nu".to_owned(),
    }
}

/// The demo as `serve --demo` loads it, with two of its accounts.
async fn demo(database: &TestDatabase) -> Demo {
    let file = parse_with_users(&format!("{TWENTE}\n{DEMO}")).unwrap();
    load(database, &file, now()).await.unwrap();
    let accounts: BTreeSet<String> = file.users.iter().map(|user| user.email.value.clone()).collect();
    create_user(database, &account(accounts.first().unwrap()), now()).await.unwrap();
    let builder = NewUser { organisation: "Domijn".to_owned(), ..account(accounts.last().unwrap()) };
    create_user(database, &builder, now()).await.unwrap();
    Demo { region: file.region.code.clone(), accounts }
}

async fn generated(database: &TestDatabase) -> Vec<commitment::Model> {
    let all = commitment::Entity::find().filter(commitment::Column::Number.starts_with("G-"));
    all.order_by_asc(commitment::Column::Number).all(&database.connection).await.unwrap()
}

on_both_databases!(everything_that_was_asked_for_is_there_and_the_trail_is_sound, async |database: &TestDatabase| {
    let demo = demo(database).await;
    let made = generate(database, &demo, PLAN, now()).await.unwrap();
    assert_eq!((made.commitments, made.updates), (PLAN.commitments, PLAN.updates));
    assert!(made.confirmations > 0 && made.milestones > 0 && made.entries > PLAN.commitments + PLAN.updates);
    let rows = generated(database).await;
    let states: BTreeSet<&str> = rows.iter().map(|row| row.life_cycle.as_str()).collect();
    assert_eq!(states.len(), LifeCycle::ALL.len());
    assert!(rows.iter().all(|row| row.example));
    let lights: BTreeSet<_> = rows.iter().filter_map(|row| row.progress.as_deref()).collect();
    assert_eq!(lights.len(), Stoplight::ALL.len());
    assert!(milestone::Entity::find().count(&database.connection).await.unwrap() >= made.milestones as u64);
    assert!(commitment_challenge::Entity::find().count(&database.connection).await.unwrap() > PLAN.commitments as u64);
    assert!(fullest(&database.connection).await.unwrap().is_some());
    assert_eq!((made.projects, made.deliveries), (PLAN.projects, PLAN.deliveries));
    assert_eq!(delivery::Entity::find().count(&database.connection).await.unwrap(), PLAN.deliveries as u64);
    let found = verify(database, BTreeSet::new()).await.unwrap();
    assert!(found.is_sound(), "{found:?}");
});

on_both_databases!(each_of_them_obeys_the_rules_of_its_state, async |database: &TestDatabase| {
    let demo = demo(database).await;
    generate(database, &demo, PLAN, now()).await.unwrap();
    let rows = generated(database).await;
    let texts = Texts::of_many(&database.connection, &rows).await.unwrap();
    let agreements = agreements_of(&database.connection, &rows).await.unwrap();
    for ((row, texts), agreement) in rows.iter().zip(texts).zip(agreements) {
        let state = stored_life_cycle(&row.life_cycle);
        assert_eq!(texts.row.problems_in(state), vec![], "{}", row.number);
        assert_eq!(texts.shown().problems_in(state), vec![], "{}", row.number);
        assert_eq!(agreement.life_cycle == LifeCycle::Draft, agreement.newest == 0, "{}", row.number);
        if let Some(asking) = agreement.asking {
            let parties: Vec<_> = asking.answers.keys().copied().collect();
            assert_eq!(parties, texts.shown().confirming().into_iter().collect::<Vec<_>>(), "{}", row.number);
            assert!(!asking.all_confirmed(), "{}", row.number);
        }
    }
    // What a commitment carries is what was reported last.
    let mut newest: BTreeMap<_, progress_update::Model> = BTreeMap::new();
    for report in progress_update::Entity::find()
        .order_by_asc(progress_update::Column::Id)
        .all(&database.connection)
        .await
        .unwrap()
    {
        let report_of = stored_report(&report).unwrap();
        assert_eq!(report_of.problems(), vec![]);
        newest.insert(report.commitment_id, report);
    }
    for row in rows {
        assert_eq!(row.progress, newest.get(&row.id).map(|report| report.status.clone()), "{}", row.number);
        assert!(newest.get(&row.id).is_none_or(|report| report.at <= now()));
    }
});

/// The projects that were generated, with what they consist of.
async fn projects(database: &TestDatabase) -> Vec<(project::Model, Content)> {
    let all = project::Entity::find().filter(project::Column::ExternalId.starts_with("G-"));
    let all = all.order_by_asc(project::Column::ExternalId).all(&database.connection).await.unwrap();
    let mut contents = contents_of_many(&database.connection, &all).await.unwrap();
    all.into_iter().map(|row| (row.clone(), contents.remove(&row.id).unwrap())).collect()
}

on_both_databases!(projects_say_what_a_form_could, async |database: &TestDatabase| {
    let demo = demo(database).await;
    generate(database, &demo, PLAN, now()).await.unwrap();
    let projects = projects(database).await;
    assert_eq!(projects.len(), PLAN.projects);
    assert!(projects.iter().all(|(row, _)| row.example));
    for (_, content) in &projects {
        assert_eq!(content.problems(), vec![], "{}", content.name);
    }
    let places: BTreeSet<_> = projects.iter().map(|(row, _)| row.municipality_id).collect();
    assert_eq!(places.len(), 14);
    let states: BTreeSet<_> = projects.iter().map(|(row, _)| row.status.as_str()).collect();
    assert_eq!(states.len(), Status::ALL.len());
});

/// Where the dwellings of each report stand, by counting its entries one after the other: their type, and how many wait, are
/// verified and were returned.
fn recounted(entries: &[&delivery::Model]) -> BTreeMap<Uuid, (Option<Uuid>, [i32; 3])> {
    let mut lots: BTreeMap<Uuid, (Option<Uuid>, [i32; 3])> = BTreeMap::new();
    for entry in entries {
        let of = entry.of_id.and_then(|id| lots.get_mut(&id)).map(|(_, standing)| standing);
        match (entry.act.as_str(), of) {
            ("geverifieerd", Some([waiting, verified, _])) => {
                (*waiting, *verified) = (*waiting - entry.count, *verified + entry.count)
            }
            ("teruggegeven", Some([waiting, _, returned])) => {
                (*waiting, *returned) = (*waiting - entry.count, *returned + entry.count)
            }
            ("gecorrigeerd", Some([waiting, verified, returned])) => {
                let mut left = entry.count;
                for standing in [returned, waiting, verified] {
                    let taken = left.min(*standing);
                    *standing -= taken;
                    left -= taken;
                }
                assert_eq!(left, 0);
            }
            ("gemeld", None) => {}
            other => panic!("{other:?}"),
        }
        if entry.there && ["gemeld", "gecorrigeerd"].contains(&entry.act.as_str()) {
            lots.insert(entry.id, (entry.measure_id, [entry.count, 0, 0]));
        }
    }
    assert!(lots.values().all(|(_, standing)| standing.iter().all(|count| *count >= 0)), "{lots:?}");
    lots
}

on_both_databases!(lots_are_what_the_entries_add_up_to, async |database: &TestDatabase| {
    let demo = demo(database).await;
    generate(database, &demo, PLAN, now()).await.unwrap();
    let entries = delivery::Entity::find().order_by_asc(delivery::Column::Sequence);
    let entries = entries.all(&database.connection).await.unwrap();
    let acts: BTreeSet<&str> = entries.iter().map(|entry| entry.act.as_str()).collect();
    assert_eq!(acts.len(), Act::ALL.len());
    let writers: BTreeMap<Uuid, Uuid> = entries.iter().map(|entry| (entry.id, entry.user_id)).collect();
    let lots = lot::Entity::find().all(&database.connection).await.unwrap();
    let mut delivers = 0;
    for (row, content) in projects(database).await {
        let own: Vec<_> = entries.iter().filter(|entry| entry.project_id == row.id).collect();
        delivers += usize::from(!own.is_empty());
        assert!(own.iter().zip(1..).all(|(entry, place)| entry.sequence == place && entry.at <= now()));
        for entry in own.iter().filter(|entry| ["geverifieerd", "teruggegeven"].contains(&entry.act.as_str())) {
            assert_ne!(writers[&entry.of_id.unwrap()], entry.user_id);
        }
        let kept = lots.iter().filter(|lot| lot.project_id == row.id);
        let kept: BTreeMap<_, _> =
            kept.map(|lot| (lot.id, (lot.measure_id, [lot.waiting, lot.verified, lot.returned]))).collect();
        assert_eq!(kept, recounted(&own), "{}", row.name);
        // A project never has more of a type than it holds.
        let mut of_type: BTreeMap<Option<Uuid>, u64> = BTreeMap::new();
        for (measure, standing) in kept.values() {
            *of_type.entry(*measure).or_default() +=
                standing.iter().map(|count| u64::from(count.unsigned_abs())).sum::<u64>();
        }
        for (measure, count) in of_type {
            let holds = content.counts.of_type(DwellingType::from(measure.map(Into::into)));
            assert!(count <= holds, "{}: {count} of {holds}", row.name);
        }
    }
    assert_eq!(delivers, PLAN.projects / 3 * 2);
});

on_both_databases!(the_same_seed_gives_the_same_commitments, async |database: &TestDatabase| {
    let demo_here = demo(database).await;
    generate(database, &demo_here, PLAN, now()).await.unwrap();
    let told = |rows: Vec<commitment::Model>| -> Vec<_> {
        rows.into_iter()
            .map(|row| (row.id, row.title, row.life_cycle, row.due, row.progress, row.progress_on))
            .collect()
    };
    let built = async |database: &TestDatabase| {
        let entries = delivery::Entity::find().order_by_asc(delivery::Column::ProjectId);
        let entries = entries.order_by_asc(delivery::Column::Sequence).all(&database.connection).await.unwrap();
        let entries: Vec<_> = entries.into_iter().map(|row| (row.id, row.act, row.count, row.delivered_on)).collect();
        let projects: Vec<_> =
            projects(database).await.into_iter().map(|(row, _)| (row.id, row.name, row.dwellings)).collect();
        (projects, entries)
    };
    let here = told(generated(database).await);
    let built_here = built(database).await;
    common::on_sqlite(async |other: &TestDatabase| {
        let demo_there = demo(other).await;
        generate(other, &demo_there, PLAN, now()).await.unwrap();
        assert!(told(generated(other).await) == here);
        assert!(built(other).await == built_here);
    })
    .await;
    common::on_sqlite(async |other: &TestDatabase| {
        let demo_there = demo(other).await;
        generate(other, &demo_there, Plan { seed: 2, ..PLAN }, now()).await.unwrap();
        assert!(told(generated(other).await) != here);
    })
    .await;
});

on_both_databases!(nothing_is_generated_beside_work_of_people, async |database: &TestDatabase| {
    let demo = demo(database).await;
    let refused = async |what: &str| {
        let before = commitment::Entity::find().count(&database.connection).await.unwrap();
        let error = generate(database, &demo, PLAN, now()).await.unwrap_err();
        assert!(error.to_string().contains(what), "{error}");
        assert_eq!(commitment::Entity::find().count(&database.connection).await.unwrap(), before);
    };
    // One that somebody wrote.
    let of_the_demo = commitment::Entity::find().filter(commitment::Column::Example.eq(true));
    let example = of_the_demo.one(&database.connection).await.unwrap().unwrap();
    let mut written = example.clone().into_active_model();
    written.example = Set(false);
    written.update(&database.connection).await.unwrap();
    refused("commitments that somebody wrote").await;
    let mut back = example.into_active_model();
    back.example = Set(true);
    back.update(&database.connection).await.unwrap();

    load(database, &parse_with_users(MERENVELD).unwrap(), now()).await.unwrap();
    refused("another region").await;
});

on_both_databases!(an_account_of_somebody_keeps_it_out, async |database: &TestDatabase| {
    let demo = demo(database).await;
    create_user(database, &account("j.jansen@enschede.example"), now()).await.unwrap();
    let error = refuse_real_work(&database.connection, &demo).await.unwrap_err();
    assert!(matches!(error, GenerateError::RealWork(what) if what.contains("accounts")), "{error}");
});

on_both_databases!(a_database_is_filled_once, async |database: &TestDatabase| {
    let demo = demo(database).await;
    let small = Plan { commitments: 20, updates: 10, projects: 0, deliveries: 0, seed: 1 };
    let made: Generated = generate(database, &demo, small, now()).await.unwrap();
    assert_eq!(made.updates, 10);
    assert!(matches!(generate(database, &demo, small, now()).await, Err(GenerateError::Filled)));
});
