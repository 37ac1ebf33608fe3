//! The parties of the region and the bodies in which they meet, with the documents that say so.

pub mod api;
pub mod data;
#[cfg(feature = "ssr")]
pub mod queries;
pub mod source;
pub mod views;
