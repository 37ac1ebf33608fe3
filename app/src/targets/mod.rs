//! Targets: how many dwellings of which kind, and under which scenario.
//!
//! Measures, scenarios and their categories are data of the region. What the region has not yet divided among its
//! gemeenten is unknown and shown as such: it is never estimated, and counts in no sum. Numbers of corporaties are parts of
//! their gemeente's: they are in no figure of gemeente or region.

pub mod api;
pub mod changes;
pub mod commands;
pub mod data;
pub mod division;
pub mod edit;
pub mod entity;
pub mod form;
pub mod holder;
pub mod queries;
pub mod tables;
pub mod views;

/// Where targets are.
pub const PATH: &str = "/doelen";
