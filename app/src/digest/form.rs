//! The forms of the weekly mail.

use serde::{Deserialize, Serialize};

/// Of the box on `/account`.
pub const YES: &str = "ja";

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChoiceForm {
    pub wanted: Vec<String>,
}

/// A mail program that stops it sends no more than the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StopForm {
    pub token: String,
}
