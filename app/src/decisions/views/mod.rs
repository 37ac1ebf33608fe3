//! The pages of decisions, and how other pages show them. Plain pages.

mod lines;
mod list;
mod record;
mod show;

pub use lines::{AboutProposal, CarriedOver, Lines, Table, excerpt};
pub use list::DecisionsPage;
pub use record::{ChangeDecisionPage, RecordDecisionPage};
pub use show::DecisionPage;
