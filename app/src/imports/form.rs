//! The forms as they are posted.

use std::collections::BTreeMap;

use domain::imports::{Kind, Mapping, Source};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OpenForm {
    pub kind: String,
}

impl OpenForm {
    pub fn kind(&self) -> Option<Kind> {
        self.kind.parse().ok()
    }
}

/// What one of our columns is read from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SourceRow {
    /// The code of our column.
    pub column: String,
    /// As [`source_value`] writes it; empty for nothing.
    pub source: String,
}

/// The button that looks for the headers again, on another sheet or row.
pub const AGAIN: &str = "opnieuw";

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ColumnsForm {
    pub id: String,
    pub sheet: String,
    pub header: String,
    pub sources: Vec<SourceRow>,
    /// [`AGAIN`], or to go on, anything else.
    pub step: String,
}

impl ColumnsForm {
    pub fn mapping(&self) -> Mapping {
        let read = |row: &SourceRow| Some((row.column.clone(), parse_source(&row.source)?));
        Mapping(self.sources.iter().filter_map(read).collect::<BTreeMap<_, _>>())
    }
}

const COLUMN: &str = "kolom:";
const FIXED: &str = "vast:";

pub fn source_value(source: &Source) -> String {
    match source {
        Source::Column(index) => format!("{COLUMN}{index}"),
        Source::Fixed(text) => format!("{FIXED}{text}"),
    }
}

fn parse_source(text: &str) -> Option<Source> {
    match text.strip_prefix(COLUMN) {
        Some(index) => index.parse().ok().map(Source::Column),
        None => text.strip_prefix(FIXED).map(|text| Source::Fixed(text.to_owned())),
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LoadForm {
    pub id: String,
    /// What the preview showed, as [`super::workings::digest`] sums it up.
    pub seen: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RemoveForm {
    pub id: String,
    /// What the person saw that it is called.
    pub file: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UndoForm {
    pub id: String,
}
