//! A file as a form brought it.

use std::sync::Arc;

use domain::Problem;
use domain::files::{FileKind, check_file, too_large};
use leptos::prelude::use_context;

/// Its name as it was typed, and what is in it. The server puts it into the context of the function that takes the form.
#[derive(Clone, Debug)]
pub struct Upload {
    pub name: String,
    pub content: Content,
}

#[derive(Clone, Debug)]
pub enum Content {
    Whole(Arc<Vec<u8>>),
    /// It was not kept while it came in: only its size is known.
    TooLarge(u64),
}

/// A file that is what its name says.
#[derive(Clone, Debug)]
pub struct Checked {
    pub name: String,
    pub kind: FileKind,
    pub content: Arc<Vec<u8>>,
}

/// What was posted beside the texts of this form.
pub fn posted() -> Option<Upload> {
    use_context::<Upload>()
}

impl Upload {
    /// # Errors
    /// What is wrong with it.
    pub fn check(self) -> Result<Checked, Problem> {
        match self.content {
            Content::TooLarge(size) => Err(too_large(size)),
            Content::Whole(content) => {
                let kind = check_file(&self.name, &content)?;
                Ok(Checked { name: self.name, kind, content })
            }
        }
    }

    /// The status of an answer that refuses it.
    pub const fn status_when_refused(&self) -> u16 {
        match self.content {
            Content::TooLarge(_) => 413,
            Content::Whole(_) => 422,
        }
    }
}
