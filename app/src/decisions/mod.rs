//! Decisions (besluiten) and pledges (toezeggingen): recorded during a meeting, open until what came of them was reported
//! back to a later meeting of the same body.
//!
//! The whole region reads them; of the commitments that they are about everybody sees those that they may see. Plain pages.

#[cfg(feature = "ssr")]
pub mod api;
pub mod card;
#[cfg(feature = "ssr")]
pub mod commands;
pub mod data;
#[cfg(feature = "ssr")]
pub mod entity;
#[cfg(feature = "ssr")]
pub mod filter;
#[cfg(feature = "ssr")]
pub mod form;
#[cfg(feature = "ssr")]
pub mod grounds;
#[cfg(feature = "ssr")]
pub mod links;
#[cfg(feature = "ssr")]
pub mod points;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(feature = "ssr")]
pub mod records;
#[cfg(feature = "ssr")]
pub mod standing;
#[cfg(feature = "ssr")]
pub mod views;

pub const PATH: &str = "/besluiten";
