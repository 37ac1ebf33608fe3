//! De stukken: what somebody reads before a meeting, on one page. What is asked of the meeting, what is not on schedule and who is
//! to move, what changed, and what former meetings left open.
//!
//! How things stand is read from what was frozen for the meeting (`since`), so that it is the same whenever it is read, for the
//! same reader; the agenda and the decisions are the meeting's own.

pub mod agenda;
pub mod ahead;
mod charts;
mod document;
pub mod file;
pub mod filter;
pub mod kept;
pub mod queries;
pub mod spreadsheet;
pub mod views;

use domain::dutch;

pub use charts::light;

/// The page of a meeting.
pub fn address_of(meeting: uuid::Uuid) -> String {
    format!("{}/{meeting}/stukken", crate::meetings::PATH)
}

/// The same as a file.
pub fn file_address_of(meeting: uuid::Uuid) -> String {
    format!("{}.pdf", address_of(meeting))
}

/// The same as a workbook.
pub fn spreadsheet_address_of(meeting: uuid::Uuid) -> String {
    format!("{}.xlsx", address_of(meeting))
}

/// What a file of the pack is called: its meeting's day and its gemeente.
fn file_name(whole: &queries::Whole, extension: &str) -> String {
    let whose = whole.page.place.as_ref().map_or(filter::ALL, |place| place.slug.as_str());
    format!("stukken-{}-{whose}.{extension}", whole.meeting_date)
}

/// Where dwellings would be counted.
pub const NO_DWELLINGS: &str = "Er is nog geen doel verdeeld en niets opgeleverd.";

/// How many commitments are not on schedule.
fn trouble_lead(many: usize) -> String {
    match many {
        0 => "Alles waarover is gemeld, loopt op schema.".to_owned(),
        _ => format!("{} niet op schema, rood eerst.", dutch::count(many as u64, "afspraak loopt", "afspraken lopen")),
    }
}
