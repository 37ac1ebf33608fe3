//! The occurrences (keren) of a commitment that recurs: each is done, or not, and told of on its own. Plain pages, and a card on
//! the page of the commitment.
//!
//! They bind no party. Who reports the progress of a commitment tells of its occurrences. When the next one is due stands in the
//! commitment's own row, so that lists and tasks count it as they count any other.

pub mod api;
pub mod commands;
pub mod entity;
pub mod form;
pub mod queries;
pub mod records;
pub mod views;

use uuid::Uuid;

/// The card on the page of a commitment.
pub const ANCHOR: &str = "keren";

/// Where the occurrences of a commitment are.
pub fn path_of(commitment: Uuid) -> String {
    format!("/afspraken/{commitment}/keren")
}
