//! The audit trail. Every write adds its entry in its own transaction; the timeline of a thing is read from it, and so
//! is the log of a region.
//!
//! Entries form chains, one for each region and one for the installation: each entry holds the hash of the one before
//! it, so that a change made behind the program's back can be found ([`verify`]).

#[cfg(feature = "ssr")]
pub mod chain;
pub mod data;
#[cfg(feature = "ssr")]
pub mod entity;
#[cfg(feature = "ssr")]
pub mod export;
pub mod filter;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(feature = "ssr")]
mod record;
#[cfg(feature = "ssr")]
mod subjects;
#[cfg(feature = "ssr")]
pub mod timeline;
#[cfg(feature = "ssr")]
mod trail;
#[cfg(feature = "ssr")]
pub mod verify;

#[cfg(feature = "ssr")]
pub use record::{Author, NewEntry, Subject, allowed, record, record_all, record_entry};
