//! Starting on one database, at once and one at a time.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use app::storage::{StorageError, connect, lock, migrate, missing_migrations};
use common::{TestDatabase, on_both_databases};
use migrations::{Migrator, MigratorTrait};
use sea_orm::ConnectionTrait;
use tokio::task::JoinSet;

on_both_databases!(five_that_start_at_once_migrate_once, async |database: &TestDatabase| {
    Migrator::down(&database.connection, None).await.unwrap();
    database.connection.execute_unprepared("DROP TABLE seaql_migrations").await.unwrap();
    let mut starts = JoinSet::new();
    for _ in 0..5 {
        let url = database.url.clone();
        starts.spawn(async move {
            // Connections of its own, as a process has.
            let own = connect(&url).await.unwrap();
            migrate(&own).await.unwrap();
            own.close().await.unwrap();
        });
    }
    starts.join_all().await;
    assert_eq!(missing_migrations(database).await.unwrap(), Vec::<String>::new());
    let applied = Migrator::get_migration_models(&database.connection).await.unwrap();
    assert_eq!(applied.len(), Migrator::migrations().len());
});

on_both_databases!(a_migration_that_fails_leaves_the_database_as_it_was, async |database: &TestDatabase| {
    Migrator::down(&database.connection, None).await.unwrap();
    // In the way of the last step.
    database.connection.execute_unprepared("CREATE TABLE audit_entries (id integer)").await.unwrap();
    assert!(matches!(migrate(database).await, Err(StorageError::Migration(_))));
    assert_eq!(missing_migrations(database).await.unwrap().len(), Migrator::migrations().len());
    database.connection.execute_unprepared("DROP TABLE audit_entries").await.unwrap();
    migrate(database).await.unwrap();
});

on_both_databases!(a_database_of_a_newer_version_is_refused, async |database: &TestDatabase| {
    let newer = "INSERT INTO seaql_migrations VALUES ('m2099_01_01_000001_new', 0)";
    database.connection.execute_unprepared(newer).await.unwrap();
    assert!(matches!(migrate(database).await, Err(StorageError::FromTheFuture(_))));
});

#[test]
fn one_process_at_a_time_serves_a_sqlite_file() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("agenda.db").display());
    let first = lock(&url).unwrap();
    let error = lock(&url).unwrap_err().to_string();
    assert!(error.contains("in use by another process") && error.contains(&std::process::id().to_string()), "{error}");
    drop(first);
    lock(&url).unwrap();
}

#[tokio::test]
async fn a_postgresql_that_does_not_answer_is_named_without_its_password() {
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url = format!("postgres://agenda:geheim@127.0.0.1:{port}/agenda");
    let told = connect(&url).await.unwrap_err().to_string();
    assert!(told.starts_with(&format!("cannot reach PostgreSQL at 127.0.0.1:{port}. Start it")), "{told}");
    assert!(!told.contains("geheim"), "{told}");
}

#[tokio::test]
async fn what_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let told =
        async |path: &std::path::Path| connect(&format!("sqlite://{}", path.display())).await.unwrap_err().to_string();
    // In place of permissions, which do not bind root: a folder where the file should be, and a file as its folder.
    let taken = folder.path().join("agenda.db");
    std::fs::create_dir(&taken).unwrap();
    let said = told(&taken).await;
    assert!(said.starts_with(&format!("cannot write to {}: ", taken.display())), "{said}");
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let said = told(&file.join("agenda.db")).await;
    assert!(said.starts_with(&format!("cannot write to the folder {}: ", file.display())), "{said}");
}
