//! What taking out a long list takes of memory: in a process of its own, because the system counts processes.
#![cfg(feature = "ssr")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
#![allow(clippy::print_stdout, reason = "how much it takes is what the long one tells")]

#[path = "imports/cast.rs"]
#[allow(dead_code, reason = "of the cast only who asks is needed")]
mod cast;
#[allow(unused_imports, unused_macros, reason = "how much memory it takes is no matter of the database")]
mod common;

use std::fs;
use std::time::Instant;

use app::exports::{Exported, Format, Projects, exported};
use app::projects::entity::project;
use app::request::Request;
use domain::imports::Kind;
use domain::organisations::Role;
use sea_orm::{ConnectionTrait, DatabaseConnection, EntityTrait, PaginatorTrait, TransactionTrait};

use crate::cast::{loaded, previewed, region, request_of, table, went_on};
use crate::common::on_sqlite;

const MEGABYTE: u64 = 1024 * 1024;

/// As Linux tells it; elsewhere nothing is told, and nothing held.
fn status(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or_default() * 1024
}

/// Megabytes at any moment above what was in use before, and the length of the file.
async fn most_used(request: &Request, format: Format) -> (u64, u64) {
    // Sets the highest so far to what is in use now.
    let _ = fs::write("/proc/self/clear_refs", "5");
    let before = status("VmRSS:");
    let Exported::File(made) = exported::<Projects>(request, "/projecten/uitvoer", format).await.unwrap() else {
        panic!("all of it is asked for")
    };
    (status("VmHWM:").saturating_sub(before) / MEGABYTE, made.file.metadata().unwrap().len())
}

/// Makes of what is there at least as many, with a note of some lines each.
async fn make(database: &DatabaseConnection, rows: u64) {
    while project::Entity::find().count(database).await.unwrap() < rows {
        let transaction = database.begin().await.unwrap();
        for statement in [
            "CREATE TEMPORARY TABLE more AS SELECT * FROM projects",
            "UPDATE more SET id = randomblob(16), external_id = NULL, note = hex(randomblob(150))",
            "INSERT INTO projects SELECT * FROM more",
            "DROP TABLE more",
        ] {
            transaction.execute_unprepared(statement).await.unwrap();
        }
        transaction.commit().await.unwrap();
    }
}

async fn reader(database: &DatabaseConnection) -> Request {
    region(database).await;
    let driver = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    let rows = table(&[
        &["Kenmerk", "Naam", "Gemeente", "Vertrouwelijkheid", "Te bouwen", "Oplevering"],
        &["P1", "Hof van Noord", "Oosterzijl", "openbaar", "60", "2028"],
    ]);
    went_on(loaded(&driver, &previewed(&driver, Kind::Projects, &rows).await).await);
    driver
}

#[tokio::test]
async fn a_longer_list_takes_hardly_more_memory() {
    on_sqlite(async |database| {
        let reader = reader(database).await;
        make(database, 2_000).await;
        // Whatever is made once is made by now.
        most_used(&reader, Format::Csv).await;
        let (short, _) = most_used(&reader, Format::Csv).await;
        make(database, 30_000).await;
        let (long, bytes) = most_used(&reader, Format::Csv).await;
        assert!(bytes > 10 * MEGABYTE && long < short + 8, "{short} MB, {long} MB for {bytes} bytes");
    })
    .await;
}

#[tokio::test]
#[ignore = "takes minutes; tells how long and how much"]
async fn what_a_hundred_thousand_rows_take() {
    on_sqlite(async |database| {
        let reader = reader(database).await;
        make(database, 100_000).await;
        let rows = project::Entity::find().count(&database.connection).await.unwrap();
        for format in [Format::Csv, Format::Xlsx] {
            let begun = Instant::now();
            let (most, bytes) = most_used(&reader, format).await;
            println!(
                "{rows} rows as {format:?}: {:?}, {bytes} bytes, {most} MB above what was in use",
                begun.elapsed()
            );
        }
    })
    .await;
}
