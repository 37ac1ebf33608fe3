//! Targets: how many dwellings of which kind, and under which scenario.
//!
//! Measures, scenarios and their categories are data of the region. What the region has not yet divided among its
//! gemeenten is unknown and shown as such: it is never estimated, and counts in no sum.

pub mod data;
pub mod entity;
pub mod queries;
mod tables;
pub mod views;
