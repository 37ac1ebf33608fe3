//! What is written: the columns and the values in them.

use std::borrow::Cow;

use chrono::NaiveDate;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Xlsx,
    Csv,
}

impl Format {
    /// How the name of such a file ends, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }

    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }
}

/// How Excel shows what stands in a column. Any [`Value`] may stand in any column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Whole,
    Decimal,
    Day,
}

/// All but the header is for XLSX only: a CSV has no place for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub header: String,
    pub kind: Kind,
    /// In characters, as Excel counts them. Zero: as wide as the header, and what the kind needs.
    pub width: u16,
    /// Shown when somebody points at the header.
    pub note: Option<String>,
    /// A list to choose from in each cell below the header; other values are refused there by Excel. Empty: no list.
    pub choices: Vec<String>,
    /// The header has another colour, and its note begins with it.
    pub required: bool,
}

impl Column {
    pub fn new(header: impl Into<String>, kind: Kind) -> Self {
        Self { header: header.into(), kind, width: 0, note: None, choices: Vec::new(), required: false }
    }
}

/// A number that is none, and text without characters, are as `Empty`.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    Empty,
    Text(Cow<'a, str>),
    Whole(i64),
    Decimal(f64),
    Day(NaiveDate),
}
