//! A proposal in a region file, with its way along bodies.

use chrono::NaiveDate;
use domain::routing::Purpose;
use domain::routing::proposal::Proposal;
use toml_edit::Value;

use crate::regions::reader::{At, FromValue, Lines, Mismatch, Reader, Row};

/// A `[[proposal]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalEntry {
    /// Whose it is, by name.
    pub organisation: At<String>,
    pub content: Proposal,
    /// In their order.
    pub steps: Vec<At<StepEntry>>,
    pub example: bool,
    pub lines: Lines,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepEntry {
    /// By name.
    pub body: String,
    pub date: NaiveDate,
    pub purpose: Purpose,
    pub conclusion: Option<String>,
}

impl ProposalEntry {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        let (organisation, title) = (row.required("organisation"), row.required("title"));
        let part = |key| row.optional::<String>(key).unwrap_or_default();
        let content = Proposal {
            title: String::new(),
            proposed: part("proposed"),
            intended_effect: part("intended_effect"),
            arguments: part("arguments"),
            remarks: part("remarks"),
            costs: part("costs"),
            communication: part("communication"),
            follow_up: part("follow_up"),
            decision: part("decision"),
        };
        let steps = row.list("steps");
        let example = row.optional("example").unwrap_or(false);
        let (organisation, title) = (organisation?, title?);
        Some(Self { organisation, content: Proposal { title, ..content }, steps, example, lines: row.lines() })
    }
}

impl FromValue for StepEntry {
    fn expected() -> String {
        "{ body = \"…\", date = \"2027-03-12\", purpose = \"adviseren\" }".to_owned()
    }

    fn from_value(value: &Value, reader: &Reader) -> Result<Self, Mismatch> {
        let table = value.as_inline_table().ok_or_else(Self::expected)?;
        let row = Row::new(reader, "a step of [[proposal]]", table, reader.line(value.span()));
        let purposes: Vec<&'static str> = Purpose::ALL.iter().map(|purpose| purpose.code()).collect();
        let (body, date) = (row.required("body"), row.required("date"));
        let (purpose, conclusion) = (row.word("purpose", &purposes), row.optional("conclusion"));
        row.finish();
        let purpose = purpose.and_then(|code| code.parse().ok()).ok_or(Mismatch::Noted)?;
        let (body, date) = (body.ok_or(Mismatch::Noted)?, date.ok_or(Mismatch::Noted)?);
        Ok(Self { body, date, purpose, conclusion })
    }
}
