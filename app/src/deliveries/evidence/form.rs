//! The forms of evidence. The file itself travels beside them.

use serde::{Deserialize, Serialize};

/// A new file with a report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EvidenceForm {
    /// The project's.
    pub id: String,
    /// The report's.
    pub delivery: String,
    pub note: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WithdrawEvidenceForm {
    /// The project's.
    pub id: String,
    /// The report's.
    pub delivery: String,
    pub file: String,
    pub reason: String,
}
