//! The update round (`/afspraken/ronde`): going through many commitments in one sitting, one after the other.
//!
//! A round is no thing that is stored. Its address holds everything: the filter, the step that one is at, and since when.
//! What comes after a commitment is found by its place in the order, never by counting, so that whoever drops out of the
//! filter by being reported on makes nobody else skipped. Reports go through `commands::report_progress` and
//! `commands::keep_progress`: a round has no rule of its own.

pub mod api;
#[cfg(feature = "ssr")]
pub mod commands;
pub mod form;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(feature = "ssr")]
pub mod views;
#[cfg(feature = "ssr")]
pub mod way;
