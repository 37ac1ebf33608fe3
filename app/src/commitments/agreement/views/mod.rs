//! The screens of agreeing: a card on the commitment's page, and plain pages to answer and to close.

#[cfg(feature = "ssr")]
mod answer;
mod card;
#[cfg(feature = "ssr")]
mod close;

#[cfg(feature = "ssr")]
pub use answer::AnswerPage;
pub use card::AgreementCard;
#[cfg(feature = "ssr")]
pub use close::ClosePage;
