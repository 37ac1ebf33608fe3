//! The forms as they are posted.

use domain::Problem;
use domain::saved_views::{NOTHING_TO_SAVE, name_problems};
use serde::{Deserialize, Serialize};

use super::records::{filter_of, stored};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedViewForm {
    /// Empty for a new one.
    pub id: String,
    /// The version that the form was filled from.
    pub version: String,
    /// The version that a conflict showed: saving over that one is a choice.
    pub conflict_version: String,
    pub name: String,
    /// Of a new one: what is saved, as it is stored.
    pub filter: String,
    /// Ticked: for the whole organisation.
    pub shared: Vec<String>,
}

impl SavedViewForm {
    /// # Errors
    /// Everything that is wrong with it.
    pub fn name(&self) -> Result<String, Vec<Problem>> {
        let name = self.name.trim().to_owned();
        let problems = name_problems(&name);
        if problems.is_empty() { Ok(name) } else { Err(problems) }
    }

    /// The filter in the form that is stored, whatever was sent.
    ///
    /// # Errors
    /// When it filters nothing.
    pub fn filter(&self) -> Result<String, Vec<Problem>> {
        stored(&filter_of(&self.filter)).ok_or_else(|| vec![Problem::new("name", NOTHING_TO_SAVE)])
    }

    pub const fn shared(&self) -> bool {
        !self.shared.is_empty()
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RemoveForm {
    pub id: String,
    /// The version that was on the page with the button.
    pub version: String,
}
