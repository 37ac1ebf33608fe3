//! Milestones (mijlpalen): the dated steps inside a commitment.
//!
//! Plain pages, and a card on the page of the commitment. They bind no party: a milestone has a version of its own and
//! leaves the commitment's alone. Rights are those of the commitment: who edits it edits its milestones, and who
//! reports its progress reports them done.

#[cfg(feature = "ssr")]
pub mod api;
#[cfg(feature = "ssr")]
pub mod commands;
pub mod data;
#[cfg(feature = "ssr")]
pub mod entity;
#[cfg(feature = "ssr")]
pub mod form;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(feature = "ssr")]
pub mod records;
pub mod views;
