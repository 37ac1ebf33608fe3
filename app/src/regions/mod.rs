//! A region and its reference data: which gemeenten, parties, challenges and target groups there are.
//!
//! A region is data. Its file (`docs/REGION-FILE.md`) is read and checked as a whole by [`file`], which knows the
//! format, and then put into the database by [`load`]. Neither knows any region by name: a second region is a second
//! file. Loading is safe to repeat, so that a correction is a matter of editing the file and loading it again.

pub mod entity;
pub mod file;
pub mod load;
mod reader;
pub mod vision;
