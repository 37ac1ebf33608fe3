//! A handover as data: what its reader may see, in the words of the screen. Its sections say their own headings.

use serde::Serialize;

use crate::pack::{Fact, Light};

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Handover {
    pub title: String,
    /// The organisation and the function.
    pub whose: String,
    /// When it was made, and for whom.
    pub made: String,
    /// What is not in it.
    pub scope: String,
    pub sections: Vec<Section>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Section {
    pub heading: String,
    /// How much there is, in a sentence.
    pub lead: String,
    /// Of the table; with the rows, or nothing.
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// What has too much to tell for a table.
    pub entries: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    pub name: String,
    /// How it stands, and the same in words.
    pub light: Option<(Light, String)>,
    /// A word or two each.
    pub marks: Vec<String>,
    pub facts: Vec<Fact>,
}
