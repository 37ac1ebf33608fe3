//! Deadlines: dates that the law or an agreement sets for all gemeenten.

pub mod api;
pub mod data;
mod distance;
#[cfg(feature = "ssr")]
pub mod entity;
#[cfg(feature = "ssr")]
pub mod queries;
pub mod views;
