//! Framework and performance agreements (raamafspraken, prestatieafspraken): the documents that commitments carry out.
//!
//! The whole region sees a document; of the commitments that carry it out everybody counts those that they may see. Plain
//! pages.

#[cfg(feature = "ssr")]
pub mod api;
#[cfg(feature = "ssr")]
pub mod commands;
#[cfg(feature = "ssr")]
pub mod entity;
#[cfg(feature = "ssr")]
pub mod form;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(feature = "ssr")]
pub mod records;
#[cfg(feature = "ssr")]
pub mod views;

/// Where the list is.
pub const PATH: &str = "/documenten";
