//! Which tables and columns a database has, as it says itself.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DatabaseBackend, DbErr, QueryResult, Statement};
use serde::{Deserialize, Serialize};

use crate::values::Kind;
use crate::{BackupError, LEFT_OUT, MIGRATIONS};

/// Generated columns and the inside of full-text indexes are not among these: the database makes them itself.
const OF_SQLITE: &str = "SELECT t.name AS table_name, c.name AS column_name, c.type AS declared, \
     c.pk AS key_position, NULL AS sequence \
     FROM pragma_table_list t JOIN pragma_table_info(t.name) c \
     WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!'";

const OF_POSTGRES: &str = "SELECT c.relname::text AS table_name, a.attname::text AS column_name, \
     format_type(a.atttypid, NULL) AS declared, \
     pg_get_serial_sequence(quote_ident(c.relname), a.attname) AS sequence, \
     COALESCE((SELECT array_position(i.indkey::smallint[], a.attnum) + 1 FROM pg_index i \
               WHERE i.indrelid = c.oid AND i.indisprimary), 0)::bigint AS key_position \
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid \
     WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace \
       AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''";

/// A table that is backed up. Columns stand in the order of their names, because the databases have them in others.
#[derive(Clone, Debug)]
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
    /// Places, in `columns`, of the primary key.
    pub key: Vec<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    pub name: String,
    pub kind: Kind,
    /// As this database calls the type.
    #[serde(skip)]
    pub declared: String,
    /// What PostgreSQL takes the next number of this column from.
    #[serde(skip)]
    pub sequence: Option<String>,
}

/// All tables, in the order of their names.
pub async fn tables(connection: &impl ConnectionTrait) -> Result<Vec<Table>, BackupError> {
    let backend = connection.get_database_backend();
    let sql = if backend == DatabaseBackend::Postgres { OF_POSTGRES } else { OF_SQLITE };
    let mut found: BTreeMap<String, Vec<(Column, i64)>> = BTreeMap::new();
    for row in connection.query_all_raw(Statement::from_string(backend, sql)).await? {
        let table: String = row.try_get("", "table_name")?;
        if !LEFT_OUT.contains(&table.as_str()) {
            let column = column(backend, &table, &row)?;
            found.entry(table).or_default().push((column, row.try_get("", "key_position")?));
        }
    }
    found.into_iter().map(|(name, columns)| table(name, columns)).collect()
}

fn column(backend: DatabaseBackend, table: &str, row: &QueryResult) -> Result<Column, BackupError> {
    let name: String = row.try_get("", "column_name")?;
    let declared: String = row.try_get("", "declared")?;
    let kind = match backend {
        DatabaseBackend::Postgres => Kind::of_postgres(&declared),
        _ => Kind::of_sqlite(&declared),
    };
    match kind {
        Some(kind) => Ok(Column { name, kind, declared, sequence: row.try_get("", "sequence")? }),
        None => Err(BackupError::UnknownType { table: table.to_owned(), column: name, declared }),
    }
}

fn table(name: String, mut columns: Vec<(Column, i64)>) -> Result<Table, BackupError> {
    columns.sort_by(|(one, _), (other, _)| one.name.cmp(&other.name));
    let mut key: Vec<(i64, usize)> = Vec::new();
    for (index, (_, position)) in columns.iter().enumerate() {
        if *position > 0 {
            key.push((*position, index));
        }
    }
    key.sort_unstable();
    if key.is_empty() {
        return Err(BackupError::NoKey(name));
    }
    let columns = columns.into_iter().map(|(column, _)| column).collect();
    Ok(Table { name, columns, key: key.into_iter().map(|(_, index)| index).collect() })
}

/// The migrations that the database has had.
pub async fn migrations(connection: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let backend = connection.get_database_backend();
    let statement = Statement::from_string(backend, format!("SELECT version FROM {MIGRATIONS}"));
    let rows = connection.query_all_raw(statement).await?;
    let mut versions: Vec<String> = rows.iter().map(|row| row.try_get("", "version")).collect::<Result<_, _>>()?;
    versions.sort();
    Ok(versions)
}

/// Both databases quote names alike.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
