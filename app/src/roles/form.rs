//! The forms of role descriptions.

use domain::Problem;
use domain::roles::problems;
use serde::{Deserialize, Serialize};

use crate::ui::form::optional;

/// What an organisation does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoleForm {
    /// Of the organisation.
    pub id: String,
    /// The version that the form was filled from; empty when nothing was written yet.
    pub version: String,
    /// The version that a conflict showed: saving over that one is a choice.
    pub conflict_version: String,
    pub text: String,
}

impl RoleForm {
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(&self) -> Result<String, Vec<Problem>> {
        let text = optional(&self.text).unwrap_or_default();
        let problems = problems(&text);
        if problems.is_empty() { Ok(text) } else { Err(problems) }
    }
}

/// That the text of this version is acknowledged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AcknowledgeForm {
    /// Of the organisation.
    pub id: String,
    /// The version that the person read.
    pub version: String,
}
