//! The milestones of a commitment in a region file, and what it waits for.

use chrono::NaiveDate;
use domain::Period;
use domain::milestones::Milestone;
use domain::waiting::Wait;
use toml_edit::Value;

use crate::regions::reader::{FromValue, Mismatch, Reader, Row};

/// An element of `milestones`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MilestoneEntry(pub Milestone);

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WaitedFor {
    /// By its number, in the same agenda.
    Commitment(String),
    Organisation(String),
}

/// An element of `waits_for`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitEntry {
    pub what: WaitedFor,
    pub wait: Wait,
}

impl FromValue for MilestoneEntry {
    fn expected() -> String {
        "{ title = \"…\", due = \"…\", done_on = \"…\", note = \"…\" }, of which the last two may be left out"
            .to_owned()
    }

    fn from_value(value: &Value, reader: &Reader) -> Result<Self, Mismatch> {
        let table = value.as_inline_table().ok_or_else(Self::expected)?;
        let row = Row::new(reader, "a milestone of [[commitment]]", table, reader.line(value.span()));
        let (title, due) = (row.required::<String>("title"), row.required::<Period>("due"));
        let (done_on, note) = (row.optional::<NaiveDate>("done_on"), row.optional::<String>("note"));
        row.finish();
        let (title, due) = title.zip(due).ok_or(Mismatch::Noted)?;
        Ok(Self(Milestone { title, due, done_on, note }))
    }
}

impl FromValue for WaitEntry {
    fn expected() -> String {
        "{ commitment = \"…\", reason = \"…\", since = \"…\" }, or the same with an organisation".to_owned()
    }

    fn from_value(value: &Value, reader: &Reader) -> Result<Self, Mismatch> {
        let table = value.as_inline_table().ok_or_else(Self::expected)?;
        let row = Row::new(reader, "a wait of [[commitment]]", table, reader.line(value.span()));
        let commitment = row.optional("commitment").map(WaitedFor::Commitment);
        let organisation = row.optional("organisation").map(WaitedFor::Organisation);
        let (reason, since) = (row.required("reason"), row.required("since"));
        let what = match (commitment, organisation) {
            (Some(what), None) | (None, Some(what)) => Some(what),
            _ => {
                row.wrong("reason", "stands beside either a commitment or an organisation");
                None
            }
        };
        row.finish();
        match (what, reason, since) {
            (Some(what), Some(reason), Some(since)) => Ok(Self { what, wait: Wait { reason, since } }),
            _ => Err(Mismatch::Noted),
        }
    }
}
