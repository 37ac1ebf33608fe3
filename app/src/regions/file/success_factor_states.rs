//! How a municipality is placed for a success factor, in a region file.

use domain::success_factors::{NOTE_MAX, State, Told};

use crate::regions::reader::{At, Lines, Row};

/// A `[[success_factor_state]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactorStateEntry {
    /// By name.
    pub success_factor: At<String>,
    /// By code.
    pub municipality: At<String>,
    pub told: Told,
    pub example: bool,
    pub lines: Lines,
}

impl FactorStateEntry {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        let states: Vec<&'static str> = State::ALL.iter().map(|state| state.code()).collect();
        let (success_factor, municipality) = (row.required("success_factor"), row.required("municipality"));
        let state = row.word("state", &states);
        let (note, example) = (row.optional("note"), row.optional("example").unwrap_or(false));
        let told = Told { state: state?.parse().ok()?, note };
        Some(Self { success_factor: success_factor?, municipality: municipality?, told, example, lines: row.lines() })
    }

    /// What does not fit, by key.
    pub(super) fn mistakes(&self) -> Option<(&'static str, String)> {
        if self.told.problems().is_empty() {
            return None;
        }
        let why = match self.told.note {
            None => format!("a state \"{}\" has a \"note\" that says why", self.told.state.code()),
            Some(_) => format!("\"note\" has words, at most {NOTE_MAX} characters, all of which can be seen"),
        };
        Some(("note", why))
    }
}
