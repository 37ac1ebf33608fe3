//! The region file: what it can hold, and reading it. `docs/REGION-FILE.md` describes the format for its writers.
//!
//! Reading has two steps. First each row by itself: its keys and the types of their values ([`reference`],
//! [`commitments`], [`bottlenecks`], [`documents`], [`agendas`], [`deadline_phases`], [`projects`], [`allocations`], [`users`]). Then what rows say about each other, and the rules of the
//! domain ([`check`]).

pub mod agendas;
pub mod allocations;
pub mod bodies;
pub mod bottlenecks;
mod check;
pub mod commitments;
pub mod deadline_phases;
pub mod documents;
pub mod dwellings;
pub mod meetings;
mod messages;
pub mod projects;
pub mod proposals;
pub mod reference;
pub mod roles;
pub mod steps;
pub mod success_factor_states;
pub mod users;

use toml_edit::{Document, Item, TableLike};

pub use super::reader::{At, Lines};
use super::reader::{Reader, Row, did_you_mean};
use agendas::AgendaEntry;
use allocations::AllocationEntry;
use bodies::BodyEntry;
use bottlenecks::BottleneckEntry;
use commitments::{Agenda, CommitmentEntry};
use deadline_phases::DeadlinePhaseEntry;
use documents::DocumentEntry;
use meetings::MeetingEntry;
use projects::ProjectEntry;
use proposals::ProposalEntry;
use reference::{
    ChallengeEntry, ContextEntry, DeadlineEntry, DefinitionEntry, MeasureEntry, MunicipalityEntry, OrganisationEntry,
    RegionEntry, ScenarioEntry, SourceEntry, SuccessFactorEntry, TargetEntry, TargetGroupEntry,
};
use roles::RoleEntry;
use success_factor_states::FactorStateEntry;
use users::UserEntry;

/// A whole file, of which every reference has been found and every rule checked.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionFile {
    pub region: RegionEntry,
    pub sources: Vec<SourceEntry>,
    pub municipalities: Vec<MunicipalityEntry>,
    pub organisations: Vec<OrganisationEntry>,
    pub measures: Vec<MeasureEntry>,
    pub scenarios: Vec<ScenarioEntry>,
    pub targets: Vec<TargetEntry>,
    pub challenges: Vec<ChallengeEntry>,
    pub target_groups: Vec<TargetGroupEntry>,
    pub deadlines: Vec<DeadlineEntry>,
    pub bodies: Vec<BodyEntry>,
    pub success_factors: Vec<SuccessFactorEntry>,
    pub context: Vec<ContextEntry>,
    pub definitions: Vec<DefinitionEntry>,
    pub commitments: Vec<CommitmentEntry>,
    pub bottlenecks: Vec<BottleneckEntry>,
    pub documents: Vec<DocumentEntry>,
    pub agendas: Vec<AgendaEntry>,
    pub deadline_phases: Vec<DeadlinePhaseEntry>,
    pub success_factor_states: Vec<FactorStateEntry>,
    pub projects: Vec<ProjectEntry>,
    pub allocations: Vec<AllocationEntry>,
    pub meetings: Vec<MeetingEntry>,
    pub proposals: Vec<ProposalEntry>,
    pub roles: Vec<RoleEntry>,
    /// Only with [`parse_with_users`].
    pub users: Vec<UserEntry>,
}

impl RegionFile {
    /// Where a commitment stands: in the agendas of these municipalities, or in the region's own, which is `None`.
    pub fn agendas(&self, commitment: &CommitmentEntry) -> Vec<Option<&MunicipalityEntry>> {
        match &commitment.agenda {
            Agenda::Region => vec![None],
            Agenda::Municipality(code) => {
                self.municipalities.iter().filter(|row| row.code.value == code.value).map(Some).collect()
            }
            Agenda::EachMunicipality => self.municipalities.iter().map(Some).collect(),
        }
    }
}

