//! Loading spreadsheets: what each row would do, what it does, that the same again does nothing, and the way back.
#![cfg(feature = "ssr")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod cast;
mod commitments;
#[path = "../common/mod.rs"]
mod common;
mod deliveries;
mod diwi;
mod many;
mod marks;
mod projects;
mod targets;
