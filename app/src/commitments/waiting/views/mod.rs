//! The screens of waiting.

mod card;
#[cfg(feature = "ssr")]
mod page;

pub use card::WaitingCard;
#[cfg(feature = "ssr")]
pub use page::WaitingPage;
