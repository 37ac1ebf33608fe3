//! Commitments: who does what, when, where.
//!
//! `api` holds the server functions. Reads go to `queries`, which start from what the reader may see; writes go to
//! `commands`: one transaction that locks, asks the policy and the rules, writes, and adds the audit entry.

pub mod agreement;
pub mod api;
#[cfg(feature = "ssr")]
pub mod commands;
pub mod data;
#[cfg(feature = "ssr")]
pub mod entity;
pub mod filter;
pub mod form;
#[cfg(feature = "ssr")]
pub mod links;
pub mod many;
#[cfg(feature = "ssr")]
pub mod names;
#[cfg(feature = "ssr")]
pub mod occurrences;
#[cfg(feature = "ssr")]
pub mod print;
pub mod progress_form;
#[cfg(feature = "ssr")]
pub mod projects;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(feature = "ssr")]
pub mod records;
#[cfg(feature = "ssr")]
pub mod reports;
pub mod round;
pub mod steps;
pub mod views;
pub mod waiting;
