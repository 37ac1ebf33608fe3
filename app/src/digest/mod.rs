//! The weekly mail (overzicht) of what is asked of somebody: how much of each kind, with the way to it. Titles stay here, because
//! mail travels further than a login does.
//!
//! Who wants none stops it in their mail program, by the link in the mail, or on `/account`.

pub mod api;
pub mod choosing;
pub mod entity;
pub mod form;
pub mod links;
pub mod sending;
pub mod views;

pub use choosing::wanted;

/// The page behind the link in the mail.
pub fn stop_path(token: &str) -> String {
    format!("/overzicht/stoppen/{token}")
}
