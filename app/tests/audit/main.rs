//! The audit trail: what the database refuses, what the chains prove, and what the log shows.
#![cfg(feature = "ssr")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[path = "../common/mod.rs"]
mod common;
mod log;
mod proof;

use app::audit::entity::audit_entry;
use app::audit::{Author, Subject, record};
use app::auth::accounts::{NewUser, create_user};
use app::regions::entity::region;
use app::regions::file::parse;
use app::regions::load::load;
use app::storage::begin_write;
use chrono::{DateTime, TimeZone, Utc};
use common::on_both_databases;
use domain::audit::Event;
use domain::organisations::Role;
use migrations::{Migrator, MigratorTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder,
};
use uuid::Uuid;

const MERENVELD: &str = include_str!("../../../server/regions/test-region.toml");
const TWENTE: &str = include_str!("../../../server/regions/twente.toml");

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 10, 0, 0).unwrap()
}

/// Loads the test region and returns its id.
async fn load_region(database: &DatabaseConnection) -> Uuid {
    load(database, &parse(MERENVELD).unwrap(), now()).await.unwrap();
    let named = region::Entity::find().filter(region::Column::Name.eq("Merenveld"));
    named.one(database).await.unwrap().unwrap().id
}

async fn add(database: &DatabaseConnection, author: &Author, event: Event, subject: Subject) {
    let transaction = begin_write(database).await.unwrap();
    record(&transaction, author, event, subject, &[]).await.unwrap();
    transaction.commit().await.unwrap();
}

async fn new_user(database: &DatabaseConnection, name: &str, organisation: &str, role: Role) -> Uuid {
    let new = NewUser {
        mandated: false,
        email: format!("{}@merenveld.example", Uuid::now_v7().simple()),
        name: name.to_owned(),
        function: None,
        role,
        organisation: organisation.to_owned(),
        password: "paard accu nietje".to_owned(),
    };
    create_user(database, &new, now()).await.unwrap()
}

/// The entries of a chain in their order.
async fn entries_of(database: &DatabaseConnection, chain: Uuid) -> Vec<audit_entry::Model> {
    let of_chain = audit_entry::Entity::find().filter(audit_entry::Column::Chain.eq(chain));
    of_chain.order_by_asc(audit_entry::Column::Sequence).all(database).await.unwrap()
}

/// What an intruder does first who may do everything with the database.
async fn drop_triggers(database: &DatabaseConnection) {
    let statements: &[&str] = match database.get_database_backend() {
        DbBackend::Postgres => &[
            "DROP TRIGGER audit_entries_are_final ON audit_entries",
            "DROP TRIGGER audit_heads_follow ON audit_heads",
            "DROP TRIGGER audit_heads_stay ON audit_heads",
        ],
        _ => &[
            "DROP TRIGGER audit_entries_no_update",
            "DROP TRIGGER audit_entries_no_delete",
            "DROP TRIGGER audit_entries_no_replace",
            "DROP TRIGGER audit_heads_no_update",
            "DROP TRIGGER audit_heads_no_delete",
            "DROP TRIGGER audit_heads_no_replace",
        ],
    };
    for statement in statements {
        database.execute_unprepared(statement).await.unwrap();
    }
}

async fn refused(database: &DatabaseConnection, statement: &str, because: &str) {
    let error = database.execute_unprepared(statement).await.err();
    let error = error.unwrap_or_else(|| panic!("{statement} is not refused"));
    assert!(error.to_string().contains(because), "{statement}: {error}");
}

on_both_databases!(the_schema_can_be_taken_down_and_made_again, async |database| {
    let region = load_region(database).await;
    Migrator::down(&database.connection, None).await.unwrap();
    Migrator::up(&database.connection, None).await.unwrap();
    assert_ne!(load_region(database).await, region);
    refused(database, "DELETE FROM audit_entries", "audit entries are final").await;
});

on_both_databases!(the_head_passes_no_entry_that_is_not_there, async |database| {
    let region = load_region(database).await;
    let last = entries_of(database, region).await.pop().unwrap();
    let next = |further: i64, hash: &str, previous: &str| {
        let row = audit_entry::Model {
            id: Uuid::now_v7(),
            sequence: last.sequence + further,
            hash: hash.to_owned(),
            previous_hash: previous.to_owned(),
            ..last.clone()
        };
        audit_entry::Entity::insert(row.into_active_model()).exec_without_returning(&database.connection)
    };
    let move_to = |further: i64, hash: &str| {
        format!(
            "UPDATE audit_heads SET sequence = {}, hash = '{hash}' WHERE sequence = {}",
            last.sequence + further,
            last.sequence
        )
    };
    let forward = "audit heads move forward";
    // No entry at all, a hole between, another hash than the last one's, and one that follows on nothing.
    refused(database, &move_to(1, "a"), forward).await;
    next(3, "c", "b").await.unwrap();
    next(1, "a", &last.hash).await.unwrap();
    refused(database, &move_to(3, "c"), forward).await;
    refused(database, &move_to(1, "x"), forward).await;
    next(2, "b", "x").await.unwrap();
    refused(database, &move_to(3, "c"), forward).await;
    database.connection.execute_unprepared(&move_to(1, "a")).await.unwrap();
});

on_both_databases!(the_trail_cannot_be_changed, async |database| {
    load_region(database).await;
    let entries = audit_entry::Entity::find().count(&database.connection).await.unwrap();
    let final_ = "audit entries are final";
    let forward = "audit heads move forward";
    for (statement, because) in [
        ("UPDATE audit_entries SET event = 'niets'", final_),
        ("DELETE FROM audit_entries", final_),
        ("UPDATE audit_heads SET sequence = sequence - 1", forward),
        ("UPDATE audit_heads SET hash = ''", forward),
        ("UPDATE audit_heads SET sequence = sequence + 2", forward),
        ("DELETE FROM audit_heads", forward),
    ] {
        refused(database, statement, because).await;
    }
    match database.get_database_backend() {
        DbBackend::Postgres => {
            refused(database, "TRUNCATE audit_entries CASCADE", final_).await;
            refused(database, "TRUNCATE audit_heads", forward).await;
        }
        _ => {
            refused(database, "INSERT OR REPLACE INTO audit_entries SELECT * FROM audit_entries", final_).await;
            refused(database, "INSERT OR REPLACE INTO audit_heads SELECT chain, 0, '' FROM audit_heads", forward).await;
        }
    }
    assert_eq!(audit_entry::Entity::find().count(&database.connection).await.unwrap(), entries);
});
