//! Evidence of a delivery: files with a report in the ledger of a project.
//!
//! Who may know where the project is reads them, because they tell it; who reports deliveries adds and withdraws them. What a file may be, its row and
//! its content are those of `files`. Plain pages.

pub mod api;
pub mod commands;
pub mod form;
pub mod queries;
pub mod views;

use uuid::Uuid;

/// The page of all files of a report.
pub fn list_of(project: Uuid, delivery: Uuid) -> String {
    format!("{}/{delivery}/bewijs", super::ledger_of(project))
}