/// One mistake in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileError {
    /// From 1.
    pub line: usize,
    pub message: String,
}

impl std::fmt::Display for FileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

/// All mistakes in a file, by line: at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileErrors(Vec<FileError>);

impl FileErrors {
    /// None when there are no mistakes.
    pub(super) fn new(mut errors: Vec<FileError>) -> Option<Self> {
        errors.sort();
        errors.dedup();
        if errors.is_empty() { None } else { Some(Self(errors)) }
    }

    pub fn iter(&self) -> impl Iterator<Item = &FileError> {
        self.0.iter()
    }
}

/// One mistake per line.
impl std::fmt::Display for FileErrors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let lines: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for FileErrors {}

/// Reads a region file.
///
/// # Errors
/// Every mistake in it. When the text is no TOML, only the first place where it is not: nothing after it can be
/// understood.
pub fn parse(text: &str) -> Result<RegionFile, FileErrors> {
    read(text, Users::Refused)
}

/// The text of a file, for [`parse`].
///
/// # Errors
/// The line where it is not written in UTF-8.
pub fn decode(bytes: &[u8]) -> Result<&str, FileErrors> {
    std::str::from_utf8(bytes).map_err(|error| {
        let line = 1 + bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count();
        let message = "this is not UTF-8: save the file in that encoding".to_owned();
        FileErrors(vec![FileError { line, message }])
    })
}

/// As [`parse`], for a region file with its demo appendix behind it, which may hold `[[user]]` tables.
///
/// # Errors
/// As [`parse`].
pub fn parse_with_users(text: &str) -> Result<RegionFile, FileErrors> {
    read(text, Users::Accepted)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Users {
    Accepted,
    Refused,
}

const TABLES: [&str; 26] = [
    "region",
    "source",
    "municipality",
    "organisation",
    "measure",
    "scenario",
    "target",
    "challenge",
    "target_group",
    "deadline",
    "body",
    "success_factor",
    "context",
    "definition",
    "commitment",
    "bottleneck",
    "document",
    "agenda",
    "deadline_phase",
    "success_factor_state",
    "project",
    "allocation",
    "meeting",
    "proposal",
    "role_description",
    "user",
];

fn read(text: &str, users: Users) -> Result<RegionFile, FileErrors> {
    let reader = Reader::new(text);
    match Document::parse(text) {
        Ok(document) => {
            let file = read_tables(&reader, &document, users);
            check::check(&reader, &document, &file);
            match reader.into_errors() {
                Some(errors) => Err(errors),
                None => Ok(file),
            }
        }
        Err(error) => {
            let place = error.span().and_then(|span| text.get(span)?.lines().next()).filter(|place| !place.is_empty());
            let place = place.map(|place| format!(", at: {place}")).unwrap_or_default();
            let message = format!("this is not valid TOML: {}{place}", error.message());
            Err(FileErrors(vec![FileError { line: reader.line(error.span()), message }]))
        }
    }
}

fn read_tables(reader: &Reader, document: &Document<&str>, users: Users) -> RegionFile {
    refuse_unknown_tables(reader, document);
    let tables = Tables { reader, document };
    if users == Users::Refused {
        tables.refuse("user", "[[user]] is for a demo appendix only: make accounts with `woonzorgagenda user create`");
    }
    RegionFile {
        // Without a region there is an error, so nobody sees the empty one.
        region: tables.one("region", RegionEntry::read).unwrap_or_default(),
        sources: tables.all("source", SourceEntry::read),
        municipalities: tables.all("municipality", MunicipalityEntry::read),
        organisations: tables.all("organisation", OrganisationEntry::read),
        measures: tables.all("measure", MeasureEntry::read),
        scenarios: tables.all("scenario", ScenarioEntry::read),
        targets: tables.all("target", TargetEntry::read),
        challenges: tables.all("challenge", ChallengeEntry::read),
        target_groups: tables.all("target_group", TargetGroupEntry::read),
        deadlines: tables.all("deadline", DeadlineEntry::read),
        bodies: tables.all("body", BodyEntry::read),
        success_factors: tables.all("success_factor", SuccessFactorEntry::read),
        context: tables.all("context", ContextEntry::read),
        definitions: tables.all("definition", DefinitionEntry::read),
        commitments: tables.all("commitment", CommitmentEntry::read),
        bottlenecks: tables.all("bottleneck", BottleneckEntry::read),
        documents: tables.all("document", DocumentEntry::read),
        agendas: tables.all("agenda", AgendaEntry::read),
        deadline_phases: tables.all("deadline_phase", DeadlinePhaseEntry::read),
        success_factor_states: tables.all("success_factor_state", FactorStateEntry::read),
        projects: tables.all("project", ProjectEntry::read),
        allocations: tables.all("allocation", AllocationEntry::read),
        meetings: tables.all("meeting", MeetingEntry::read),
        proposals: tables.all("proposal", ProposalEntry::read),
        roles: tables.all("role_description", RoleEntry::read),
        users: if users == Users::Accepted { tables.all("user", UserEntry::read) } else { vec![] },
    }
}

fn refuse_unknown_tables(reader: &Reader, document: &Document<&str>) {
    for (name, item) in document.iter().filter(|(name, _)| !TABLES.contains(name)) {
        let line = document.key(name).map_or(1, |key| reader.line(key.span()));
        let hint = did_you_mean(name, TABLES);
        match item {
            Item::ArrayOfTables(rows) => {
                for row in rows {
                    reader.error(reader.line(row.span()), format!("unknown table [[{name}]]{hint}"));
                }
            }
            Item::Table(_) => reader.error(line, format!("unknown table [{name}]{hint}")),
            _ => reader.error(line, format!("\"{name}\" stands before the first table")),
        }
    }
}

struct Tables<'a> {
    reader: &'a Reader,
    document: &'a Document<&'a str>,
}

