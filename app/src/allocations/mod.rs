//! Urgent allocations: how many dwellings went with priority to people of a target group, per gemeente and year, and which
//! corporatie took which part. The yearly account to provincie and Rijk. Plain pages.
//!
//! A number that was not given is unknown and shown as such: it is not nought. A number is stored as its parts only
//! ([`entity::allocation`]), so that the gemeente's number and what its corporaties took cannot contradict each other.

pub mod api;
pub mod commands;
pub mod edit;
pub mod entity;
pub mod form;
pub mod names;
pub mod queries;
pub mod records;
pub mod views;

/// Where they are.
pub const PATH: &str = "/toewijzingen";

/// The indicator among the figures of a region with which the shares of its gemeenten are compared: its areas are gemeenten, by
/// name.
pub const INHABITANTS: &str = "Inwoners";
