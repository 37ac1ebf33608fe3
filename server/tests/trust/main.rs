//! What docs/TRUST.md promises, tried on the real router: hostile text, forged requests, guessing, sessions, passwords,
//! and many people at the same moment.
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at the first surprise")]
#![allow(clippy::print_stdout, reason = "how much was tried is what some of these tests tell")]

#[path = "../../../app/tests/common/mod.rs"]
mod common;
mod deliveries;
mod digest;
mod exports;
mod files;
mod forged;
mod forms;
mod guessing;
mod headers;
mod hostile;
mod html;
mod imports;
mod keyboard;
mod meetings;
mod parallel;
mod passwords;
mod payloads;
mod proposals;
mod queries;
mod sessions;
mod steps;
mod visitors;
mod world;
