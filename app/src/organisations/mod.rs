//! The parties of the region and the bodies in which they meet, with the documents that say so. A plain page.

#[cfg(feature = "ssr")]
pub mod corporations;
#[cfg(feature = "ssr")]
pub mod data;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(feature = "ssr")]
pub mod source;
#[cfg(feature = "ssr")]
pub mod views;

use uuid::Uuid;

/// Where organisations are.
#[cfg(feature = "ssr")]
pub const PATH: &str = "/organisaties";

/// Where an organisation stands on the page of all of them.
pub fn anchor(id: Uuid) -> String {
    format!("organisatie-{id}")
}
