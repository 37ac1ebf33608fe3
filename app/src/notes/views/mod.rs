//! The screens of notes.

mod beside;
mod list;
mod one;

pub use beside::{Beside, NotesCard};
pub use list::NotesPage;
pub use one::NotePage;
