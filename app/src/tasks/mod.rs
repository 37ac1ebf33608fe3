//! `/mijn-taken`: what is asked of somebody's organisation that this person can do. Each task leads to where it is done,
//! and is gone when it is. A plain page.

#[cfg(feature = "ssr")]
mod kinds;
#[cfg(feature = "ssr")]
mod left_out;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(feature = "ssr")]
pub mod views;
#[cfg(feature = "ssr")]
pub mod wanted;

/// Where the tasks are.
#[cfg(feature = "ssr")]
pub const PATH: &str = "/mijn-taken";
