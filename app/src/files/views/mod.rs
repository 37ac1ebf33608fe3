//! The screens of files.

mod list;
mod one;

pub use list::{FileTable, FilesPage};
pub use one::{FileFacts, FilePage, Reason, WithdrawFields};
