//! What a municipality tells of its urgent allocations in one year, in a region file.

use domain::allocations::{COUNT_MAX, Content, FIRST_YEAR};
use domain::ids::{OrganisationId, TargetGroupId};
use toml_edit::Value;

use super::commitments::UnknownName;
use crate::regions::reader::{At, FromValue, Lines, Mismatch, Reader, Row};

/// The last is a typing error: nobody counts so far ahead.
const LAST_YEAR: i32 = 2100;

/// A part of the number of one target group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartEntry {
    /// By name.
    pub target_group: String,
    /// By name; none: not divided.
    pub organisation: Option<String>,
    pub count: u32,
}

/// An `[[allocation]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllocationEntry {
    /// By code.
    pub municipality: At<String>,
    pub year: i32,
    pub parts: Vec<At<PartEntry>>,
    pub note: Option<String>,
    pub example: bool,
    pub lines: Lines,
}

impl AllocationEntry {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        let (municipality, year) = (row.required("municipality"), row.number_in("year", FIRST_YEAR..=LAST_YEAR));
        let (parts, note) = (row.required_list("parts"), row.optional("note"));
        let example = row.optional("example").unwrap_or(false);
        Some(Self { municipality: municipality?, year: year?, parts, note, example, lines: row.lines() })
    }

    /// What it says, with the identities behind its names.
    ///
    /// # Errors
    /// The first name that is not known.
    pub fn content(
        &self,
        group: impl Fn(&str) -> Result<TargetGroupId, UnknownName>,
        organisation: impl Fn(&str) -> Result<OrganisationId, UnknownName>,
    ) -> Result<Content, UnknownName> {
        let mut content = Content { note: self.note.clone(), ..Content::default() };
        for At { value, .. } in &self.parts {
            let organisation = value.organisation.as_deref().map(&organisation).transpose()?;
            content.numbers.entry(group(&value.target_group)?).or_default().add(organisation, value.count);
        }
        Ok(content)
    }
}

impl FromValue for PartEntry {
    fn expected() -> String {
        "{ target_group = \"…\", organisation = \"…\", count = 24 }".to_owned()
    }

    fn from_value(value: &Value, reader: &Reader) -> Result<Self, Mismatch> {
        let table = value.as_inline_table().ok_or_else(Self::expected)?;
        let row = Row::new(reader, "a part of [[allocation]]", table, reader.line(value.span()));
        let (target_group, organisation) = (row.required("target_group"), row.optional("organisation"));
        let count = row.number_in("count", 0..=COUNT_MAX.cast_signed());
        row.finish();
        Ok(Self {
            target_group: target_group.ok_or(Mismatch::Noted)?,
            organisation,
            count: count.ok_or(Mismatch::Noted)?.cast_unsigned(),
        })
    }
}
