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
use app::generate::{Demo, GenerateError, Generated, Plan, fullest, generate, refuse_real_work};
use app::regions::file::parse_with_users;
use app::regions::load::load;
use chrono::{DateTime, TimeZone, Utc};
use common::{TestDatabase, on_both_databases};
use domain::commitments::LifeCycle;
use domain::organisations::Role;
use domain::progress::Stoplight;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, Set,
};

const TWENTE: &str = include_str!("../../server/regions/twente.toml");
const DEMO: &str = include_str!("../../server/regions/twente-demo.toml");
const MERENVELD: &str = include_str!("../../server/regions/test-region.toml");

const PLAN: Plan = Plan { commitments: 240, updates: 700, seed: 1 };

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

/// The demo as `serve --demo` loads it, with one of its accounts.
async fn demo(database: &TestDatabase) -> Demo {
    let file = parse_with_users(&format!("{TWENTE}\n{DEMO}")).unwrap();
    load(database, &file, now()).await.unwrap();
    let accounts: BTreeSet<String> = file.users.iter().map(|user| user.email.value.clone()).collect();
    create_user(database, &account(accounts.first().unwrap()), now()).await.unwrap();
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

on_both_databases!(the_same_seed_gives_the_same_commitments, async |database: &TestDatabase| {
    let demo_here = demo(database).await;
    generate(database, &demo_here, PLAN, now()).await.unwrap();
    let told = |rows: Vec<commitment::Model>| -> Vec<_> {
        rows.into_iter()
            .map(|row| (row.id, row.title, row.life_cycle, row.due, row.progress, row.progress_on))
            .collect()
    };
    let here = told(generated(database).await);
    common::on_sqlite(async |other: &TestDatabase| {
        let demo_there = demo(other).await;
        generate(other, &demo_there, PLAN, now()).await.unwrap();
        assert!(told(generated(other).await) == here);
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
    let small = Plan { commitments: 20, updates: 10, seed: 1 };
    let made: Generated = generate(database, &demo, small, now()).await.unwrap();
    assert_eq!(made.updates, 10);
    assert!(matches!(generate(database, &demo, small, now()).await, Err(GenerateError::Filled)));
});
