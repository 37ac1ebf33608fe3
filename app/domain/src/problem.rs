use serde::{Deserialize, Serialize};

/// What is wrong with one field of a form, or with sending it at all, in Dutch, saying what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The name of the form field, which the error summary links to; empty when it is about no field.
    pub field: String,
    pub message: String,
}

impl Problem {
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }

    /// About the form as a whole: nothing in it needs mending.
    pub fn of_form(message: impl Into<String>) -> Self {
        Self::new("", message)
    }

    pub fn is_of_form(&self) -> bool {
        self.field.is_empty()
    }
}
