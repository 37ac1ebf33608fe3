//! The balance: what is left to do of a target once everything delivered and planned is taken off. On the page of targets,
//! on that of each gemeente and on the dashboard.
//!
//! Nothing of it is stored: it is counted from the projects that the reader may see and from their ledgers. `tallies` puts
//! targets beside what was counted; `behind` lists what a number was counted from.

#[cfg(feature = "ssr")]
mod behind;
pub mod data;
#[cfg(feature = "ssr")]
mod queries;
#[cfg(feature = "ssr")]
mod tallies;
pub mod views;

#[cfg(feature = "ssr")]
pub use behind::{Behind, behind};
#[cfg(feature = "ssr")]
pub use queries::{Counted, Share, balance, counted, shares};

/// Where the entries behind a number are.
pub const BEHIND: &str = "/doelen/onderbouwing";
