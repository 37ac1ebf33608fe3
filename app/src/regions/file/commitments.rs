//! A commitment in a region file, and the content that it becomes.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::Period;
use domain::commitments::{Content, DESCRIPTION_MAX, Kind, LifeCycle, Party, PartyRef, PartyRole};
use domain::deadlines::DETAIL_MAX;
use domain::organisations::OrganisationType;
use domain::progress::{ProgressReport, Stoplight};
use toml_edit::Value;
use uuid::Uuid;

use super::dwellings::{DwellingEntry, dwellings};
use super::reference::{MunicipalityEntry, Sourced};
use super::steps::{MilestoneEntry, WaitEntry};
use crate::regions::reader::{At, FromValue, Lines, Mismatch, Reader, Row};

/// `R-18`, `1.2.3`: what people say when they mean a commitment.
const NUMBER_MAX: usize = 20;
/// As the lead: the municipality in whose agenda the commitment stands.
const OWN_MUNICIPALITY: &str = "gemeente";

/// All organisations of a type, where a document does not say which.
const GROUP_WORDS: [(&str, OrganisationType); 5] = [
    ("gemeenten", OrganisationType::Municipality),
    ("corporaties", OrganisationType::HousingCorporation),
    ("zorgaanbieders", OrganisationType::CareProvider),
    ("welzijnsorganisaties", OrganisationType::WelfareOrganisation),
    ("huurdersorganisaties", OrganisationType::TenantsOrganisation),
];

