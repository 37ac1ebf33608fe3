//! The administration of a region: who has an account and what they may do, and what happened.
//!
//! Plain pages, for the beheerder. A beheerder decides who may act for an organisation, but acts for none: what others
//! keep to themselves stays theirs.

pub mod api;
mod commands;
pub mod form;
pub mod queries;
pub mod views;

pub(crate) use commands::is_last_administrator;
