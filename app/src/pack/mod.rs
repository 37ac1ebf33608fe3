//! De stukken: what somebody reads before a meeting, on one page. What is asked of the meeting, what is not on schedule and who is
//! to move, what changed, and what former meetings left open.
//!
//! How things stand is read from what was frozen for the meeting (`since`), so that it is the same whenever it is read, for the
//! same reader; the agenda and the decisions are the meeting's own.

pub mod filter;
pub mod queries;
pub mod views;

/// The page of a meeting.
pub fn address_of(meeting: uuid::Uuid) -> String {
    format!("{}/{meeting}/stukken", crate::meetings::PATH)
}
