//! A backup holds everything of one moment, and comes back whole or not at all.
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[path = "../../tests/common/mod.rs"]
mod common;

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use app::audit::Author;
use app::auth::accounts::{NewUser, create_user};
use app::commitments::entity::commitment;
use app::commitments::names::Names;
use app::commitments::records::{NewCommitment, insert_commitment};
use app::regions::entity::region;
use app::regions::file::parse_with_users;
use app::regions::load::load;
use app::storage::begin_write;
use backup::{BackupError, back_up, restore};
use chrono::{DateTime, TimeZone, Utc};
use common::{TestDatabase, on_both_databases, on_postgres, on_sqlite};
use domain::audit::Event;
use domain::commitments::{Content, LifeCycle};
use domain::organisations::Role;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use sea_orm::{ConnectionTrait, DatabaseConnection, EntityTrait, PaginatorTrait};
use tempfile::TempDir;
use uuid::Uuid;

const REGION: &str = include_str!("../../../server/regions/twente.toml");
const EXAMPLES: &str = include_str!("../../../server/regions/twente-demo.toml");
const VERSION: &str = "0.0.0";

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 10, 0, 0).unwrap()
}

/// The demo, with an account.
async fn fill(database: &DatabaseConnection) {
    let file = parse_with_users(&format!("{REGION}\n{EXAMPLES}")).unwrap();
    load(database, &file, now()).await.unwrap();
    let user = NewUser {
        mandated: false,
        email: "j.jansen@enschede.example".to_owned(),
        name: "J. \"Jan\" Jánsen 'é'\\".to_owned(),
        function: None,
        role: Role::Staff,
        organisation: "Gemeente Enschede".to_owned(),
        password: "paard accu nietje".to_owned(),
    };
    create_user(database, &user, now()).await.unwrap();
}

/// One commitment with its audit entry.
async fn write_one(database: &DatabaseConnection, number: usize) {
    let region = region::Entity::find().one(database).await.unwrap().unwrap().id;
    let transaction = begin_write(database).await.unwrap();
    let new = NewCommitment {
        region_id: region,
        municipality_id: None,
        number: format!("W-{number:05}"),
        external_id: None,
        content: Content {
            title: format!("Tijdens de back-up {number}"),
            description: None,
            kind: None,
            parties: vec![],
            start: None,
            due: None,
            place: None,
            challenges: Default::default(),
            target_groups: Default::default(),
            dwellings: Default::default(),
            success_factors: Default::default(),
            documents: Default::default(),
        },
        life_cycle: LifeCycle::Draft,
        quotation: None,
        example: false,
    };
    let author = Author::nobody(region, now());
    insert_commitment(&transaction, new, &Names::default(), &author, Event::Created).await.unwrap();
    transaction.commit().await.unwrap();
}

/// A backup, in a folder of its own.
async fn backup_of(database: &DatabaseConnection) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("agenda.backup");
    back_up(database, &file, VERSION, now()).await.unwrap();
    (folder, file)
}

/// The lines between the header and the sum.
fn content(file: &Path) -> Vec<String> {
    let mut text = String::new();
    GzDecoder::new(std::fs::File::open(file).unwrap()).read_to_string(&mut text).unwrap();
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines[1..lines.len() - 1].to_vec()
}

async fn content_of(database: &DatabaseConnection) -> Vec<String> {
    content(&backup_of(database).await.1)
}

async fn commitments(database: &TestDatabase) -> u64 {
    commitment::Entity::find().count(&database.connection).await.unwrap()
}

on_both_databases!(a_backup_that_is_made_while_others_write_is_of_one_moment, async |database: &TestDatabase| {
    fill(database).await;
    let (stop, written) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let writer = tokio::spawn({
        let (stop, written, database) = (stop.clone(), written.clone(), database.connection.clone());
        async move {
            while !stop.load(Ordering::Relaxed) {
                write_one(&database, written.fetch_add(1, Ordering::Relaxed)).await;
            }
        }
    });
    let mut files = Vec::new();
    for _ in 0..5 {
        while written.load(Ordering::Relaxed) < 20 * (files.len() + 1) {
            tokio::task::yield_now().await;
        }
        files.push(backup_of(database).await);
    }
    stop.store(true, Ordering::Relaxed);
    writer.await.unwrap();

    for (_, file) in &files {
        on_sqlite(async |other: &TestDatabase| {
            let report = restore(&other.connection, file).await.unwrap();
            assert!(report.rows > 500, "{report}");
            // The two are written by one transaction: a backup has both or neither.
            let sql = "SELECT COUNT(*) FROM commitments c WHERE NOT EXISTS \
                       (SELECT 1 FROM audit_entries a WHERE a.subject_id = c.id)";
            let statement = sea_orm::Statement::from_string(other.get_database_backend(), sql);
            let row = other.connection.query_one_raw(statement).await.unwrap().unwrap();
            assert_eq!(row.try_get_by_index::<i64>(0).unwrap(), 0);
            assert_eq!(content(file), content_of(other).await);
        })
        .await;
    }
});

