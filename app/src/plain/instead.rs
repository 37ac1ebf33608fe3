//! What a browser gets instead of what it asked for.

use crate::error::AppError;
use crate::exports::views::{BeingMade, NotTakenOut};

/// What was posted by somebody who is not logged in any more: it is kept in the page, to be sent again.
#[derive(Clone, Debug)]
pub struct KeptForm {
    pub action: String,
    pub pairs: Vec<(String, String)>,
}

/// What is shown instead of what was asked for.
#[derive(Clone, Debug)]
pub enum Instead {
    SendAgain(KeptForm),
    Failed(AppError),
    NotTakenOut(NotTakenOut),
    BeingMade(BeingMade),
}

impl Instead {
    /// The HTTP status that says the same.
    pub const fn status(&self) -> u16 {
        match self {
            Self::SendAgain(_) => AppError::LoggedOut.status(),
            Self::Failed(error) => error.status(),
            Self::NotTakenOut(_) => 400,
            Self::BeingMade(_) => 202,
        }
    }
}
