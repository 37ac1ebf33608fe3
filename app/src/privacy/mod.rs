//! The rights of people whose data stands here: taking along what is held of them, and being forgotten by name.
//!
//! What is held of whom, why and how long is told in `docs/PRIVACY.md`.

pub mod data;
mod export;
mod files;
mod notes;
mod pseudonymise;
pub mod retention;

pub use export::{Reader, of_own_region, personal_data, record_export};
pub use pseudonymise::{Refusal, pseudonymise};
