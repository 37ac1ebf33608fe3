//! Databases for tests: every test of storage runs on SQLite and on PostgreSQL.
//!
//! ```ignore
//! mod common;
//! use common::on_both_databases;
//!
//! on_both_databases!(a_region_is_found_again, async |database| {
//!     load(database, &file, at).await.unwrap();
//! });
//! ```
//!
//! This makes the tests `a_region_is_found_again::sqlite` and `a_region_is_found_again::postgres`. Each gets a new,
//! migrated database of its own, which is gone afterwards, also when the test fails; so tests can run side by side.
//! The body gets a [`&TestDatabase`](TestDatabase), which is a `&DatabaseConnection` wherever a function asks for one;
//! where it asks for `&impl ConnectionTrait`, give it `&database.connection`. `database.url` is for whatever opens the
//! database itself, such as a server.
//!
//! PostgreSQL is the server of `TEST_POSTGRES_URL`, whose user may make databases: `migrations/with-postgres.sh COMMAND`
//! starts one for the time of a command. Without that variable the PostgreSQL tests say so and pass, unless
//! `TEST_POSTGRES_REQUIRED` is set: then they fail.

#![allow(dead_code, reason = "each test binary compiles this module and uses its own part of it")]
#![allow(clippy::expect_used, reason = "a test stops at the first surprise")]

pub mod asking;
mod template;

use std::ops::Deref;

use app::storage;
use domain::ids::RegionId;
use domain::organisations::Role;
use domain::policy::{Actor, Visibility};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use tempfile::TempDir;
use uuid::Uuid;

/// Declares a test that runs on SQLite and on PostgreSQL; see the module.
macro_rules! on_both_databases {
    ($(#[$meta:meta])* $name:ident, $test:expr) => {
        $(#[$meta])*
        mod $name {
            use super::*;

            #[tokio::test]
            async fn sqlite() {
                $crate::common::on_sqlite($test).await;
            }

            #[tokio::test]
            async fn postgres() {
                $crate::common::on_postgres($test).await;
            }
        }
    };
}
pub(crate) use on_both_databases;

/// What somebody sees who only reads in this region.
pub fn reader_of(region: RegionId) -> Visibility {
    let nobody = Uuid::from_u128(1);
    Visibility::of(&Actor {
        mandated: false,
        user: nobody.into(),
        region,
        organisation: nobody.into(),
        municipality: None,
        role: Role::Reader,
    })
}

/// A migrated database that lasts as long as this value.
#[derive(Debug)]
pub struct TestDatabase {
    pub connection: DatabaseConnection,
    pub url: String,
    _place: Place,
}

impl Deref for TestDatabase {
    type Target = DatabaseConnection;

    fn deref(&self) -> &DatabaseConnection {
        &self.connection
    }
}

/// What is removed when the test is over.
#[derive(Debug)]
enum Place {
    Folder { _folder: TempDir },
    Server { _database: ServerDatabase },
}

/// A database on the PostgreSQL server.
#[derive(Debug)]
struct ServerDatabase {
    server: String,
    name: String,
}

impl Drop for ServerDatabase {
    fn drop(&mut self) {
        let statement = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        let server = self.server.clone();
        // A failing test unwinds through here, inside its runtime: another thread has room for a runtime of its own.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(on_server(&server, &statement));
        });
        if dropping.join().is_err() {
            eprintln!("the database {} of this test is still there", self.name);
        }
    }
}

pub async fn on_sqlite(test: impl AsyncFnOnce(&TestDatabase)) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("test.db");
    template::copy_to(&file).await;
    let url = format!("sqlite://{}", file.display());
    run(url, Place::Folder { _folder: folder }, test).await;
}

pub async fn on_postgres(test: impl AsyncFnOnce(&TestDatabase)) {
    let Ok(server) = std::env::var("TEST_POSTGRES_URL") else {
        assert!(std::env::var_os("TEST_POSTGRES_REQUIRED").is_none(), "TEST_POSTGRES_URL is not set");
        eprintln!("not tested on PostgreSQL: TEST_POSTGRES_URL is not set");
        return;
    };
    let name = format!("test_{}", Uuid::now_v7().simple());
    template::copy_on(&server, &name).await;
    let url = template::address(&server, &name);
    run(url, Place::Server { _database: ServerDatabase { server, name } }, test).await;
}

async fn run(url: String, place: Place, test: impl AsyncFnOnce(&TestDatabase)) {
    let connection = storage::connect(&url).await.expect("the database opens");
    let database = TestDatabase { connection, url, _place: place };
    test(&database).await;
    // SQLite lets go of its file only when the last connection is closed.
    database.connection.close_by_ref().await.expect("the connections close");
}

async fn on_server(server: &str, statement: &str) {
    let connection = Database::connect(server).await.expect("TEST_POSTGRES_URL answers");
    connection.execute_unprepared(statement).await.expect(statement);
    connection.close().await.expect("the connection closes");
}
