//! Loading spreadsheets (invoer): choose a file, say which column means what, see what each row would do, load the right
//! ones, and undo it as long as nobody touched what it did.
//!
//! What can be loaded is in [`kinds`]: each kind says its columns and judges its lines by the rules of its own form. Plain
//! pages.

pub mod api;
pub mod commands;
pub mod content;
pub mod entity;
pub mod form;
pub mod groups;
pub mod kinds;
pub mod lines;
pub mod outgoing;
pub mod queries;
pub mod records;
pub mod views;
pub mod workings;

/// Where files are loaded.
pub const PATH: &str = "/invoer";
