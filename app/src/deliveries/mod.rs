//! Deliveries (opleveringen): the ledger of dwellings that are really there. Plain pages.
//!
//! Who builds reports, the gemeente verifies or returns, and a mistake is put right by a new entry that points at the old one.
//! `domain::deliveries` folds the entries of a project into lots; the lots are kept beside them, for lists and sums. A delivery
//! exists for who may see its project.

pub mod api;
pub mod commands;
pub mod entity;
pub mod evidence;
pub mod form;
pub mod queries;
pub mod records;
pub mod views;
pub mod words;

use uuid::Uuid;

/// Where all deliveries are.
pub const PATH: &str = "/opleveringen";

/// Where the ledger of a project is.
pub fn ledger_of(project: Uuid) -> String {
    format!("{}/{project}/opleveringen", crate::projects::PATH)
}
