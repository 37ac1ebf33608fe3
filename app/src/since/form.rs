//! The form that freezes what a meeting looks at, as it is posted.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FreezeForm {
    /// The meeting's.
    pub id: String,
    pub reference_date: String,
}
