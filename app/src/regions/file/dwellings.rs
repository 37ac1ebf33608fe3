//! The dwellings of a commitment in a region file: `{ nultreden = 24, zorggeschikt = 6 }`.

use domain::dwellings::COUNT_MAX;

use crate::regions::reader::{At, FromValue, Row};

/// So many dwellings, by the key of their measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DwellingEntry {
    pub measure: At<String>,
    pub count: u32,
}

pub(super) fn dwellings(row: &Row<'_>) -> Vec<DwellingEntry> {
    let Some(table) = row.table("dwellings") else { return vec![] };
    let count = |item: &toml_edit::Item| {
        let number = item.as_value().and_then(|value| i64::from_value(value, row.reader()).ok())?;
        u32::try_from(number).ok().filter(|count| (1..=COUNT_MAX).contains(count))
    };
    let entry = |(key, item): (&str, &toml_edit::Item)| {
        Some(DwellingEntry { measure: At { line: table.line, value: key.to_owned() }, count: count(item)? })
    };
    let entries: Option<Vec<DwellingEntry>> = table.value.iter().map(entry).collect();
    entries.unwrap_or_else(|| {
        row.wrong(
            "dwellings",
            &format!("must give a number from 1 to {COUNT_MAX} per measure, as {{ nultreden = 24 }}"),
        );
        vec![]
    })
}
