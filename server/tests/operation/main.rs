//! The server as a process: starting, stopping, and what it does when something around it fails.
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod accounts;
mod away;
#[path = "../../examples/bench/client.rs"]
#[allow(dead_code, reason = "the benchmark uses the rest")]
mod client;
mod commands;
mod crash;
mod full;
mod process;
mod several;
mod slow;
mod stopping;
mod watching;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;