/// Where a commitment stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Agenda {
    Region,
    /// Of the municipality with this code.
    Municipality(At<String>),
    /// Once in the agenda of every municipality.
    EachMunicipality,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeadEntry {
    Organisation(String),
    OwnMunicipality,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartyName {
    Organisation(String),
    Group(OrganisationType),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyEntry {
    pub who: PartyName,
    pub function: Option<String>,
    pub contribution: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotationEntry {
    pub source: Sourced,
    pub quote: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgressEntry {
    pub report: ProgressReport,
    pub on: NaiveDate,
}

/// A `[[commitment]]`; with [`Agenda::EachMunicipality`] it stands for several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitmentEntry {
    pub number: At<String>,
    pub agenda: Agenda,
    pub title: String,
    pub description: Option<String>,
    pub kind: Option<Kind>,
    pub place: Option<String>,
    pub lead: Option<At<LeadEntry>>,
    pub lead_function: Option<String>,
    pub partners: Vec<At<PartyEntry>>,
    pub consulted: Vec<At<PartyEntry>>,
    pub start: Option<Period>,
    pub due: Option<Period>,
    pub challenges: Vec<At<String>>,
    pub target_groups: Vec<At<String>>,
    pub dwellings: Vec<DwellingEntry>,
    /// By name.
    pub success_factors: Vec<At<String>>,
    /// By title.
    pub documents: Vec<At<String>>,
    /// By name.
    pub projects: Vec<At<String>>,
    pub quotation: Option<QuotationEntry>,
    pub example: bool,
    pub life_cycle: LifeCycle,
    pub progress: Option<ProgressEntry>,
    pub milestones: Vec<At<MilestoneEntry>>,
    pub waits_for: Vec<At<WaitEntry>>,
    pub lines: Lines,
}

impl CommitmentEntry {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        row.within(NUMBER_MAX, &["number"]);
        let (number, title, description) = (row.required("number"), row.required("title"), row.optional("description"));
        let (kind, agenda, place) = (row.optional("kind"), agenda(row), row.optional("place"));
        let lead: Option<At<LeadEntry>> = row.optional("lead");
        let lead_function = row.optional("lead_function");
        let (partners, consulted) = (row.list("partners"), row.list("consulted"));
        let (start, due) = (row.optional("start"), row.optional("due"));
        let (challenges, target_groups) = (row.list("challenges"), row.list("target_groups"));
        let (dwellings, success_factors) = (dwellings(row), row.list("success_factors"));
        let (documents, projects) = (row.list("documents"), row.list("projects"));
        let (quotation, example) = (quotation(row), row.optional("example").unwrap_or(false));
        let state = row
            .optional_word("state", &[LifeCycle::Draft.code(), LifeCycle::Proposed.code(), LifeCycle::Ratified.code()]);
        let progress = progress(row);
        let (milestones, waits_for) = (row.list("milestones"), row.list("waits_for"));

        // Of a real one its parties say so themselves.
        if state == Some(LifeCycle::Ratified.code()) && !example {
            row.wrong(
                "state",
                "\"bekrachtigd\" is for examples only; load it as \"voorgesteld\" and let its parties confirm",
            );
        }
        if place.is_some() && !matches!(agenda, Some(Agenda::Municipality(_))) {
            row.wrong("place", "needs a municipality");
        }
        if lead_function.is_some() && lead.is_none() {
            row.wrong("lead_function", "needs a lead");
        }
        if lead.as_ref().is_some_and(|lead| lead.value == LeadEntry::OwnMunicipality)
            && matches!(agenda, Some(Agenda::Region | Agenda::Municipality(_)))
        {
            row.wrong(
                "lead",
                "can be \"gemeente\" only with each_municipality = true; otherwise name the organisation",
            );
        }
        Some(Self {
            number: number?,
            agenda: agenda?,
            title: title?,
            description,
            kind,
            place,
            lead,
            lead_function,
            partners,
            consulted,
            start,
            due,
            challenges,
            target_groups,
            dwellings,
            success_factors,
            documents,
            projects,
            quotation,
            example,
            life_cycle: state.and_then(|code| code.parse().ok()).unwrap_or(LifeCycle::Draft),
            progress,
            milestones,
            waits_for,
            lines: row.lines(),
        })
    }

    /// What it says in the agenda of this municipality, or without one in the region's.
    ///
    /// # Errors
    /// The first name that the directory does not have.
    pub fn content(&self, of: Option<&MunicipalityEntry>, directory: &Directory) -> Result<Content, UnknownName> {
        let lead = self
            .lead_name(of)
            .map(|name| (PartyName::Organisation(name), PartyRole::Lead, self.lead_function.clone(), None));
        let named = |parties: &[At<PartyEntry>], role| {
            let named = |at: &At<PartyEntry>| {
                let PartyEntry { who, function, contribution } = at.value.clone();
                (who, role, function, contribution)
            };
            parties.iter().map(named).collect::<Vec<_>>()
        };
        let partners = named(&self.partners, PartyRole::Partner);
        let consulted = named(&self.consulted, PartyRole::Consulted);
        let parties = lead.into_iter().chain(partners).chain(consulted).map(|(who, role, function, contribution)| {
            let who = match who {
                PartyName::Organisation(name) => PartyRef::Organisation(find(&directory.organisations, &name)?.into()),
                PartyName::Group(group) => PartyRef::Group(group),
            };
            Ok(Party { who, role, function, contribution })
        });
        let challenges = self.challenges.iter().map(|at| find(&directory.challenges, &at.value).map(Into::into));
        let groups = self.target_groups.iter().map(|at| find(&directory.target_groups, &at.value).map(Into::into));
        let dwellings = self
            .dwellings
            .iter()
            .map(|entry| Ok((find(&directory.measures, &entry.measure.value)?.into(), entry.count)));
        let factors = self.success_factors.iter().map(|at| find(&directory.success_factors, &at.value).map(Into::into));
        let documents = self.documents.iter().map(|at| find(&directory.documents, &at.value).map(Into::into));
        Ok(Content {
            title: self.title.clone(),
            description: self.description.clone(),
            kind: self.kind,
            parties: parties.collect::<Result<_, UnknownName>>()?,
            start: self.start,
            due: self.due,
            place: self.place.clone(),
            challenges: challenges.collect::<Result<BTreeSet<_>, _>>()?,
            target_groups: groups.collect::<Result<BTreeSet<_>, _>>()?,
            dwellings: dwellings.collect::<Result<_, UnknownName>>()?,
            success_factors: factors.collect::<Result<_, _>>()?,
            documents: documents.collect::<Result<_, _>>()?,
        })
    }

    /// The name of the leading organisation.
    pub fn lead_name(&self, of: Option<&MunicipalityEntry>) -> Option<String> {
        match &self.lead.as_ref()?.value {
            LeadEntry::Organisation(name) => Some(name.clone()),
            LeadEntry::OwnMunicipality => of.map(MunicipalityEntry::organisation),
        }
    }

    /// Every organisation that the row itself names, with the line.
    pub fn organisations(&self) -> impl Iterator<Item = At<&str>> {
        let lead = self.lead.iter().filter_map(|lead| match &lead.value {
            LeadEntry::Organisation(name) => Some(At { line: lead.line, value: name.as_str() }),
            LeadEntry::OwnMunicipality => None,
        });
        let others = self.partners.iter().chain(&self.consulted).filter_map(|party| match &party.value.who {
            PartyName::Organisation(name) => Some(At { line: party.line, value: name.as_str() }),
            PartyName::Group(_) => None,
        });
        lead.chain(others)
    }
}

/// The identities behind the names in a file.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    pub organisations: BTreeMap<String, Uuid>,
    /// By number.
    pub challenges: BTreeMap<String, Uuid>,
    pub target_groups: BTreeMap<String, Uuid>,
    /// By key.
    pub measures: BTreeMap<String, Uuid>,
    /// By name.
    pub success_factors: BTreeMap<String, Uuid>,
    /// By title.
    pub documents: BTreeMap<String, Uuid>,
}

/// A file that was checked has none of these.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not in the region file")]
pub struct UnknownName(pub String);

fn find(names: &BTreeMap<String, Uuid>, name: &str) -> Result<Uuid, UnknownName> {
    names.get(name).copied().ok_or_else(|| UnknownName(name.to_owned()))
}

fn agenda(row: &Row<'_>) -> Option<Agenda> {
    let each = row.optional("each_municipality").unwrap_or(false);
    let municipality: Option<At<String>> = row.optional("municipality");
    match (each, municipality) {
        (true, Some(_)) => {
            row.wrong("municipality", "excludes each_municipality = true");
            None
        }
        (true, None) => Some(Agenda::EachMunicipality),
        (false, Some(municipality)) => Some(Agenda::Municipality(municipality)),
        (false, None) => Some(Agenda::Region),
    }
}

fn quotation(row: &Row<'_>) -> Option<QuotationEntry> {
    row.within(DETAIL_MAX, &["source_detail"]);
    row.within(DESCRIPTION_MAX, &["quote"]);
    let (key, detail) = (row.optional("source"), row.optional("source_detail"));
    let quote = row.optional("quote");
    if key.is_none() && !row.has("source") {
        for (key, given) in [("source_detail", detail.is_some()), ("quote", quote.is_some())] {
            if given {
                row.wrong(key, "needs a source");
            }
        }
    }
    Some(QuotationEntry { source: Sourced { key: key?, detail }, quote })
}

fn progress(row: &Row<'_>) -> Option<ProgressEntry> {
    let table = row.table("progress")?;
    let row = Row::new(row.reader(), "progress of [[commitment]]", table.value, table.line);
    // One light for all of it, unless an aspect has its own.
    let status: Option<Stoplight> = row.optional("status");
    let light = |key: &'static str| row.optional(key).or(status);
    let (content, planning, money) = (light("content"), light("planning"), light("money"));
    if !row.has("status") && [content, planning, money].contains(&None) {
        row.wrong("status", "is needed, or else each of content, planning and money");
    }
    let (on, expected) = (row.required("on"), row.optional("expected"));
    let (note, cause) = (row.optional("note"), row.optional("cause"));
    let (effect, correction) = (row.optional("effect"), row.optional("correction"));
    row.finish();
    let report = ProgressReport {
        content: content?,
        planning: planning?,
        money: money?,
        expected,
        note,
        cause,
        effect,
        correction,
    };
    Some(ProgressEntry { report, on: on? })
}

impl FromValue for LeadEntry {
    fn expected() -> String {
        "the name of one organisation".to_owned()
    }

    fn from_value(value: &Value, reader: &Reader) -> Result<Self, Mismatch> {
        let name = String::from_value(value, reader).map_err(|_| Self::expected())?;
        if GROUP_WORDS.iter().any(|(word, _)| *word == name) {
            return Err(format!("{}, not a group", Self::expected()).into());
        }
        Ok(if name == OWN_MUNICIPALITY { Self::OwnMunicipality } else { Self::Organisation(name) })
    }
}

impl FromValue for PartyEntry {
    fn expected() -> String {
        "the name of an organisation, a group word, or { organisation = \"…\", function = \"…\", contribution = \"…\" }"
            .to_owned()
    }

    fn from_value(value: &Value, reader: &Reader) -> Result<Self, Mismatch> {
        if let Some(table) = value.as_inline_table() {
            let row = Row::new(reader, "a party of [[commitment]]", table, reader.line(value.span()));
            let organisation = row.required("organisation");
            let (function, contribution) = (row.optional("function"), row.optional("contribution"));
            row.finish();
            let who = PartyName::Organisation(organisation.ok_or(Mismatch::Noted)?);
            return Ok(Self { who, function, contribution });
        }
        let name = String::from_value(value, reader).map_err(|_| Self::expected())?;
        let group = GROUP_WORDS.iter().find(|(word, _)| *word == name);
        let who = group.map_or(PartyName::Organisation(name), |(_, group)| PartyName::Group(*group));
        Ok(Self { who, function: None, contribution: None })
    }
}
