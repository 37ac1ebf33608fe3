//! Notes (notities) and questions (vragen) before a meeting: of one organisation, beside an item of the agenda, a proposal or a
//! commitment that is not on schedule.
//!
//! A bestuurder writes down what to remember or asks a colleague; who prepares them finds the question in `/mijn-taken` and
//! answers it. Nobody outside the organisation reads them, aanjagers of another neither, and they are in no pack: that is the
//! same for everybody who made it. Plain pages.

pub mod api;
pub mod commands;
pub mod entity;
pub mod form;
pub mod queries;
pub mod views;

use uuid::Uuid;

/// The page of all notes at a meeting.
pub fn address_of(meeting: Uuid) -> String {
    format!("{}/{meeting}/notities", crate::meetings::PATH)
}
