//! The screens of deliveries.

mod forms;
mod ledger;
mod list;

pub use forms::{CorrectDeliveryPage, ReportDeliveryPage, VerifyDeliveryPage};
pub use ledger::{LedgerPage, crumbs};
pub use list::DeliveriesPage;
