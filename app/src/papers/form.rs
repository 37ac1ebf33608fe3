//! The forms of papers. The file itself travels beside them.

use serde::{Deserialize, Serialize};

/// A new file with an item of an agenda.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PaperForm {
    /// The meeting's.
    pub id: String,
    pub item: String,
    pub note: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WithdrawPaperForm {
    /// The meeting's.
    pub id: String,
    pub item: String,
    pub file: String,
    pub reason: String,
}
