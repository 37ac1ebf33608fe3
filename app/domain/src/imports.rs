//! Loading rows of a spreadsheet: which column means what, and what a row would do.
//!
//! A row is a form that was filled in elsewhere. What it says is checked by the rules of the thing itself; here is only
//! what is the same for all kinds.

mod columns;
mod filled;
mod parties;
mod recognise;

use std::collections::BTreeMap;

use crate::agreement::Effect;
use crate::coded_enum;
use crate::differences::FieldChange;

pub use columns::{Choice, Column, normalised};
pub use filled::Filled;
pub use parties::{PartyText, parties};
pub use recognise::{HEADER_ROWS, Mapping, Source, find_header};

coded_enum! {
    /// What a file holds, one on each row.
    Kind {
        Projects = "projecten", "Projecten";
        Commitments = "afspraken", "Afspraken";
        Deliveries = "opleveringen", "Opleveringen";
        Targets = "doelen", "Doelen";
    }
}

coded_enum! {
    /// How far a file has come.
    State {
        Opened = "geopend", "Nog niet ingelezen";
        Loaded = "ingelezen", "Ingelezen";
        Undone = "ongedaan", "Ongedaan gemaakt";
    }
}

/// What a row says, by the code of the column; without what the file does not tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// As the spreadsheet counts: the first row is 1.
    pub row: u32,
    pub cells: BTreeMap<String, String>,
    /// Cells that cannot be read at all, such as `#REF!`.
    pub unreadable: Vec<Wrong>,
}

impl Line {
    /// None: the file does not tell. Empty: it says that there is nothing.
    pub fn told(&self, code: &str) -> Option<&str> {
        self.cells.get(code).map(|text| text.trim())
    }

    /// What is there to read.
    pub fn text(&self, code: &str) -> Option<&str> {
        self.told(code).filter(|text| !text.is_empty())
    }
}

/// One thing that is wrong with a row, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The code of the column; none when it is about the row as a whole.
    pub column: Option<String>,
    pub message: String,
}

impl Wrong {
    pub fn of(column: &str, message: impl Into<String>) -> Self {
        Self { column: Some(column.to_owned()), message: message.into() }
    }

    pub fn of_row(message: impl Into<String>) -> Self {
        Self { column: None, message: message.into() }
    }
}

/// What loading a row would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is not there yet, and this is what it brings.
    New(Vec<FieldChange>),
    Changed(Vec<FieldChange>),
    /// It changes what parties agreed on, and this is what that sets in motion between them.
    ChangesAgreed(Vec<FieldChange>, Effect),
    /// It is there and says the same: the same file again changes nothing.
    Unchanged,
    Wrong(Vec<Wrong>),
}

/// How many rows do what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub new: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub wrong: usize,
}

impl Tally {
    pub const fn to_load(self) -> usize {
        self.new + self.changed
    }
}

impl<'a> FromIterator<&'a Outcome> for Tally {
    fn from_iter<T: IntoIterator<Item = &'a Outcome>>(outcomes: T) -> Self {
        let mut tally = Self::default();
        for outcome in outcomes {
            match outcome {
                Outcome::New(_) => tally.new += 1,
                Outcome::Changed(_) | Outcome::ChangesAgreed(..) => tally.changed += 1,
                Outcome::Unchanged => tally.unchanged += 1,
                Outcome::Wrong(_) => tally.wrong += 1,
            }
        }
        tally
    }
}

/// The rows that name the same thing as another row does: which of them holds cannot be told, so none is loaded. By row,
/// with the first other one that says it.
pub fn named_twice<K: Ord>(keys: impl IntoIterator<Item = (u32, K)>) -> BTreeMap<u32, u32> {
    let mut rows: BTreeMap<K, Vec<u32>> = BTreeMap::new();
    for (row, key) in keys {
        rows.entry(key).or_default().push(row);
    }
    let mut twice = BTreeMap::new();
    for rows in rows.into_values().filter(|rows| rows.len() > 1) {
        for row in &rows {
            twice.extend(rows.iter().find(|other| *other != row).map(|other| (*row, *other)));
        }
    }
    twice
}

/// The names in a cell that holds several: `Domijn; Liberein`. A line break parts them too.
pub fn several(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '\n']).map(str::trim).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests;
