//! Taking lists out: what is in them, for whom, and that what comes back changes nothing.
#![cfg(feature = "ssr")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[path = "../imports/cast.rs"]
#[allow(dead_code, reason = "loading files is the other half of it")]
mod cast;
#[path = "../common/mod.rs"]
mod common;
mod counted;
mod files;
mod governance;
mod hostile;
mod round_trip;
mod shapes;
