//! The screens of comments.

mod list;
mod one;
mod thread;

pub use list::CommentsPage;
pub use one::CommentPage;
