//! Gemeenten and their agendas.
//!
//! [`figures`] says what is counted; `queries` counts it per agenda, in the database, within what the reader may see.
//! The dashboard shows the same figures for the whole region.

pub mod api;
pub mod data;
pub mod figures;
#[cfg(feature = "ssr")]
pub mod places;
#[cfg(feature = "ssr")]
pub mod queries;
pub mod views;
