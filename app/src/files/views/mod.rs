//! The screens of files.

mod list;
mod one;

pub use list::FilesPage;
pub use one::FilePage;
