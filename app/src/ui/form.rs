//! What a form's server function answers, for a browser with and without JavaScript alike.
//!
//! Every form is one server function that returns a [`FormReply`]. With JavaScript the page calls it and shows the
//! reply in place. Without, the browser posts to the page's own address: the server runs the same function and either
//! redirects, or renders the page again with the [`Submission`] in it, so that nothing that was typed is lost.

use crate::error::AppError;
use domain::Problem;
use domain::differences::FieldChange;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FormReply {
    /// It is saved; the person goes on at this path.
    Done { location: String },
    /// Nothing was saved.
    Rejected(Rejection),
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    pub problems: Vec<Problem>,
    pub conflict: Option<Conflict>,
    /// The HTTP status for a browser without JavaScript.
    pub status: u16,
    /// After so many seconds it may be tried again.
    #[serde(default)]
    pub retry_after: Option<i64>,
}

/// Somebody else saved the same thing first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The version that is saved now; saving over it is then a choice.
    pub version: i32,
    pub by: String,
    /// When, as shown.
    pub at: String,
    pub fields: Vec<ConflictField>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictField {
    /// How the form names it, where one may choose for each field.
    pub code: Option<String>,
    pub label: String,
    pub saved: String,
    pub yours: String,
    /// It was not touched in this form: what is saved stays, unless one chooses otherwise.
    pub untouched: bool,
}

impl From<FieldChange> for ConflictField {
    /// Without a choice for each field.
    fn from(change: FieldChange) -> Self {
        let label = change.field.label().to_owned();
        Self { code: None, label, saved: change.before, yours: change.after, untouched: false }
    }
}

impl FormReply {
    pub fn done(location: impl Into<String>) -> Self {
        Self::Done { location: location.into() }
    }

    /// The form must be mended first.
    pub fn invalid(problems: Vec<Problem>) -> Self {
        Self::Rejected(Rejection { problems, status: 422, ..Rejection::default() })
    }

    /// What the person looked at has changed since.
    pub fn outdated(message: &str) -> Self {
        Self::Rejected(Rejection { problems: vec![Problem::of_form(message)], status: 409, ..Rejection::default() })
    }

    /// Nothing was saved and nothing is wrong: the form comes back with what was asked for.
    pub fn again() -> Self {
        Self::Rejected(Rejection { status: 200, ..Rejection::default() })
    }

    pub fn conflict(conflict: Conflict) -> Self {
        Self::Rejected(Rejection { conflict: Some(conflict), status: 409, ..Rejection::default() })
    }
}

/// A form that was posted without JavaScript and rejected: what was typed, and why it was not saved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// The address of the server function that took it: of several forms on a page, only this one was posted.
    pub function: String,
    /// Names and values, as posted.
    pub pairs: Vec<(String, String)>,
    pub rejection: Rejection,
    /// Why it could not even be tried.
    pub failure: Option<AppError>,
}

/// The name of a field in the posted form: server functions take the whole form as one argument called `form`.
pub fn field_name(field: &str) -> String {
    match field.split_once('[') {
        Some((first, rest)) => format!("form[{first}][{rest}"),
        None => format!("form[{field}]"),
    }
}

/// Text that a person may leave empty.
pub fn optional(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.replace("\r\n", "\n"))
}
