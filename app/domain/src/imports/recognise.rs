//! Finding out which column of a file means what.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::columns::{Column, normalised};

/// So far down a file the row with the headers is looked for.
pub const HEADER_ROWS: usize = 30;

/// Where what a column says comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// A column of the file, counted from 0.
    Column(usize),
    /// The same for all rows.
    Fixed(String),
}

/// By the code of the column; what is not in it is not told by the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping(pub BTreeMap<String, Source>);

impl Mapping {
    /// What the headers say by themselves. `remembered` is what this organisation chose before for a header, normalised, and
    /// comes first. The first of two headers that say the same counts; a column means one thing.
    pub fn recognised(columns: &[Column], headers: &[String], remembered: &BTreeMap<String, String>) -> Self {
        let mut found: BTreeMap<String, Source> = BTreeMap::new();
        let mut taken = BTreeSet::new();
        let normal: Vec<String> = headers.iter().map(|header| normalised(header)).collect();
        let mut take = |index: usize, code: &str| {
            if !found.contains_key(code) && taken.insert(index) {
                found.insert(code.to_owned(), Source::Column(index));
            }
        };
        for (index, header) in normal.iter().enumerate() {
            if let Some(column) = remembered.get(header).and_then(|code| columns.iter().find(|it| it.code == *code)) {
                take(index, &column.code);
            }
        }
        for (index, header) in normal.iter().enumerate().filter(|(_, header)| !header.is_empty()) {
            if let Some(column) = columns.iter().find(|column| column.is_called(header)) {
                take(index, &column.code);
            }
        }
        Self(found)
    }

    /// The columns that the file must tell and does not.
    pub fn missing<'a>(&self, columns: &'a [Column]) -> Vec<&'a Column> {
        columns.iter().filter(|column| column.required && !self.0.contains_key(&column.code)).collect()
    }

    /// The columns of the file that nothing is read from, counted from 0.
    pub fn unused(&self, headers: &[String]) -> Vec<usize> {
        let used = |index: &usize| self.0.values().any(|source| *source == Source::Column(*index));
        (0..headers.len()).filter(|index| !headers[*index].trim().is_empty() && !used(index)).collect()
    }
}

/// Which of the first rows holds the headers: the one in which most columns are recognised. None when there is no such row.
pub fn find_header(columns: &[Column], rows: &[Vec<String>], remembered: &BTreeMap<String, String>) -> Option<usize> {
    let recognised = |row: &Vec<String>| Mapping::recognised(columns, row, remembered).0.len();
    let counted = rows.iter().take(HEADER_ROWS).map(recognised).enumerate();
    // The first of those that are equally good.
    counted
        .filter(|(_, count)| *count > 0)
        .max_by_key(|(index, count)| (*count, usize::MAX - index))
        .map(|(index, _)| index)
}
