//! Deadlines: dates that the law or an agreement sets for all gemeenten, and how far each gemeente is.
//!
//! What is said of a deadline holds for all; a gemeente has its own phase, in `deadline_phases`: see ADR 0038. Plain pages.

pub mod api;
pub mod commands;
pub mod data;
pub mod distance;
pub mod entity;
pub mod form;
pub mod queries;
pub mod records;
pub mod views;

/// Where deadlines are.
pub const PATH: &str = "/termijnen";
