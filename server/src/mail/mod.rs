//! Delivering the mail that the application wrote into the outbox (`app::mail`).
//!
//! At least once: when this process dies between sending a mail and saying so, the mail is sent again after its lease,
//! with the same Message-ID.

mod failure;
pub mod settings;
mod smtp;
mod worker;

pub use settings::{MailError, SmtpSettings};
pub use smtp::Smtp;
pub use worker::Worker;
