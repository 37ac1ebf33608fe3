//! Deadlines: dates that the law or an agreement sets for all gemeenten.

pub mod data;
pub mod distance;
pub mod entity;
pub mod queries;
pub mod views;

/// Where deadlines are.
pub const PATH: &str = "/termijnen";