on_both_databases!(a_backup_restores_to_either_database_and_back, async |database: &TestDatabase| {
    fill(database).await;
    let (_folder, file) = backup_of(database).await;
    let original = content(&file);
    let go_round = async |other: &TestDatabase| {
        restore(&other.connection, &file).await.unwrap();
        assert_eq!(original, content_of(other).await);
        assert_eq!(commitments(database).await, commitments(other).await);
        let (_folder, file) = backup_of(other).await;
        on_sqlite(async |back: &TestDatabase| {
            restore(&back.connection, &file).await.unwrap();
            assert_eq!(original, content_of(back).await);
            // What is restored can be worked with.
            write_one(back, 1).await;
        })
        .await;
    };
    on_sqlite(go_round).await;
    on_postgres(go_round).await;
});

on_both_databases!(the_restored_database_refuses_what_the_original_refused, async |database: &TestDatabase| {
    fill(database).await;
    let (_folder, file) = backup_of(database).await;
    let try_it = async |other: &TestDatabase| {
        restore(&other.connection, &file).await.unwrap();
        for statement in [
            "UPDATE audit_entries SET event = 'x'",
            "DELETE FROM audit_entries",
            // References are checked at once again.
            "DELETE FROM organisations",
            "UPDATE users SET organisation_id = id",
        ] {
            let refused = other.connection.execute_unprepared(statement).await;
            assert!(refused.is_err(), "{statement}");
        }
    };
    on_sqlite(try_it).await;
    on_postgres(try_it).await;
});

on_both_databases!(a_cut_or_altered_file_changes_nothing, async |database: &TestDatabase| {
    on_sqlite(async |source: &TestDatabase| {
        fill(source).await;
        let (folder, file) = backup_of(source).await;
        let whole = std::fs::read(&file).unwrap();
        let broken = folder.path().join("broken");
        let mut tries: Vec<Vec<u8>> = (1..10).map(|tenth| whole[..whole.len() * tenth / 10].to_vec()).collect();
        tries.push(whole[..whole.len() - 1].to_vec());
        tries.push([&whole[..], b"x"].concat());
        for position in (50..whole.len()).step_by(whole.len() / 40) {
            let mut altered = whole.clone();
            altered[position] ^= 1;
            tries.push(altered);
        }
        tries.push(altered_inside(&file, "Enschede", "Hengelo!"));
        for bytes in tries {
            std::fs::write(&broken, &bytes).unwrap();
            assert!(restore(&database.connection, &broken).await.is_err(), "{} bytes", bytes.len());
            assert_eq!(commitments(database).await, 0);
        }
        // And the whole one still fits.
        restore(&database.connection, &file).await.unwrap();
    })
    .await;
});

/// Packed again by somebody who did not make a new sum.
fn altered_inside(file: &Path, from: &str, to: &str) -> Vec<u8> {
    let mut text = String::new();
    GzDecoder::new(std::fs::File::open(file).unwrap()).read_to_string(&mut text).unwrap();
    assert!(text.contains(from));
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(text.replacen(from, to, 1).as_bytes()).unwrap();
    packed.finish().unwrap()
}

on_both_databases!(only_an_empty_database_of_the_same_schema_is_filled, async |database: &TestDatabase| {
    fill(database).await;
    let (_folder, file) = backup_of(database).await;
    let before = content_of(database).await;
    let error = restore(&database.connection, &file).await.unwrap_err();
    assert!(matches!(error, BackupError::NotEmpty(_)), "{error}");
    assert_eq!(before, content_of(database).await);

    on_sqlite(async |newer: &TestDatabase| {
        let step = "INSERT INTO seaql_migrations VALUES ('m2099_01_01_000001_new', 0)";
        newer.connection.execute_unprepared(step).await.unwrap();
        let error = restore(&newer.connection, &file).await.unwrap_err().to_string();
        assert!(error.contains("m2099_01_01_000001_new is not in the backup"), "{error}");
        assert_eq!(commitments(newer).await, 0);
    })
    .await;
});

