//! Changing many commitments at once (`/afspraken/wijzigen`): choose them, say what changes, see what that sets in motion,
//! and do it.
//!
//! One change of many is many changes of one: each goes through the policy, the rules and `Saving` as if somebody had
//! opened its form, and has its own entry in the audit trail. They share a transaction, and are read together.

pub mod api;
#[cfg(feature = "ssr")]
pub mod commands;
pub mod form;
#[cfg(feature = "ssr")]
pub mod plan;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(feature = "ssr")]
pub mod views;
