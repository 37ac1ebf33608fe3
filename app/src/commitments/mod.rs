//! Commitments: who does what, when, where.

#[cfg(feature = "ssr")]
pub mod entity;
