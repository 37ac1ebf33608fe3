//! Requests and responses: the router, and what surrounds every page.

mod answers;
pub mod assets;
mod bare;
mod downloads;
mod forms;
mod headers;
mod health;
mod identity;
mod listener;
mod making;
mod metrics;
mod owners;
mod pages;
mod router;
pub mod routes;
mod sessions;
mod spreadsheets;
mod uploads;

pub use answers::Answers;
pub use listener::listen;
pub use metrics::Metrics;
pub use router::router;
pub use sessions::clean_sessions;
