//! From a database to a file, while others write: all tables are read as they were at one moment.

use std::path::Path;

use chrono::{DateTime, Utc};
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseBackend, DatabaseConnection, DatabaseTransaction, IsolationLevel, Statement,
    TransactionTrait, Value,
};

use crate::file::{Header, Writer};
use crate::schema::{self, Table, quoted};
use crate::values::{Cell, Kind};
use crate::{BackupError, Report};

/// So many rows are in memory at a time.
const PART: usize = 500;

/// Writes all rows of the database to a new file. `version` is that of the program, `made_at` is for whoever looks for
/// the right backup later.
///
/// # Errors
/// When the file exists or cannot be written, or the database fails; then there is no file.
pub async fn back_up(
    database: &DatabaseConnection,
    file: &Path,
    version: &str,
    made_at: DateTime<Utc>,
) -> Result<Report, BackupError> {
    let transaction = begin(database).await?;
    let header = Header::new(version, schema::migrations(&transaction).await?, made_at);
    let tables = schema::tables(&transaction).await?;
    let mut writer = Writer::create(file, &header)?;
    for table in &tables {
        writer.begin_table(&table.name, &table.columns)?;
        match transaction.get_database_backend() {
            DatabaseBackend::Postgres => copy_postgres(&transaction, table, &mut writer).await?,
            _ => copy_sqlite(&transaction, table, &mut writer).await?,
        }
        writer.end_table()?;
    }
    transaction.rollback().await?;
    writer.finish()
}

/// SQLite in WAL mode shows a transaction what was there when it first read.
async fn begin(database: &DatabaseConnection) -> Result<DatabaseTransaction, BackupError> {
    Ok(match database.get_database_backend() {
        DatabaseBackend::Postgres => {
            let (isolation, access) = (IsolationLevel::RepeatableRead, AccessMode::ReadOnly);
            database.begin_with_config(Some(isolation), Some(access)).await?
        }
        _ => database.begin().await?,
    })
}

/// With a cursor of the server.
async fn copy_postgres(
    transaction: &DatabaseTransaction,
    table: &Table,
    writer: &mut Writer,
) -> Result<(), BackupError> {
    let columns: Vec<String> =
        table.columns.iter().map(|column| column.kind.selected_from_postgres(&quoted(&column.name))).collect();
    let select = format!("SELECT {} FROM {} ORDER BY {}", columns.join(", "), quoted(&table.name), key(table, true));
    // A name of its own, because the driver remembers what columns a statement has.
    let cursor = quoted(&format!("backup_of_{}", table.name));
    transaction.execute_unprepared(&format!("DECLARE {cursor} NO SCROLL CURSOR FOR {select}")).await?;
    let fetch = format!("FETCH {PART} FROM {cursor}");
    loop {
        let rows = transaction.query_all_raw(Statement::from_string(DatabaseBackend::Postgres, &fetch)).await?;
        for row in &rows {
            let mut cells = Vec::with_capacity(table.columns.len());
            for (index, column) in table.columns.iter().enumerate() {
                let text: Option<String> = row.try_get_by_index(index)?;
                let cell = column.kind.read_text(text.clone());
                cells.push(cell.ok_or_else(|| table.misfit(index, &format!("{text:?}")))?);
            }
            writer.row(cells)?;
        }
        if rows.len() < PART {
            break;
        }
    }
    transaction.execute_unprepared(&format!("CLOSE {cursor}")).await?;
    Ok(())
}

/// Part by part, each from the last key of the part before.
async fn copy_sqlite(transaction: &DatabaseTransaction, table: &Table, writer: &mut Writer) -> Result<(), BackupError> {
    let columns: Vec<String> = table.columns.iter().map(|column| quoted(&column.name)).collect();
    let select = format!("SELECT {} FROM {}", columns.join(", "), quoted(&table.name));
    let key_columns = key(table, false);
    let parameters = vec!["?"; table.key.len()].join(", ");
    let mut after: Option<Vec<Value>> = None;
    loop {
        let from = if after.is_some() { format!(" WHERE ({key_columns}) > ({parameters})") } else { String::new() };
        let sql = format!("{select}{from} ORDER BY {key_columns} LIMIT {PART}");
        let statement = Statement::from_sql_and_values(DatabaseBackend::Sqlite, sql, after.unwrap_or_default());
        let rows = transaction.query_all_raw(statement).await?;
        let mut last = Vec::new();
        for row in &rows {
            let cells = table.columns.iter().enumerate().map(|(index, column)| column.kind.read_sqlite(row, index));
            let cells: Vec<Cell> = cells.collect::<Result<_, _>>()?;
            last.clone_from(&cells);
            writer.row(cells)?;
        }
        if rows.len() < PART {
            return Ok(());
        }
        let values = table.key.iter().map(|index| table.sqlite_value(*index, &last[*index]));
        after = Some(values.collect::<Result<_, _>>()?);
    }
}

/// The columns of the primary key, for ORDER BY. Texts are compared by their bytes, as SQLite does by itself, so that a
/// backup of the same rows has the same order. Named with their table in PostgreSQL: the name alone is what is selected, and that is
/// text, in which 10 comes before 2.
fn key(table: &Table, postgres: bool) -> String {
    let columns = table.key.iter().map(|index| {
        let column = &table.columns[*index];
        let by_bytes = if postgres && column.kind == Kind::Text { " COLLATE \"C\"" } else { "" };
        let of_table = if postgres { quoted(&table.name) + "." } else { String::new() };
        of_table + &quoted(&column.name) + by_bytes
    });
    columns.collect::<Vec<_>>().join(", ")
}
