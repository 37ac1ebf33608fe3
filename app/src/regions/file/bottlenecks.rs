//! A bottleneck in a region file, and the content that it becomes.

use chrono::NaiveDate;
use domain::bottlenecks::{Content, Holder, Level, Standing, Step};
use domain::{Problem, bottlenecks};
use toml_edit::Value;
use uuid::Uuid;

use crate::regions::reader::{At, FromValue, Lines, Mismatch, Reader, Row};

/// One of the region's commitments: its number, and the code of the municipality in whose agenda it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CommitmentName {
    pub municipality: Option<String>,
    pub number: String,
}

impl std::fmt::Display for CommitmentName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let agenda = self.municipality.as_deref().unwrap_or("the region");
        write!(f, "\"{}\" in the agenda of {agenda}", self.number)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EscalationEntry {
    pub to: Level,
    pub on: NaiveDate,
    pub reason: String,
}

/// A `[[bottleneck]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BottleneckEntry {
    pub title: At<String>,
    pub description: Option<String>,
    /// By name.
    pub success_factor: At<String>,
    pub owner: At<String>,
    pub owner_function: Option<String>,
    pub action: String,
    pub acting: At<String>,
    pub acting_function: Option<String>,
    pub blocks: Vec<At<CommitmentName>>,
    /// By name.
    pub blocks_projects: Vec<At<String>>,
    pub escalations: Vec<At<EscalationEntry>>,
    pub example: bool,
    pub lines: Lines,
}

impl BottleneckEntry {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        let (title, description) = (row.required("title"), row.optional("description"));
        let success_factor = row.required("success_factor");
        let (owner, owner_function) = (row.required("owner"), row.optional("owner_function"));
        let (action, acting) = (row.required("action"), row.required("acting"));
        let (acting_function, blocks) = (row.optional("acting_function"), row.list("blocks"));
        let blocks_projects = row.list("blocks_projects");
        let (escalations, example) = (row.list("escalations"), row.optional("example").unwrap_or(false));
        Some(Self {
            title: title?,
            description,
            success_factor: success_factor?,
            owner: owner?,
            owner_function,
            action: action?,
            acting: acting?,
            acting_function,
            blocks,
            blocks_projects,
            escalations,
            example,
            lines: row.lines(),
        })
    }

    /// What it says, with the identities behind its names.
    pub fn content(&self, success_factor: Uuid, owner: Uuid, acting: Uuid) -> Content {
        Content {
            title: self.title.value.clone(),
            description: self.description.clone(),
            success_factor: success_factor.into(),
            owner: Holder { organisation: owner.into(), function: self.owner_function.clone() },
            action: self.action.clone(),
            acting: Holder { organisation: acting.into(), function: self.acting_function.clone() },
        }
    }

    /// The steps that were taken.
    ///
    /// # Errors
    /// The first that does not fit.
    pub fn steps(&self) -> Result<Vec<StepEntry>, Unfit> {
        let mut standing = Standing::NEW;
        let mut steps = Vec::new();
        for At { line, value } in &self.escalations {
            let step = Step::Escalate { to: value.to, reason: value.reason.clone() };
            standing = standing.after(&step).map_err(|problems| Unfit { line: *line, problems })?;
            steps.push(StepEntry { step, leads_to: standing, on: value.on });
        }
        Ok(steps)
    }
}

/// A step, where it leads and when it was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepEntry {
    pub step: Step,
    pub leads_to: Standing,
    pub on: NaiveDate,
}

/// Why a step does not fit, and the line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    pub line: usize,
    pub problems: Vec<Problem>,
}

/// What a writer of files is told of a rule of the domain, by the field that broke it.
pub fn message(field: &str) -> String {
    match field {
        "level" => "each escalation goes higher than the one before".to_owned(),
        "title" => format!("\"title\" has words on one line, at most {} characters", bottlenecks::TITLE_MAX),
        field => format!("\"{field}\" is too long, or holds what nobody can read"),
    }
}

impl FromValue for CommitmentName {
    fn expected() -> String {
        "the number of a commitment of the region, or { municipality = \"GM…\", number = \"…\" }".to_owned()
    }

    fn from_value(value: &Value, reader: &Reader) -> Result<Self, Mismatch> {
        if let Some(table) = value.as_inline_table() {
            let row = Row::new(reader, "what [[bottleneck]] blocks", table, reader.line(value.span()));
            let (municipality, number) = (row.required("municipality"), row.required("number"));
            row.finish();
            return Ok(Self {
                municipality: Some(municipality.ok_or(Mismatch::Noted)?),
                number: number.ok_or(Mismatch::Noted)?,
            });
        }
        let number = String::from_value(value, reader).map_err(|_| Self::expected())?;
        Ok(Self { municipality: None, number })
    }
}

impl FromValue for EscalationEntry {
    fn expected() -> String {
        "{ to = \"ao\", on = \"2026-09-01\", reason = \"…\" }".to_owned()
    }

    fn from_value(value: &Value, reader: &Reader) -> Result<Self, Mismatch> {
        let table = value.as_inline_table().ok_or_else(Self::expected)?;
        let row = Row::new(reader, "an escalation of [[bottleneck]]", table, reader.line(value.span()));
        let levels: Vec<&'static str> = Level::ALL.iter().map(|level| level.code()).collect();
        let (to, on, reason) = (row.word("to", &levels), row.required("on"), row.required("reason"));
        row.finish();
        let to = to.and_then(|code| code.parse().ok()).ok_or(Mismatch::Noted)?;
        Ok(Self { to, on: on.ok_or(Mismatch::Noted)?, reason: reason.ok_or(Mismatch::Noted)? })
    }
}
