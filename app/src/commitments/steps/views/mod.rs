//! The screens of milestones.

mod card;
#[cfg(feature = "ssr")]
mod list;
#[cfg(feature = "ssr")]
mod one;

pub use card::MilestonesCard;
#[cfg(feature = "ssr")]
pub use list::MilestonesPage;
#[cfg(feature = "ssr")]
pub use one::MilestonePage;
