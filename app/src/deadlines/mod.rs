//! Deadlines: dates that the law or an agreement sets for all gemeenten.

#[cfg(feature = "ssr")]
pub mod entity;
pub mod views;
