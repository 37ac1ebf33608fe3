//! Jobs: each runs once when it is due, however many processes there are.
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[path = "../../app/tests/common/mod.rs"]
mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use app::auth::entity::session;
use app::request::Clock;
use app::storage;
use chrono::{DateTime, TimeDelta, Utc};
use common::asking::state_at;
use common::{TestDatabase, on_both_databases};
use domain::schedule::Schedule;
use sea_orm::{ActiveModelTrait, DatabaseConnection, DbErr, EntityTrait, Set};
use server::jobs::{self, Job, Runner, entity};

const HOURLY: Schedule = Schedule::Every(TimeDelta::hours(1));

fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap()
}

fn after(minutes: i64) -> DateTime<Utc> {
    start() + TimeDelta::minutes(minutes)
}

fn runner(database: &DatabaseConnection, now: DateTime<Utc>) -> Runner {
    Runner::new(database.clone(), Clock::Fixed(now), vec![])
}

/// A job that counts its runs, each of which takes a while.
fn counting(runs: &Arc<AtomicUsize>) -> Job {
    let runs = runs.clone();
    Job::new("telt", HOURLY, move |_, _| {
        let runs = runs.clone();
        async move {
            runs.fetch_add(1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(30)).await;
            Ok(())
        }
    })
}

async fn row(database: &TestDatabase, name: &str) -> entity::Model {
    entity::Entity::find_by_id(name).one(&database.connection).await.unwrap().unwrap()
}

on_both_databases!(three_processes_run_a_job_once_each_time_it_is_due, async |database| {
    let runs = Arc::new(AtomicUsize::new(0));
    let job = counting(&runs);
    let (second, third) =
        (storage::connect(&database.url).await.unwrap(), storage::connect(&database.url).await.unwrap());
    for (minutes, so_far) in [(0, 1), (1, 1), (59, 1), (60, 2), (61, 2), (500, 3)] {
        let runners = [database, &second, &third].map(|database| runner(database, after(minutes)));
        let [a, b, c] = &runners;
        let (a, b, c) = tokio::join!(a.run_if_due(&job), b.run_if_due(&job), c.run_if_due(&job));
        let here = [a, b, c].map(Result::unwrap).iter().filter(|ran| **ran).count();
        assert!(here <= 1);
        assert_eq!(runs.load(Ordering::SeqCst), so_far, "after {minutes} minutes");
    }
    let row = row(database, "telt").await;
    assert_eq!((row.last_run_at, row.next_run_at), (Some(after(500)), after(560)));
    assert_eq!((row.lease_until, row.leased_by, row.last_error), (None, None, None));
    second.close().await.unwrap();
    third.close().await.unwrap();
});

on_both_databases!(a_job_that_fails_says_why_and_runs_again_when_it_is_due, async |database| {
    let failing = Job::new("faalt", HOURLY, async |_, _| Err(DbErr::Custom("no luck".to_owned())));
    assert!(runner(database, start()).run_if_due(&failing).await.unwrap());
    assert_eq!(row(database, "faalt").await.last_error.as_deref(), Some("Custom Error: no luck"));
    assert!(!runner(database, after(1)).run_if_due(&failing).await.unwrap());
    let mended = Job::new("faalt", HOURLY, async |_, _| Ok(()));
    assert!(runner(database, after(60)).run_if_due(&mended).await.unwrap());
    assert_eq!(row(database, "faalt").await.last_error, None);
});

on_both_databases!(the_job_of_a_process_that_died_is_taken_over_after_its_lease, async |database| {
    let doomed = runner(database, start());
    let endless = Job::new("telt", HOURLY, async |_, _| std::future::pending().await);
    let dying = tokio::spawn(async move { doomed.run_if_due(&endless).await });
    while entity::Entity::find_by_id("telt")
        .one(&database.connection)
        .await
        .unwrap()
        .is_none_or(|row| row.leased_by.is_none())
    {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    dying.abort();
    let _ = dying.await;

    let runs = Arc::new(AtomicUsize::new(0));
    assert!(!runner(database, after(10)).run_if_due(&counting(&runs)).await.unwrap());
    assert!(runner(database, after(11)).run_if_due(&counting(&runs)).await.unwrap());
    assert_eq!(runs.load(Ordering::SeqCst), 1);
});

on_both_databases!(a_weekly_job_that_failed_is_tried_again_the_same_morning, async |database| {
    let weekly = Schedule::Weekly(chrono::Weekday::Mon, chrono::NaiveTime::MIN);
    let failing = Job::new("wekelijks", weekly, async |_, _| Err(DbErr::Custom("no luck".to_owned())));
    assert!(!runner(database, start()).run_if_due(&failing).await.unwrap());
    let first = weekly.first(start());
    assert!(runner(database, first).run_if_due(&failing).await.unwrap());
    let row = row(database, "wekelijks").await;
    assert_eq!((row.last_run_at, row.next_run_at), (Some(first), first + TimeDelta::hours(1)));
    assert!(row.last_error.unwrap().contains("no luck"));
});

on_both_databases!(the_jobs_of_the_application_run, async |database| {
    for (id, expires_at) in [("oud", after(-1)), ("nieuw", after(1))] {
        let row = session::ActiveModel {
            user_id: Set(None),
            id_hash: Set(id.to_owned()),
            data: Set("{}".to_owned()),
            expires_at: Set(expires_at),
        };
        row.insert(&database.connection).await.unwrap();
    }
    for job in jobs::all(&state_at(database, start())) {
        let first = job.schedule.first(start());
        assert_eq!(runner(database, start()).run_if_due(&job).await.unwrap(), first == start(), "{}", job.name);
        assert_eq!(runner(database, first).run_if_due(&job).await.unwrap(), first != start(), "{}", job.name);
        assert_eq!(row(database, job.name).await.last_error, None);
    }
    let left = session::Entity::find().all(&database.connection).await.unwrap();
    assert_eq!(left.iter().map(|row| row.id_hash.as_str()).collect::<Vec<_>>(), ["nieuw"]);
});
