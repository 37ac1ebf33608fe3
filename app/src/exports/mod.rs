//! Taking lists out (uitvoer): every list and table as XLSX and CSV, with the filter of its address and for who asks.
//!
//! A [`Listed`] says its columns and gives its rows a page at a time; [`exported`] writes them, all from one moment of the
//! database. What it holds is what the list on the screen counts, because both start from the same selection. Text stays
//! text: the crate `sheets` sees to that. The columns are those that can be loaded at `/invoer` where there is such a kind,
//! so that a list can be taken out, worked on, and brought back. What its reader may not know is said to be kept
//! ([`KEPT`](crate::imports::kinds::KEPT)), and comes back as such.

pub mod cells;
mod keys;
mod list;
mod lists;
mod sheet;
pub mod views;
mod write;

pub use list::Listed;
pub use lists::{
    Allocations, BalanceTable, BehindNumber, Bottlenecks, Changes, Commitments, Deadlines, Decisions, Deliveries,
    Documents, Meetings, Organisations, Projects, Proposals, SuccessFactors, Targets, WhiteSpots,
};
pub use sheet::Sheet;
pub use sheets::Format;
pub use write::{Exported, exported, query_of, workbook};
