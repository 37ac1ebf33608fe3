//! What the list of commitments is given of saved views.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    pub id: Uuid,
    pub name: String,
    /// The list with its filter.
    pub address: String,
    pub shared: bool,
}
