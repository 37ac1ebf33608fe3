//! From a file to an empty database: everything, or nothing.

use std::path::Path;

use sea_orm::{
    ConnectionTrait, DatabaseBackend, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait, Value,
};

use crate::file::{Entry, Header, Reader};
use crate::schema::{self, Column, Table, quoted};
use crate::values::Cell;
use crate::{BackupError, Report};

/// SQLite takes at most 32,766 parameters in a statement.
const PARAMETERS: usize = 30_000;
const ROWS: usize = 500;

/// References that PostgreSQL checks with every row. They wait for the end, so that rows may come in any order.
const CHECKED_AT_ONCE: &str = "SELECT conrelid::regclass::text AS table_name, quote_ident(conname) AS name \
     FROM pg_constraint WHERE contype = 'f' AND NOT condeferrable AND connamespace = current_schema()::regnamespace";

/// Fills a migrated database that has no rows yet from a backup.
///
/// # Errors
/// When the file is damaged or of another schema, or the database has rows or fails; then nothing has changed.
pub async fn restore(database: &DatabaseConnection, file: &Path) -> Result<Report, BackupError> {
    // Once before anything is touched. What is read below is compared again, should the file change meanwhile.
    let header = Reader::open(file)?.verify_with_header()?;
    let sqlite_transaction_mode = Some(SqliteTransactionMode::Immediate);
    let options = TransactionOptions { sqlite_transaction_mode, ..Default::default() };
    let transaction = database.begin_with_options(options).await?;
    let tables = schema::tables(&transaction).await?;
    compare(&header, &schema::migrations(&transaction).await?)?;
    refuse_rows(&transaction, &tables).await?;
    let put_back = let_references_wait(&transaction).await?;
    let report = copy(&transaction, &tables, Reader::open(file)?).await?;
    for statement in put_back {
        transaction.execute_unprepared(&statement).await?;
    }
    continue_numbering(&transaction, &tables).await?;
    transaction.commit().await?;
    Ok(report)
}

impl Reader {
    fn verify_with_header(self) -> Result<Header, BackupError> {
        let header = self.header().clone();
        self.verify()?;
        Ok(header)
    }
}

fn compare(header: &Header, ours: &[String]) -> Result<(), BackupError> {
    let theirs = &header.migrations;
    let difference = theirs.iter().find(|step| !ours.contains(step)).map(|step| format!("{step} is not in ours"));
    let difference = difference
        .or_else(|| ours.iter().find(|step| !theirs.contains(step)).map(|step| format!("{step} is not in the backup")));
    match difference {
        Some(difference) => Err(BackupError::OtherSchema { version: header.version.clone(), difference }),
        None => Ok(()),
    }
}

async fn refuse_rows(transaction: &DatabaseTransaction, tables: &[Table]) -> Result<(), BackupError> {
    let backend = transaction.get_database_backend();
    for table in tables {
        let sql = format!("SELECT 1 FROM {} LIMIT 1", quoted(&table.name));
        if transaction.query_one_raw(Statement::from_string(backend, sql)).await?.is_some() {
            return Err(BackupError::NotEmpty(table.name.clone()));
        }
    }
    Ok(())
}

/// Makes references wait for the end. Returns what checks them and puts them back as they were.
async fn let_references_wait(transaction: &DatabaseTransaction) -> Result<Vec<String>, DbErr> {
    let backend = transaction.get_database_backend();
    if backend != DatabaseBackend::Postgres {
        // Until the commit, which checks them.
        transaction.execute_unprepared("PRAGMA defer_foreign_keys = ON").await?;
        return Ok(vec![]);
    }
    let mut put_back = vec!["SET CONSTRAINTS ALL IMMEDIATE".to_owned()];
    for row in transaction.query_all_raw(Statement::from_string(backend, CHECKED_AT_ONCE)).await? {
        let (table, name): (String, String) = (row.try_get("", "table_name")?, row.try_get("", "name")?);
        let alter = format!("ALTER TABLE {table} ALTER CONSTRAINT {name}");
        transaction.execute_unprepared(&format!("{alter} DEFERRABLE INITIALLY DEFERRED")).await?;
        put_back.push(format!("{alter} NOT DEFERRABLE"));
    }
    Ok(put_back)
}

