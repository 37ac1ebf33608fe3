//! Targets: how many dwellings of which kind, and under which scenario.
//!
//! Measures, scenarios and their categories are data of the region. What the region has not yet divided among its
//! gemeenten is unknown and shown as such: it is never estimated, and counts in no sum.

pub mod api;
pub mod data;
#[cfg(feature = "ssr")]
pub mod entity;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(feature = "ssr")]
mod tables;
pub mod views;
