//! Proposals (voorstellen): what bodies are asked to advise on, to adopt or to know, their way along these bodies, and what
//! each of them concluded.
//!
//! One that some body is to see is read by the whole region, a concept by its own organisation. Plain pages.

pub mod agenda;
pub mod api;
pub mod commands;
pub mod entity;
pub mod filter;
pub mod form;
pub mod queries;
pub mod records;
pub mod steps;
pub mod views;

pub const PATH: &str = "/voorstellen";
