//! Housing projects (woningbouwprojecten): what is planned and built, how sure it is, and for whom. Plain pages.
//!
//! A project that is not for the whole region yet exists for its gemeente, its parties and the aanjagers only; in lists,
//! counts and sums alike. Where a place is hidden, others do not read it in the timeline either.

pub mod api;
pub mod choose;
pub mod commands;
pub mod entity;
pub mod filter;
pub mod form;
pub mod names;
pub mod queries;
pub mod records;
pub mod views;

/// Where the list is.
pub const PATH: &str = "/projecten";
