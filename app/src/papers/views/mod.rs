//! The screens of papers, and how they stand at their item.

mod item;
mod list;
mod one;

pub use item::Papers;
pub use list::PapersPage;
pub use one::PaperPage;
