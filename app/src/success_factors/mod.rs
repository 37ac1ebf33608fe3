//! Kritische succesfactoren: what must be in order before anything is built, and how each gemeente is placed for it.
//!
//! The factors come from the region file; how a gemeente is placed stands in `success_factor_states`, told by its own staff and by
//! aanjagers. Plain pages.

pub mod api;
pub mod commands;
pub mod data;
pub mod entity;
pub mod form;
pub mod queries;
pub mod records;
pub mod views;

/// Where success factors are.
pub const PATH: &str = "/succesfactoren";
