//! `doctor`: looks whether everything is in order, and says what to do when it is not.
#![expect(clippy::disallowed_methods, reason = "the command line looks at the whole database")]

use std::path::Path;

use app::audit::entity::audit_entry;
use app::files::store::StoreError;
use app::storage::{self, without_password};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ConnectionTrait, DatabaseBackend, DatabaseConnection, DbErr, EntityTrait, QueryOrder, QuerySelect, Statement,
};

use super::{CommandError, say};
use crate::cli::FilesArgs;
use crate::files::Place;
use crate::http;

const MEGABYTE: u64 = 1024 * 1024;
/// Below the first somebody should look, below the second saving may fail any moment.
const LITTLE_SPACE: u64 = 1024 * MEGABYTE;
const NO_SPACE: u64 = 100 * MEGABYTE;
/// Clocks of several machines are never quite equal.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::minutes(2);

/// What was found, with what to do about it.
enum Finding {
    Ok(String),
    Warning(String),
    Error(String),
}
use Finding::{Error, Ok as Fine, Warning};

#[derive(Default)]
struct Findings {
    warnings: usize,
    errors: usize,
}

impl Findings {
    fn say(&mut self, subject: &str, finding: &Finding) {
        let (word, text) = match finding {
            Fine(text) => ("ok", text),
            Warning(text) => ("warning", text),
            Error(text) => ("error", text),
        };
        self.warnings += usize::from(word == "warning");
        self.errors += usize::from(word == "error");
        say(&format!("{word:<8} {subject:<11} {text}"));
    }
}

/// # Errors
/// When something is wrong. Warnings are no reason to fail.
pub async fn examine(url: &str, kept: &FilesArgs, now: DateTime<Utc>) -> Result<(), CommandError> {
    let mut findings = Findings::default();
    findings.say("program", &Fine(format!("version {}", env!("CARGO_PKG_VERSION"))));
    findings.say("assets", &assets());
    findings.say("files", &files(kept, url).await);
    if let Some(file) = url.strip_prefix("sqlite://") {
        findings.say("disk", &disk(file));
        // Opening it would make it.
        if !Path::new(file).exists() {
            let text =
                format!("{file} is not there. Make it with `woonzorgagenda migrate`, or name another with --database");
            findings.say("database", &Error(text));
            return verdict(&findings);
        }
    }
    match storage::connect(url).await {
        Ok(database) => {
            findings.say("database", &Fine(format!("{} answers", without_password(url))));
            inside(&database, now, &mut findings).await;
        }
        Err(error) => findings.say("database", &Error(error.to_string())),
    }
    verdict(&findings)
}

fn verdict(findings: &Findings) -> Result<(), CommandError> {
    match (findings.errors, findings.warnings) {
        (0, 0) => say("Everything is in order."),
        (0, _) => say("It works; look at the warnings."),
        (1, _) => return Err(CommandError::Unhealthy("1 error was".to_owned())),
        (errors, _) => return Err(CommandError::Unhealthy(format!("{errors} errors were"))),
    }
    Ok(())
}

async fn inside(database: &DatabaseConnection, now: DateTime<Utc>, findings: &mut Findings) {
    let sqlite = database.get_database_backend() != DatabaseBackend::Postgres;
    let schema = storage::missing_migrations(database).await;
    let migrated = matches!(&schema, Ok(missing) if missing.is_empty());
    let schema = match schema {
        Ok(missing) if missing.is_empty() => Fine("the schema is that of this version".to_owned()),
        Ok(missing) => Warning(format!(
            "{} migrations are missing: `serve` and `migrate` run them. Make a backup first",
            missing.len()
        )),
        Err(error) => Error(error.to_string()),
    };
    findings.say("schema", &schema);
    findings.say("engine", &or_error(engine(database, sqlite).await));
    findings.say("writing", &or_error(writing(database).await));
    if migrated {
        findings.say("clock", &or_error(clock(database, now).await));
    }
    if sqlite {
        findings.say("integrity", &or_error(integrity(database).await));
    }
}

fn or_error(finding: Result<Finding, DbErr>) -> Finding {
    finding.unwrap_or_else(|error| Error(format!("the database failed: {error}")))
}

fn assets() -> Finding {
    match http::assets::manifest() {
        Some(_) => Fine("the browser's files are in this program".to_owned()),
        None => Error("this program was built without its browser files: run `make build`".to_owned()),
    }
}

