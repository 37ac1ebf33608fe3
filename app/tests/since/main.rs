//! What is kept of moments, what a meeting looks at, and what is different between two of them.
#![cfg(feature = "ssr")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod acts;
mod around;
mod beside;
mod cast;
#[path = "../common/mod.rs"]
mod common;
mod every_kind;
mod freezing;
mod pack;
mod paper;
mod papers;
mod people;
mod recount;
mod rows;
mod scene;
mod seeing;
mod story;
