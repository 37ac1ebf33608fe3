//! Files that prove something (bewijs), with a commitment or with one report of its progress.
//!
//! Plain pages, and a card on the page of the commitment. A row says what a file is; its content lies in a [`store`], under
//! the row's id. Who reports progress adds files. Nothing is removed: a file is withdrawn, and its row stays.

pub mod api;
pub mod commands;
pub mod entity;
pub mod form;
pub mod queries;
pub mod records;
pub mod store;
pub mod upload;
pub mod views;
