//! The regional dashboard: where the agreements of the region stand, on one screen.
//!
//! The figures are those of `municipalities`, added up. [`published`] and [`goals`] hold what only this screen works
//! out: agreements that stand in several agendas count once, and targets are shown for one scenario at a time.

pub mod api;
pub mod data;
#[cfg(feature = "ssr")]
pub mod evening;
pub mod goals;
pub mod published;
#[cfg(feature = "ssr")]
pub mod queries;
pub mod views;
