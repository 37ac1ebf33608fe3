//! What each organisation does in the region, in its own words, and whether its bestuurder acknowledged that.
//!
//! A row holds the text that counts and the last acknowledgement, with the version of the text that it was of; what stood
//! there before is in the trail. See ADR 0039. Plain pages.

pub mod api;
pub mod commands;
pub mod entity;
pub mod form;
pub mod queries;
pub mod records;
pub mod views;

use uuid::Uuid;

use crate::organisations::PATH;

/// Where an organisation and its role are.
pub fn page_of(organisation: Uuid) -> String {
    format!("{PATH}/{organisation}")
}
