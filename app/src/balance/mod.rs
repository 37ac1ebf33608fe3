//! The balance: what is left to do of a target once everything delivered and planned is taken off. On the page of targets,
//! on that of each gemeente and on the dashboard.
//!
//! Nothing of it is stored: it is counted from the projects that the reader may see and from their ledgers. `tallies` puts
//! targets beside what was counted; `behind` lists what a number was counted from.

#[cfg(feature = "ssr")]
mod behind;
pub mod data;
#[cfg(feature = "ssr")]
mod pipeline;
#[cfg(feature = "ssr")]
mod queries;
#[cfg(feature = "ssr")]
mod sum;
#[cfg(feature = "ssr")]
mod tallies;
pub mod views;

#[cfg(feature = "ssr")]
pub use behind::{Basis, Behind, Entry, behind};
#[cfg(feature = "ssr")]
pub use pipeline::sum_of;
#[cfg(feature = "ssr")]
pub use queries::{Counted, balance, counted};
#[cfg(feature = "ssr")]
pub use sum::{Sum, sum};

/// Where the entries behind a number are.
pub const BEHIND: &str = "/doelen/onderbouwing";

/// The page of the entries behind one number: of the region without a gemeente, of all measures without one.
fn behind_address(
    scenario: &str,
    place: Option<&str>,
    measure: Option<&str>,
    figure: domain::balance::Figure,
) -> String {
    let parts = [("scenario", Some(scenario)), ("gemeente", place), ("soort", measure), ("kolom", Some(figure.code()))];
    crate::ui::address(BEHIND, parts.map(|(name, value)| (name, value.map(str::to_owned))))
}