async fn copy(transaction: &DatabaseTransaction, tables: &[Table], mut reader: Reader) -> Result<Report, BackupError> {
    let mut table: Option<&Table> = None;
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    loop {
        let entry = reader.next()?;
        let full = table.is_some_and(|table| rows.len() >= ROWS.min(PARAMETERS / table.columns.len().max(1)));
        if let Some(table) = table
            && (full || !matches!(entry, Some(Entry::Row(_))))
        {
            insert(transaction, table, &rows).await?;
            rows.clear();
        }
        match entry {
            Some(Entry::Row(cells)) if table.is_some_and(|table| table.columns.len() == cells.len()) => {
                rows.push(cells);
            }
            Some(Entry::Row(_)) => return Err(reader.damaged("a row has another number of columns")),
            Some(Entry::Table { name, columns }) => table = Some(find(tables, &name, &columns, reader.header())?),
            None => return Ok(reader.report()),
        }
    }
}

/// The same migrations make the same tables; when not, somebody changed the schema by hand.
fn find<'a>(tables: &'a [Table], name: &str, columns: &[Column], header: &Header) -> Result<&'a Table, BackupError> {
    let table = tables.iter().find(|table| table.name == name);
    let same = |table: &&Table| {
        let pairs = table.columns.iter().zip(columns);
        table.columns.len() == columns.len() && pairs.clone().all(|(a, b)| a.name == b.name && a.kind == b.kind)
    };
    table.filter(same).ok_or_else(|| BackupError::OtherSchema {
        version: header.version.clone(),
        difference: format!("the table {name} is not the same"),
    })
}

async fn insert(transaction: &DatabaseTransaction, table: &Table, rows: &[Vec<Cell>]) -> Result<(), BackupError> {
    if rows.is_empty() {
        return Ok(());
    }
    let backend = transaction.get_database_backend();
    let postgres = backend == DatabaseBackend::Postgres;
    let columns: Vec<String> = table.columns.iter().map(|column| quoted(&column.name)).collect();
    // Numbers that PostgreSQL would give out itself keep the value that they have.
    let overriding = if postgres { "OVERRIDING SYSTEM VALUE " } else { "" };
    let mut sql = format!("INSERT INTO {} ({}) {overriding}VALUES ", quoted(&table.name), columns.join(", "));
    let mut values: Vec<Value> = Vec::with_capacity(rows.len() * columns.len());
    for (number, cells) in rows.iter().enumerate() {
        sql.push_str(if number == 0 { "(" } else { ", (" });
        for (index, (column, cell)) in table.columns.iter().zip(cells).enumerate() {
            if index > 0 {
                sql.push_str(", ");
            }
            if postgres {
                values.push(cell.to_postgres());
                sql.push_str(&column.kind.inserted_into_postgres(values.len(), &column.declared));
            } else {
                values.push(table.sqlite_value(index, cell)?);
                sql.push('?');
            }
        }
        sql.push(')');
    }
    transaction.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(())
}

/// PostgreSQL would give out numbers again that rows have already.
async fn continue_numbering(transaction: &DatabaseTransaction, tables: &[Table]) -> Result<(), DbErr> {
    for table in tables {
        for column in &table.columns {
            if let Some(sequence) = &column.sequence {
                let next =
                    format!("SELECT COALESCE(MAX({}), 0) + 1 FROM {}", quoted(&column.name), quoted(&table.name));
                let sql = "SELECT setval(CAST($1 AS regclass), (".to_owned() + &next + "), false)";
                let values = [Value::from(sequence.clone())];
                let statement = Statement::from_sql_and_values(DatabaseBackend::Postgres, sql, values);
                transaction.query_one_raw(statement).await?;
            }
        }
    }
    Ok(())
}

impl Table {
    pub fn sqlite_value(&self, index: usize, cell: &Cell) -> Result<Value, BackupError> {
        let value = self.columns[index].kind.to_sqlite(cell);
        value.ok_or_else(|| self.misfit(index, &format!("{cell:?}")))
    }

    pub fn misfit(&self, index: usize, value: &str) -> BackupError {
        let column = self.columns[index].name.clone();
        BackupError::Value { table: self.name.clone(), column, value: value.to_owned() }
    }
}
