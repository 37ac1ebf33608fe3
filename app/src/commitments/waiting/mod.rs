//! Waiting (wacht op): what a commitment cannot go on without, another commitment or an organisation.
//!
//! A plain page, and a card on the page of the commitment, on both sides. That one commitment waits for another exists
//! only for who may see both. No circle can come about: whoever adds a wait holds the region's lock.

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
#[cfg(feature = "ssr")]
mod search;
pub mod views;
