//! The database: SQLite in one file, or PostgreSQL. The rest of the code does not know which.

mod lock;
mod many;
mod trouble;

use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, SecondsFormat, Utc};
use migrations::{Migrator, MigratorTrait, SchemaManager};
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, DatabaseTransaction,
    DbErr, IsolationLevel, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use uuid::Uuid;

pub use lock::{Lock, lock};
pub use many::insert_all;
use trouble::never_answered;
pub use trouble::{Trouble, trouble};

/// How long a writer waits for another one.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a request waits for a PostgreSQL that is away: a restart of it passes unseen.
const POSTGRES_TIMEOUT: Duration = Duration::from_secs(5);

#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    #[error("unknown kind of database {0:?}: write sqlite://FILE or postgres://USER:PASSWORD@HOST/NAME")]
    UnknownKind(String),
    #[error(
        "cannot write to the folder {folder}: {source}. Make it writable for this user or choose another with --database"
    )]
    Folder { folder: String, source: std::io::Error },
    #[error("cannot write to {file}: {source}. Make it writable for this user or choose another with --database")]
    File { file: String, source: std::io::Error },
    #[error(
        "cannot reach PostgreSQL at {place}. Start it, or correct the address in --database; when it runs elsewhere, look \
         whether it listens to this machine and no firewall is in between"
    )]
    Unreachable { place: String },
    #[error("cannot open the database {url}: {source}")]
    Open { url: String, source: DbErr },
    #[error(
        "the database was made by a newer version of this program ({0}). Use that version, or restore the backup from \
         before the upgrade"
    )]
    FromTheFuture(String),
    #[error("the database is not up to date: run `woonzorgagenda migrate` first")]
    Outdated,
    #[error("the database could not be brought up to date, and is as it was: {0}")]
    Migration(DbErr),
    #[error(
        "{file} is in use by another process{process}. Stop it first; to serve with several processes, use PostgreSQL"
    )]
    InUse { file: String, process: String },
}

/// Opens the database, making the SQLite file and its folder when they are absent.
///
/// # Errors
/// An unknown scheme, a folder without write access, or a database that does not answer.
pub async fn connect(url: &str) -> Result<DatabaseConnection, StorageError> {
    let options = if let Some(file) = url.strip_prefix("sqlite://") {
        make_folder(file)?;
        sqlite_options(file)
    } else {
        postgres_options(url)?
    };
    open(options, url).await
}

/// Opens a database that exists, to read it only: nothing is made, migrated or changed.
///
/// # Errors
/// An unknown scheme, a database that does not answer, or one of an older or newer version of this program.
pub async fn connect_to_read(url: &str) -> Result<DatabaseConnection, StorageError> {
    let options = match url.strip_prefix("sqlite://") {
        Some(file) => {
            let mut options = ConnectOptions::new(format!("sqlite://{file}?mode=ro"));
            options.acquire_timeout(BUSY_TIMEOUT);
            options.map_sqlx_sqlite_opts(|sqlite| sqlite.busy_timeout(BUSY_TIMEOUT));
            options
        }
        None => postgres_options(url)?,
    };
    let database = open(options, url).await?;
    if missing_migrations(&database).await?.is_empty() { Ok(database) } else { Err(StorageError::Outdated) }
}

async fn open(mut options: ConnectOptions, url: &str) -> Result<DatabaseConnection, StorageError> {
    options.sqlx_logging(false);
    Database::connect(options).await.map_err(|source| match place_of(url).filter(|_| never_answered(&source)) {
        Some(place) => StorageError::Unreachable { place },
        None => StorageError::Open { url: without_password(url), source },
    })
}

/// Where a PostgreSQL is looked for: its host and port, or its socket.
fn place_of(url: &str) -> Option<String> {
    let options: PgConnectOptions = url.parse().ok().filter(|_| is_postgres(url))?;
    let port = options.get_port();
    Some(match options.get_socket() {
        Some(folder) => format!("{}, port {port}", folder.display()),
        None => format!("{}:{port}", options.get_host()),
    })
}

/// PostgreSQL's advisory lock of whoever migrates: any number that no other program picks.
pub const MIGRATION_LOCK: i64 = 0x776f_6f6e_7a6f_7267;

/// Runs the migrations that are missing, all or none. Processes that start at the same time wait for the first.
///
/// # Errors
/// When a migration fails, or the database knows migrations that this program does not.
pub async fn migrate(database: &DatabaseConnection) -> Result<(), StorageError> {
    if missing_migrations(database).await?.is_empty() {
        return Ok(());
    }
    // On SQLite this alone keeps others out.
    let transaction = begin_write(database).await.map_err(StorageError::Migration)?;
    if transaction.get_database_backend() == DatabaseBackend::Postgres {
        let lock = format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})");
        transaction.execute_unprepared(&lock).await.map_err(StorageError::Migration)?;
    }
    // Those that others ran meanwhile are not run again.
    Migrator::up(&transaction, None).await.map_err(StorageError::Migration)?;
    transaction.commit().await.map_err(StorageError::Migration)
}

