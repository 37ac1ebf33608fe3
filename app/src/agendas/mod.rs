//! The lokale uitvoeringsagenda of a gemeente, per period: concept, in consultatie, vastgesteld.
//!
//! A row says how far the agenda is. What stands in it are the commitments of the gemeente, which do not name a row: see
//! ADR 0026. Plain pages.

pub mod api;
pub mod commands;
pub mod entity;
pub mod form;
pub mod queries;
pub mod records;
pub mod views;
