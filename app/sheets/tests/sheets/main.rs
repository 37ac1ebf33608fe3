//! Files that programs write, files that are meant to do harm, and files of our own.

#[path = "../common/mod.rs"]
mod common;
mod csv;
mod hostile;
mod limits;
mod round_trip;
mod writing;
mod xlsx;
