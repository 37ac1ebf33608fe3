//! What pages that wake up in the browser are given of decisions.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A decision or pledge, on the page of a commitment that it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    pub id: Uuid,
    /// How it begins.
    pub text: String,
    /// What it is and whether it is open, in words.
    pub about: String,
}
