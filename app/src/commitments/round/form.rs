//! The forms of one step: those of a report, and the way of the round.

use serde::{Deserialize, Serialize};

use crate::commitments::progress_form::{KeepForm, ProgressForm};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundForm {
    #[serde(flatten)]
    pub progress: ProgressForm,
    /// The query of the page that it stands on: which commitments, and which step.
    #[serde(default)]
    pub way: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundKeepForm {
    #[serde(flatten)]
    pub keep: KeepForm,
    #[serde(default)]
    pub way: String,
}
