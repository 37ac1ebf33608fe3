//! Sinds het vorige overleg: what a meeting looks at is frozen, and what is different between two moments is listed.
//!
//! `gather` reads how everything stands, `keeping` keeps that and reads it back, `queries` compares two of them for a reader.
//! The rules, and what a line is, are in `domain::since` and `domain::snapshots`.

pub mod api;
pub mod commands;
pub mod comparing;
pub mod entity;
pub mod filter;
pub mod form;
mod gather;
pub mod keeping;
pub mod names;
pub mod queries;
pub mod shown;
pub mod views;

/// Where any two days are compared.
pub const PATH: &str = "/sinds";

/// In the address of a file: the meeting that it is of.
pub const MEETING: &str = "overleg";

/// What is different between what a meeting looks at and what the one before it looked at.
pub fn address_of(meeting: uuid::Uuid) -> String {
    format!("{}/{meeting}/sinds", crate::meetings::PATH)
}
