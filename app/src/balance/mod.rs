//! The balance: what is left to do of a target once everything delivered and planned is taken off. Part of the page of targets.
//!
//! Nothing of it is stored: it is counted from the projects that the reader may see and from their ledgers.

mod queries;
mod views;

pub use queries::{Balance, Counted, MeasureBalance, PlaceBalance, Share, balance, counted};
pub use views::BalanceSection;
