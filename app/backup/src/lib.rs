//! Backups: one file that holds all rows of a database in a form of neither SQLite nor PostgreSQL, so that it can be
//! restored to either.
//!
//! The file is gzip around lines of JSON: a header, then for each table a line with its columns, its rows as arrays, and
//! how many they were; last the number of tables and rows, and the SHA-256 of every line before. It tells damage, not
//! malice: who can write the file can also write a new sum.
//!
//! Which tables there are is asked of the database. A table that is added tomorrow is in tomorrow's backup.

mod file;
mod restore;
mod schema;
mod values;
mod write;

use std::path::PathBuf;

use sea_orm::DbErr;

pub use file::{Header, Reader};
pub use restore::restore;
pub use write::back_up;

/// Left out. Sessions: a restored backup must not log in whoever had logged in when it was made, and a stolen one must
/// hold nothing to log in with. The list of migrations stands in the header.
const LEFT_OUT: [&str; 2] = ["sessions", MIGRATIONS];
const MIGRATIONS: &str = "seaql_migrations";

/// What was copied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub tables: usize,
    pub rows: u64,
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} rows of {} tables", self.rows, self.tables)
    }
}

/// Why nothing was copied, in a sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("{} exists already, and a backup is never overwritten: choose another name", .0.display())]
    Exists(PathBuf),
    #[error("{}: {source}", file.display())]
    File { file: PathBuf, source: std::io::Error },
    #[error("{} is not a backup of Woonzorgagenda", .0.display())]
    NoBackup(PathBuf),
    #[error("the backup {} is damaged ({what}); nothing was restored. Use another one", file.display())]
    Damaged { file: PathBuf, what: String },
    #[error("this backup was written in format {0}, which this version cannot read: use the version that made it")]
    OtherFormat(u32),
    #[error(
        "this backup was made by version {version} with another schema ({difference}). Restore it with that version, and \
         upgrade afterwards"
    )]
    OtherSchema { version: String, difference: String },
    #[error("the database is not empty: {0} has rows. A backup is restored into a new database only")]
    NotEmpty(String),
    #[error("the column {table}.{column} has the type {declared}, which backups do not know")]
    UnknownType { table: String, column: String, declared: String },
    #[error("the table {0} has no primary key, which a backup needs to read it in parts")]
    NoKey(String),
    #[error("the column {table}.{column} holds {value:?}, which does not fit its type")]
    Value { table: String, column: String, value: String },
    #[error("the database failed: {0}")]
    Database(#[from] DbErr),
}
