//! What an organisation does, in a region file.

use chrono::NaiveDate;
use domain::roles::{TEXT_MAX, problems};

use crate::regions::reader::{At, Lines, Row};

/// A `[[role_description]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleEntry {
    /// By name.
    pub organisation: At<String>,
    pub text: String,
    /// The day on which its bestuurder acknowledged this text.
    pub acknowledged_on: Option<NaiveDate>,
    pub example: bool,
    pub lines: Lines,
}

impl RoleEntry {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        let (organisation, text) = (row.required("organisation"), row.required::<String>("text"));
        let (acknowledged_on, example) = (row.optional("acknowledged_on"), row.optional("example").unwrap_or(false));
        let text = text?.trim().to_owned();
        Some(Self { organisation: organisation?, text, acknowledged_on, example, lines: row.lines() })
    }

    /// What does not fit, by key.
    pub(super) fn mistakes(&self) -> Vec<(&'static str, String)> {
        let mut mistakes = Vec::new();
        if !problems(&self.text).is_empty() {
            let message = format!("\"text\" has words, at most {TEXT_MAX} characters, all of which can be seen");
            mistakes.push(("text", message));
        }
        if self.acknowledged_on.is_some() && !self.example {
            let message =
                "only an example has \"acknowledged_on\": a bestuurder acknowledges on the screen, and nobody else";
            mistakes.push(("acknowledged_on", message.to_owned()));
        }
        mistakes
    }
}
