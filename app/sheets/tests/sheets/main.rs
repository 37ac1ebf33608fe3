//! Files that programs write, files that are meant to do harm, and files of our own.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[path = "../common/mod.rs"]
mod common;
mod csv;
mod full_disk;
mod hostile;
mod limits;
mod round_trip;
mod writing;
mod xlsx;
