//! The bodies of a region file.

use domain::bodies::MEETINGS_PER_YEAR;
use toml_edit::Value;

use super::reference::Sourced;
use crate::regions::reader::{At, FromValue, Mismatch, Reader, Row};

/// An overleg.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyEntry {
    pub name: At<String>,
    pub members: Option<String>,
    pub meetings_per_year: Option<i32>,
    /// The organisation that prepares its meetings, by name.
    pub secretary: Option<At<String>>,
    pub secretary_function: Option<At<String>>,
    pub seats: Vec<At<SeatEntry>>,
    pub source: Sourced,
}

/// A member: an organisation by name, and the function that sits there for it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SeatEntry {
    pub organisation: String,
    pub function: Option<String>,
}

impl FromValue for SeatEntry {
    fn expected() -> String {
        "{ organisation = \"…\", function = \"…\" }".to_owned()
    }

    fn from_value(value: &Value, reader: &Reader) -> Result<Self, Mismatch> {
        let table = value.as_inline_table().ok_or_else(Self::expected)?;
        let row = Row::new(reader, "a seat of [[body]]", table, reader.line(value.span()));
        let (organisation, function) = (row.required("organisation"), row.optional("function"));
        row.finish();
        Ok(Self { organisation: organisation.ok_or(Mismatch::Noted)?, function })
    }
}

impl BodyEntry {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        let (name, members) = (row.required("name"), row.optional("members"));
        let (first, last) = (MEETINGS_PER_YEAR.start().cast_signed(), MEETINGS_PER_YEAR.end().cast_signed());
        let meetings_per_year = row.optional_number_in("meetings_per_year", first..=last);
        let source = Sourced::read(row);
        let (secretary, secretary_function) = (row.optional("secretary"), row.optional("secretary_function"));
        let seats = row.list("seats");
        Some(Self { name: name?, members, meetings_per_year, secretary, secretary_function, seats, source: source? })
    }
}