impl Tables<'_> {
    fn line_of(&self, name: &str) -> usize {
        self.document.key(name).map_or(1, |key| self.reader.line(key.span()))
    }

    /// The table that must be there once.
    fn one<T>(&self, name: &str, read: impl Fn(&Row<'_>) -> Option<T>) -> Option<T> {
        match self.document.get(name) {
            Some(Item::Table(table)) => self.row(&format!("[{name}]"), table, self.reader.line(table.span()), read),
            Some(_) => {
                let message = format!("write [{name}] in single brackets: there is one per file");
                self.reader.error(self.line_of(name), message);
                None
            }
            None => {
                self.reader.error(1, format!("missing table [{name}]"));
                None
            }
        }
    }

    /// All rows of a table, without those that could not be read.
    fn all<T>(&self, name: &str, read: impl Fn(&Row<'_>) -> Option<T>) -> Vec<T> {
        match self.document.get(name) {
            Some(Item::ArrayOfTables(rows)) => {
                let row_name = format!("[[{name}]]");
                let row = |row: &toml_edit::Table| self.row(&row_name, row, self.reader.line(row.span()), &read);
                rows.iter().filter_map(row).collect()
            }
            Some(_) => {
                self.reader.error(self.line_of(name), format!("write [[{name}]] in double brackets, once per row"));
                vec![]
            }
            None => vec![],
        }
    }

    fn row<T>(
        &self,
        name: &str,
        table: &dyn TableLike,
        line: usize,
        read: impl Fn(&Row<'_>) -> Option<T>,
    ) -> Option<T> {
        let row = Row::new(self.reader, name, table, line);
        let entry = read(&row);
        row.finish();
        entry
    }

    fn refuse(&self, name: &str, message: &str) {
        match self.document.get(name) {
            Some(Item::ArrayOfTables(rows)) => {
                rows.iter().for_each(|row| self.reader.error(self.reader.line(row.span()), message));
            }
            Some(_) => self.reader.error(self.line_of(name), message),
            None => {}
        }
    }
}
