//! Requests and responses: the router, and what surrounds every page.

pub mod assets;
mod forms;
mod headers;
mod health;
mod identity;
mod listener;
mod pages;
mod router;
mod sessions;

pub use listener::listen;
pub use router::router;
pub use sessions::clean_sessions;
