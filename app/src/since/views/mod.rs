//! Sinds het vorige overleg. Plain pages.

mod days;
mod freeze;
mod lines;
mod meeting;

pub use days::SinceDaysPage;
pub use freeze::Frozen;
pub use lines::End;
pub use meeting::SinceMeetingPage;
