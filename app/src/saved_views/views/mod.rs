//! The pages of saved views. Plain pages.

mod edit;
mod list;

pub use edit::{EditViewPage, NewViewPage};
pub use list::ViewsPage;
