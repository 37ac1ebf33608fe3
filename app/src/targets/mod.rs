//! Targets: how many dwellings of which kind, and under which scenario.

#[cfg(feature = "ssr")]
pub mod entity;
pub mod views;