/// The migrations that [`migrate`] would run.
///
/// # Errors
/// When the database fails, or knows migrations that this program does not.
pub async fn missing_migrations(database: &DatabaseConnection) -> Result<Vec<String>, StorageError> {
    let mut missing: Vec<String> = Migrator::migrations().iter().map(|step| step.name().to_owned()).collect();
    if !has_schema(database).await? {
        return Ok(missing);
    }
    for step in Migrator::get_migration_models(database).await.map_err(StorageError::Migration)? {
        match missing.iter().position(|name| *name == step.version) {
            Some(index) => {
                missing.remove(index);
            }
            None => return Err(StorageError::FromTheFuture(step.version)),
        }
    }
    Ok(missing)
}

/// Whether any migration was ever run on the database, of whatever version.
///
/// # Errors
/// When the database fails.
pub async fn has_schema(database: &DatabaseConnection) -> Result<bool, StorageError> {
    SchemaManager::new(database).has_table("seaql_migrations").await.map_err(StorageError::Migration)
}

/// Starts a transaction that is going to write. On SQLite it takes the write lock at once: a transaction that reads
/// first and writes later can be refused halfway.
pub async fn begin_write(database: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let sqlite_transaction_mode = Some(SqliteTransactionMode::Immediate);
    database.begin_with_options(TransactionOptions { sqlite_transaction_mode, ..Default::default() }).await
}

/// Starts a transaction that only reads, and sees one state of the whole database until its end.
pub async fn begin_snapshot(database: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let options = match database.get_database_backend() {
        // What every transaction of SQLite is.
        DatabaseBackend::Sqlite => TransactionOptions::default(),
        _ => TransactionOptions {
            isolation_level: Some(IsolationLevel::RepeatableRead),
            access_mode: Some(AccessMode::ReadOnly),
            ..Default::default()
        },
    };
    database.begin_with_options(options).await
}

/// The text in which the database keeps a moment, if it keeps it as text.
pub fn keeps_moment_as(connection: &impl ConnectionTrait, at: DateTime<Utc>) -> Option<String> {
    let text = connection.get_database_backend() == DatabaseBackend::Sqlite;
    text.then(|| at.to_rfc3339_opts(SecondsFormat::AutoSi, false))
}

/// A new identity: sorted by time for the index, with 74 random bits against guessing.
pub fn new_id() -> Uuid {
    Uuid::now_v7()
}

fn make_folder(file: &str) -> Result<(), StorageError> {
    let folder = Path::new(file).parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |source| StorageError::Folder { folder: folder.display().to_string(), source };
    std::fs::create_dir_all(folder).map_err(failed)?;
    let database = Path::new(file);
    let existed = database.exists();
    let writable = std::fs::OpenOptions::new().create(true).append(true).open(database);
    writable
        .map(|_| ())
        .map_err(|source| if existed { StorageError::File { file: file.to_owned(), source } } else { failed(source) })
}

/// A connection that was just used is there still; one that lay longer is asked before it is used.
const LONG_IDLE: Duration = Duration::from_secs(1);

fn postgres_options(url: &str) -> Result<ConnectOptions, StorageError> {
    if is_postgres(url) {
        let mut options = ConnectOptions::new(url);
        options.max_connections(16).acquire_timeout(POSTGRES_TIMEOUT).test_before_acquire_if_idle_for(LONG_IDLE);
        Ok(options)
    } else {
        let scheme = url.split("://").next().unwrap_or_default();
        Err(StorageError::UnknownKind(scheme.to_owned()))
    }
}

fn is_postgres(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}

fn sqlite_options(file: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(format!("sqlite://{file}?mode=rwc"));
    // A file does not go away; asking it with every query whether it is there costs half of all the asking.
    options.max_connections(8).acquire_timeout(BUSY_TIMEOUT).test_before_acquire(false).map_sqlx_sqlite_opts(
        |sqlite| {
            sqlite
                .journal_mode(SqliteJournalMode::Wal)
                // An acknowledged write survives a power cut.
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(BUSY_TIMEOUT)
                .foreign_keys(true)
        },
    );
    options
}

/// The address of a database, as it may be shown and logged.
pub fn without_password(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://…@{host}"),
        _ => url.to_owned(),
    }
}
