//! The database: SQLite in one file, or PostgreSQL. The rest of the code does not know which.

use std::path::Path;
use std::time::Duration;

use migrations::{Migrator, MigratorTrait};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use uuid::Uuid;

/// How long a writer waits for another one.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    #[error("unknown kind of database {0:?}: write sqlite://FILE or postgres://USER:PASSWORD@HOST/NAME")]
    UnknownKind(String),
    #[error(
        "cannot write to the folder {folder}: {source}. Make it writable for this user or choose another with --database"
    )]
    Folder { folder: String, source: std::io::Error },
    #[error("cannot open the database {url}: {source}")]
    Open { url: String, source: DbErr },
    #[error(
        "the database was made by a newer version of this program ({0}). Use that version, or restore the backup from \
         before the upgrade"
    )]
    FromTheFuture(String),
    #[error("the database could not be brought up to date: {0}")]
    Migration(DbErr),
}

/// Opens the database, making the SQLite file and its folder when they are absent.
///
/// # Errors
/// An unknown scheme, a folder without write access, or a database that does not answer.
pub async fn connect(url: &str) -> Result<DatabaseConnection, StorageError> {
    let mut options = if let Some(file) = url.strip_prefix("sqlite://") {
        make_folder(file)?;
        sqlite_options(file)
    } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        let mut options = ConnectOptions::new(url);
        options.max_connections(16);
        options
    } else {
        let scheme = url.split("://").next().unwrap_or_default();
        return Err(StorageError::UnknownKind(scheme.to_owned()));
    };
    options.acquire_timeout(BUSY_TIMEOUT).sqlx_logging(false);
    Database::connect(options).await.map_err(|source| StorageError::Open { url: without_password(url), source })
}

/// Runs the migrations that are missing.
///
/// # Errors
/// When a migration fails, or the database knows migrations that this program does not.
pub async fn migrate(database: &DatabaseConnection) -> Result<(), StorageError> {
    let known: Vec<String> = Migrator::migrations().iter().map(|step| step.name().to_owned()).collect();
    // Makes its table where there is none yet.
    Migrator::install(database).await.map_err(StorageError::Migration)?;
    for step in Migrator::get_migration_models(database).await.map_err(StorageError::Migration)? {
        if !known.contains(&step.version) {
            return Err(StorageError::FromTheFuture(step.version));
        }
    }
    Migrator::up(database, None).await.map_err(StorageError::Migration)
}

/// Starts a transaction that is going to write. On SQLite it takes the write lock at once: a transaction that reads
/// first and writes later can be refused halfway.
pub async fn begin_write(database: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let sqlite_transaction_mode = Some(SqliteTransactionMode::Immediate);
    database.begin_with_options(TransactionOptions { sqlite_transaction_mode, ..Default::default() }).await
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
    let writable = std::fs::OpenOptions::new().create(true).append(true).open(database);
    writable.map(|_| ()).map_err(failed)
}

fn sqlite_options(file: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(format!("sqlite://{file}?mode=rwc"));
    options.max_connections(8).map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .journal_mode(SqliteJournalMode::Wal)
            // An acknowledged write survives a power cut.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(BUSY_TIMEOUT)
            .foreign_keys(true)
    });
    options
}

fn without_password(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://…@{host}"),
        _ => url.to_owned(),
    }
}
