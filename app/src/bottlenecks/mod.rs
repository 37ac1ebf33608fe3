//! Bottlenecks (knelpunten): what blocks commitments and projects, who is to move, and how high it has been taken.
//!
//! The whole region sees a bottleneck; of the commitments and projects that it blocks everybody sees those that they may
//! see, in lists, counts, sums and the timeline alike. Plain pages.

#[cfg(feature = "ssr")]
pub mod api;
#[cfg(feature = "ssr")]
pub mod blocking;
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
pub mod queries;
#[cfg(feature = "ssr")]
pub mod records;
#[cfg(feature = "ssr")]
pub mod views;
