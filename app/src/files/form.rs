//! The forms of files. The file itself travels beside them.

use domain::Problem;
use domain::files::withdrawal_problems;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ui::form::optional;

/// A new file with a commitment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileForm {
    /// The commitment's.
    pub id: String,
    /// The report of progress that it belongs to; empty for the commitment as such.
    pub report: String,
    pub note: String,
}

impl FileForm {
    /// # Errors
    /// When it is no id.
    pub fn report(&self) -> Result<Option<Uuid>, Problem> {
        let unknown = |_| Problem::new("report", "Kies een melding uit de lijst.");
        optional(&self.report).map(|text| text.parse().map_err(unknown)).transpose()
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WithdrawFileForm {
    pub id: String,
    pub file: String,
    pub reason: String,
}

impl WithdrawFileForm {
    /// # Errors
    /// When it is no reason.
    pub fn reason(&self) -> Result<String, Vec<Problem>> {
        reason_of(&self.reason)
    }
}

/// Why a file does not count any more.
///
/// # Errors
/// When it is no reason.
pub fn reason_of(text: &str) -> Result<String, Vec<Problem>> {
    let reason = optional(text).unwrap_or_default();
    let problems = withdrawal_problems(&reason);
    if problems.is_empty() { Ok(reason) } else { Err(problems) }
}
