//! Single values: how each kind is read from a database, written in the file, and given to a database again.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use sea_orm::{DbErr, QueryResult, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a column holds, whatever either database calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Uuid,
    Text,
    Boolean,
    Integer,
    Double,
    /// A point in time, in UTC.
    Moment,
    Date,
    Json,
    Bytes,
}

/// A value as it stands in the file. What is neither text, number nor boolean in JSON is text in its usual form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Cell {
    Boolean(bool),
    Integer(i64),
    Text(String),
    Null,
}

impl Kind {
    /// By the name that SQLite keeps of the type in `CREATE TABLE`.
    pub fn of_sqlite(declared: &str) -> Option<Self> {
        let declared = declared.to_lowercase();
        let has = |part: &str| declared.contains(part);
        Some(match () {
            () if has("uuid") => Self::Uuid,
            () if has("json") => Self::Json,
            () if has("timestamp_with_timezone") => Self::Moment,
            () if has("date_text") => Self::Date,
            () if has("time") => return None,
            () if has("bool") => Self::Boolean,
            () if has("int") => Self::Integer,
            () if has("double") || has("real") || has("float") => Self::Double,
            () if has("blob") => Self::Bytes,
            () if has("char") || has("text") => Self::Text,
            () => return None,
        })
    }

    /// By the name that PostgreSQL gives the type, without its length.
    pub fn of_postgres(declared: &str) -> Option<Self> {
        Some(match declared {
            "uuid" => Self::Uuid,
            "text" | "character varying" => Self::Text,
            "boolean" => Self::Boolean,
            "smallint" | "integer" | "bigint" => Self::Integer,
            "real" | "double precision" => Self::Double,
            "timestamp with time zone" => Self::Moment,
            "date" => Self::Date,
            "json" | "jsonb" => Self::Json,
            "bytea" => Self::Bytes,
            _ => return None,
        })
    }

    /// What to select from PostgreSQL: always text, so that no type needs a driver's support.
    pub fn selected_from_postgres(self, column: &str) -> String {
        match self {
            Self::Moment => {
                format!("to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
            }
            Self::Date => format!("to_char({column}, 'YYYY-MM-DD')"),
            Self::Bytes => format!("encode({column}, 'hex')"),
            _ => format!("CAST({column} AS text)"),
        }
    }

    /// The parameter of an INSERT into PostgreSQL, which gets text.
    pub fn inserted_into_postgres(self, parameter: usize, declared: &str) -> String {
        match self {
            Self::Bytes => format!("decode(${parameter}, 'hex')"),
            _ => format!("CAST(${parameter} AS {declared})"),
        }
    }

    /// A value that was selected from PostgreSQL.
    pub fn read_text(self, text: Option<String>) -> Option<Cell> {
        let Some(text) = text else { return Some(Cell::Null) };
        Some(match self {
            Self::Boolean => Cell::Boolean(text.parse().ok()?),
            Self::Integer => Cell::Integer(text.parse().ok()?),
            Self::Double => double(text.parse().ok()?),
            Self::Moment => moment(text.parse().ok()?),
            Self::Json => json(&text)?,
            Self::Uuid | Self::Text | Self::Date | Self::Bytes => Cell::Text(text),
        })
    }

    /// A value in a row of SQLite, read as the application reads it.
    pub fn read_sqlite(self, row: &QueryResult, index: usize) -> Result<Cell, DbErr> {
        let cell = match self {
            Self::Uuid => row.try_get_by_index::<Option<Uuid>>(index)?.map(|id| Cell::Text(id.to_string())),
            Self::Text => row.try_get_by_index::<Option<String>>(index)?.map(Cell::Text),
            Self::Boolean => row.try_get_by_index::<Option<bool>>(index)?.map(Cell::Boolean),
            Self::Integer => row.try_get_by_index::<Option<i64>>(index)?.map(Cell::Integer),
            Self::Double => row.try_get_by_index::<Option<f64>>(index)?.map(double),
            Self::Moment => row.try_get_by_index::<Option<DateTime<Utc>>>(index)?.map(moment),
            Self::Date => row.try_get_by_index::<Option<NaiveDate>>(index)?.map(|date| Cell::Text(date.to_string())),
            Self::Json => {
                row.try_get_by_index::<Option<serde_json::Value>>(index)?.map(|json| Cell::Text(json.to_string()))
            }
            Self::Bytes => row.try_get_by_index::<Option<Vec<u8>>>(index)?.map(|bytes| Cell::Text(hex(&bytes))),
        };
        Ok(cell.unwrap_or(Cell::Null))
    }

    /// The value for SQLite, in the form in which the application stores it; none when it does not fit.
    pub fn to_sqlite(self, cell: &Cell) -> Option<Value> {
        let Cell::Text(text) = cell else {
            return match (self, cell) {
                (_, Cell::Null) => Some(Value::String(None)),
                (Self::Boolean, Cell::Boolean(value)) => Some((*value).into()),
                (Self::Integer, Cell::Integer(value)) => Some((*value).into()),
                _ => None,
            };
        };
        Some(match self {
            Self::Uuid => text.parse::<Uuid>().ok()?.into(),
            Self::Text | Self::Json => text.clone().into(),
            Self::Double => text.parse::<f64>().ok()?.into(),
            Self::Moment => text.parse::<DateTime<Utc>>().ok()?.into(),
            Self::Date => text.parse::<NaiveDate>().ok()?.into(),
            Self::Bytes => unhex(text)?.into(),
            Self::Boolean | Self::Integer => return None,
        })
    }
}

impl Cell {
    /// The value for PostgreSQL: text that it casts.
    pub fn to_postgres(&self) -> Value {
        match self {
            Self::Null => Value::String(None),
            Self::Boolean(value) => value.to_string().into(),
            Self::Integer(value) => value.to_string().into(),
            Self::Text(text) => text.clone().into(),
        }
    }
}

/// The shortest digits that give the same number again.
fn double(value: f64) -> Cell {
    Cell::Text(format!("{value:?}"))
}

fn moment(value: DateTime<Utc>) -> Cell {
    Cell::Text(value.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

/// In one notation: PostgreSQL puts spaces where SQLite has none.
fn json(text: &str) -> Option<Cell> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    Some(Cell::Text(value.to_string()))
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok());
    pairs.map(|pair| pair.filter(|pair| pair.len() == 2).and_then(|pair| u8::from_str_radix(pair, 16).ok())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_the_same_in_the_file() {
        for cell in [Cell::Null, Cell::Boolean(true), Cell::Integer(i64::MIN), Cell::Text("12 'é\"\n".to_owned())] {
            let line = serde_json::to_string(&cell).unwrap();
            assert_eq!(serde_json::from_str::<Cell>(&line).unwrap(), cell, "{line}");
        }
    }

    #[test]
    fn a_number_keeps_its_last_digit() {
        for value in [0.1 + 0.2, f64::MIN_POSITIVE, 8.7, -1e300] {
            assert_eq!(Kind::Double.to_sqlite(&double(value)), Some(value.into()));
        }
    }

    #[test]
    fn bytes_are_hexadecimal() {
        assert_eq!(unhex(&hex(&[0, 15, 255])), Some(vec![0, 15, 255]));
        assert_eq!(unhex("0"), None);
        assert_eq!(unhex("zz"), None);
    }
}
