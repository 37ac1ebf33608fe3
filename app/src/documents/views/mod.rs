//! The pages of documents. Plain pages.

mod edit;
mod list;

pub use edit::{EditDocumentPage, NewDocumentPage};
pub use list::DocumentsPage;
