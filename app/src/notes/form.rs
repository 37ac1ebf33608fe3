//! The forms of notes, and how they become what the domain knows.

use domain::Problem;
use domain::notes::{About, Kind, answer_problems, text_problems};
use serde::{Deserialize, Serialize};

use crate::ui::form::optional;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoteForm {
    /// The meeting's.
    pub id: String,
    pub about: String,
    pub kind: String,
    pub text: String,
}

impl NoteForm {
    /// What it is about, what it is, and what it says.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn content(&self) -> Result<(About, Kind, String), Vec<Problem>> {
        let text = optional(&self.text).unwrap_or_default();
        let mut problems = Vec::new();
        let about = About::from_code(&self.about);
        if about.is_none() {
            problems.push(Problem::new("about", UNKNOWN));
        }
        let kind = self.kind.parse::<Kind>().ok();
        if kind.is_none() {
            problems.push(Problem::new("kind", "Kies of u iets wilt onthouden of vragen."));
        }
        problems.extend(text_problems(&text));
        match (about, kind) {
            (Some(about), Some(kind)) if problems.is_empty() => Ok((about, kind, text)),
            _ => Err(problems),
        }
    }
}

/// What a note can be about is what lies before the meeting.
pub const UNKNOWN: &str = "Kies uit de lijst waar uw notitie bij hoort.";

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerForm {
    /// The meeting's.
    pub id: String,
    pub note: String,
    pub text: String,
}

impl AnswerForm {
    /// # Errors
    /// What is wrong with it.
    pub fn text(&self) -> Result<String, Vec<Problem>> {
        let text = optional(&self.text).unwrap_or_default();
        let problems = answer_problems(&text);
        if problems.is_empty() { Ok(text) } else { Err(problems) }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RemoveForm {
    /// The meeting's.
    pub id: String,
    pub note: String,
    /// Whether whoever removes it saw an answer: [`seen`].
    pub seen: String,
}

/// What somebody saw of a note: nobody takes away an answer that they have not read.
pub const fn seen(answered: bool) -> &'static str {
    if answered { "met antwoord" } else { "zonder antwoord" }
}