/// Whether a content can be kept, found and removed. A folder that is not there is left to the server: its files would be
/// whose who asks here.
async fn files(arguments: &FilesArgs, url: &str) -> Finding {
    let place = match Place::of(arguments, url) {
        Ok(Place::Nowhere) => return Fine("none are taken: --files names no place".to_owned()),
        Ok(Place::Folder(folder)) if !folder.exists() => {
            return Fine(format!("will be kept in {}, which the first of them makes", folder.display()));
        }
        Ok(place) => place,
        Err(error) => return Error(error.to_string()),
    };
    let shown = place.to_string();
    match tried(place).await {
        Ok(()) => Fine(format!("can be kept in {shown}")),
        Err(error) => Error(format!("cannot be kept in {shown}: {error}. Look at its rights and room")),
    }
}

async fn tried(place: Place) -> Result<(), String> {
    let told = |error: StoreError| error.to_string();
    let (store, id) = (place.open().map_err(|error| error.to_string())?, storage::new_id());
    store.put(id, b"doctor".to_vec()).await.map_err(told)?;
    let found = store.get(id).await.map_err(told)?;
    store.remove(id).await.map_err(told)?;
    if found == b"doctor" { Ok(()) } else { Err("it gives back something else".to_owned()) }
}

fn disk(file: &str) -> Finding {
    let folder = Path::new(file).parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let free = match rustix::fs::statvfs(folder) {
        Ok(disk) => disk.f_bavail.saturating_mul(disk.f_frsize),
        Err(error) => return Error(format!("cannot look at {}: {error}", folder.display())),
    };
    let text = format!("{} MB free in {}", free / MEGABYTE, folder.display());
    match free {
        free if free < NO_SPACE => Error(format!("{text}: saving may fail. Make room")),
        free if free < LITTLE_SPACE => Warning(format!("{text}: make room before it is full")),
        _ => Fine(text),
    }
}

async fn engine(database: &DatabaseConnection, sqlite: bool) -> Result<Finding, DbErr> {
    if !sqlite {
        let version = text(database, "SHOW server_version").await?;
        let major: u32 = version.split(['.', ' ']).next().and_then(|major| major.parse().ok()).unwrap_or_default();
        return Ok(match major {
            15.. => Fine(format!("PostgreSQL {version}")),
            _ => Error(format!("PostgreSQL {version} is too old: use 15 or newer")),
        });
    }
    let version = text(database, "SELECT sqlite_version()").await?;
    let mode = text(database, "PRAGMA journal_mode").await?;
    Ok(match mode.as_str() {
        "wal" => Fine(format!("SQLite {version} in WAL mode")),
        _ => Error(format!("SQLite {version} is in {mode} mode and not in WAL mode: put the file on a local disk")),
    })
}

/// In a transaction that is taken back.
async fn writing(database: &DatabaseConnection) -> Result<Finding, DbErr> {
    let transaction = storage::begin_write(database).await?;
    let tried = transaction.execute_unprepared("CREATE TABLE doctor_was_here (id integer)").await;
    transaction.rollback().await?;
    Ok(match tried {
        Ok(_) => Fine("the database can be written to".to_owned()),
        Err(error) => Error(format!("the database cannot be written to: {error}. Look at its rights and disk")),
    })
}

async fn clock(database: &DatabaseConnection, now: DateTime<Utc>) -> Result<Finding, DbErr> {
    let newest = audit_entry::Entity::find().select_only().column(audit_entry::Column::At);
    let newest = newest.order_by_desc(audit_entry::Column::At).into_tuple::<DateTime<Utc>>().one(database).await?;
    Ok(match newest {
        Some(newest) if newest > now + CLOCK_TOLERANCE => Error(format!(
            "the clock was set back: it is {}, and the newest audit entry is of {}. Set it right, with NTP",
            now.format("%F %T"),
            newest.format("%F %T")
        )),
        _ => Fine("not before the newest audit entry".to_owned()),
    })
}

async fn integrity(database: &DatabaseConnection) -> Result<Finding, DbErr> {
    let answer = text(database, "PRAGMA quick_check").await?;
    let reference = Statement::from_string(DatabaseBackend::Sqlite, "PRAGMA foreign_key_check");
    let dangling = database.query_all_raw(reference).await?.len();
    Ok(match (answer.as_str(), dangling) {
        ("ok", 0) => Fine("SQLite's own check finds nothing".to_owned()),
        ("ok", rows) => Error(format!("{rows} rows refer to rows that are not there: restore a backup")),
        (what, _) => Error(format!("the file is damaged: {what}. Stop the server and restore a backup")),
    })
}

async fn text(database: &DatabaseConnection, sql: &str) -> Result<String, DbErr> {
    let statement = Statement::from_string(database.get_database_backend(), sql);
    let row = database.query_one_raw(statement).await?;
    row.map_or_else(|| Ok(String::new()), |row| row.try_get_by_index(0))
}
