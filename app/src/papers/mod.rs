//! Papers (stukken) of a meeting: files with an item of its agenda.
//!
//! The whole region reads them; who prepares the meeting adds and withdraws them, until its minutes are adopted. What a file may
//! be, its row and its content are those of `files`. Plain pages.

pub mod api;
pub mod commands;
pub mod form;
pub mod queries;
pub mod views;

use uuid::Uuid;

/// The page of all papers of an item.
pub fn list_of(meeting: Uuid, item: Uuid) -> String {
    format!("{}/{meeting}/agenda/{item}/stukken", crate::meetings::PATH)
}
