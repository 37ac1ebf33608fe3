//! Meetings (overleggen) of the region's bodies: when and where, how far they are, what is on the agenda, who was there and
//! what was said. What is decided there is in `decisions`.
//!
//! The whole region reads them; aanjagers and the staff of a body's secretary prepare them. Plain pages.

pub mod api;
pub mod commands;
pub mod entity;
pub mod filter;
pub mod form;
pub mod items;
pub mod points;
pub mod queries;
pub mod records;
pub mod views;

pub const PATH: &str = "/overleggen";
