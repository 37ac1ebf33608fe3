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
    /// The version of the commitment that says what was decided.
    pub version: Option<i32>,
    /// Where this person changes the commitment as was decided; none: it is done, or up to others.
    pub amend: Option<String>,
}

/// The decision because of which a commitment is made or changed, on its form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    pub href: String,
    /// How it begins.
    pub text: String,
    /// Why it is no ground after all.
    pub refused: Option<String>,
}