on_both_databases!(a_backup_never_overwrites_and_is_for_its_owner_only, async |database: &TestDatabase| {
    use std::os::unix::fs::PermissionsExt;
    let (folder, file) = backup_of(database).await;
    let before = std::fs::read(&file).unwrap();
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let error = back_up(&database.connection, &file, VERSION, now()).await.unwrap_err();
    assert!(matches!(error, BackupError::Exists(_)), "{error}");
    assert_eq!(before, std::fs::read(&file).unwrap());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing unfinished is left");
});

on_both_databases!(a_session_is_in_no_backup, async |database: &TestDatabase| {
    let session =
        "INSERT INTO sessions (id_hash, data, expires_at) VALUES ('geheim', '{}', '2026-11-21 10:00:00+00:00')";
    database.connection.execute_unprepared(session).await.unwrap();
    let lines = content_of(database).await.join("\n");
    assert!(!lines.contains("sessions") && !lines.contains("geheim"));
});

on_both_databases!(every_type_of_column_survives, async |database: &TestDatabase| {
    // Beside the schema, so that types are covered that no table has yet.
    let table = |uuid: &str, moment: &str, json: &str, bytes: &str| {
        format!(
            "CREATE TABLE odd (id {uuid} NOT NULL PRIMARY KEY, truth boolean, small integer, big bigint, \
             number double precision, moment {moment}, day {day}, document {json}, bytes {bytes}, counted {counted}, \
             parent {uuid} REFERENCES odd (id))",
            counted = if json == "jsonb" { "bigint GENERATED ALWAYS AS IDENTITY" } else { "bigint" },
            day = if json == "json_text" { "date_text" } else { "date" },
        )
    };
    let create = async |one: &TestDatabase| {
        let sql = match one.get_database_backend() {
            sea_orm::DatabaseBackend::Postgres => table("uuid", "timestamptz", "jsonb", "bytea"),
            _ => table("uuid_text", "timestamp_with_timezone_text", "json_text", "blob"),
        };
        one.connection.execute_unprepared(&sql).await.unwrap();
    };
    create(database).await;
    let (child, parent) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let insert = |values: Vec<sea_orm::Value>| {
        let backend = database.get_database_backend();
        let places: Vec<String> = (1..=11).map(|n| format!("${n}")).collect();
        let overriding = if backend == sea_orm::DatabaseBackend::Postgres { "OVERRIDING SYSTEM VALUE" } else { "" };
        let sql = format!("INSERT INTO odd {overriding} VALUES ({})", places.join(", "));
        database.connection.execute_raw(sea_orm::Statement::from_sql_and_values(backend, sql, values))
    };
    let moment = now() + chrono::TimeDelta::microseconds(123_456);
    let values = |id: Uuid, parent: Option<Uuid>| {
        vec![
            id.into(),
            true.into(),
            (-7i32).into(),
            i64::MAX.into(),
            (0.1f64 + 0.2).into(),
            moment.into(),
            now().date_naive().into(),
            serde_json::json!({ "b": 1, "a": [null, "é"] }).into(),
            vec![0u8, 255].into(),
            41i64.into(),
            parent.into(),
        ]
    };
    insert(values(parent, None)).await.unwrap();
    // Comes first in the backup, before the row that it refers to.
    insert(values(child, Some(parent))).await.unwrap();
    let (_folder, file) = backup_of(database).await;
    let there = async |other: &TestDatabase| {
        create(other).await;
        restore(&other.connection, &file).await.unwrap();
        assert_eq!(content(&file), content_of(other).await);
        let backend = other.get_database_backend();
        if backend == sea_orm::DatabaseBackend::Postgres {
            // The numbers that it gives out go on after those that were restored.
            let sql = "INSERT INTO odd (id) VALUES ('00000000-0000-0000-0000-000000000003') RETURNING counted";
            let row = other.connection.query_one_raw(sea_orm::Statement::from_string(backend, sql)).await.unwrap();
            assert_eq!(row.unwrap().try_get_by_index::<i64>(0).unwrap(), 42);
        }
    };
    on_sqlite(there).await;
    on_postgres(there).await;
});
