//! How the parties of a commitment agree: asking, answering, and what is in force.
//!
//! While nothing is in force, the row of a commitment holds what its parties are asked. Once a version is ratified the
//! row holds that one, so that lists and figures show what holds; a change that lies with the parties is kept beside it,
//! in `commitment_versions`, until they agree.

pub mod api;
#[cfg(feature = "ssr")]
pub mod commands;
pub mod data;
#[cfg(feature = "ssr")]
pub mod entity;
pub mod form;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(feature = "ssr")]
pub mod records;
#[cfg(feature = "ssr")]
pub mod steps;
pub mod views;
