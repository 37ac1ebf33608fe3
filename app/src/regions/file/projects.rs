//! A housing project in a region file, and the content that it becomes.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::ids::{MeasureId, OrganisationId};
use domain::projects::{
    Confidentiality, Content, DWELLINGS_MAX, DwellingType, Intent, Line, NAME_MAX, PartyRole, PlanStatus, Status,
    Stock, Tenure,
};
use domain::{Period, coded_enum};
use toml_edit::Value;

use super::commitments::UnknownName;
use crate::regions::reader::{At, FromValue, Lines, Mismatch, Reader, Row};

coded_enum! {
    /// How a file says that dwellings count for no measure.
    Uncounted {
        None = "geen", "geen";
    }
}

/// So many dwellings of one measure, tenure and stock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountEntry {
    /// By key.
    pub measure: String,
    pub tenure: Tenure,
    pub stock: Stock,
    pub count: u32,
}

/// An organisation and what it is in the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyEntry {
    pub role: PartyRole,
    /// By name.
    pub organisation: String,
}

/// A `[[project]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectEntry {
    pub name: At<String>,
    /// By code.
    pub municipality: At<String>,
    pub place: Option<String>,
    pub place_hidden: bool,
    pub confidentiality: Confidentiality,
    pub status: Status,
    pub plan_status: Option<PlanStatus>,
    pub dwellings: u32,
    pub demolished: u32,
    pub counts: Vec<At<CountEntry>>,
    pub planned: Option<Period>,
    pub parties: Vec<At<PartyEntry>>,
    pub intent_signed_on: Option<NaiveDate>,
    pub intent_document: Option<String>,
    pub external_id: Option<String>,
    pub note: Option<String>,
    pub example: bool,
    pub lines: Lines,
}

fn codes<T: Copy>(all: &[T], code: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|one| code(*one)).collect()
}

impl ProjectEntry {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        let (name, municipality) = (row.required("name"), row.required("municipality"));
        let (place, place_hidden) = (row.optional("place"), row.optional("place_hidden").unwrap_or(false));
        let confidentiality = row.word("confidentiality", &codes(Confidentiality::ALL, Confidentiality::code));
        let status = row.word("status", &codes(Status::ALL, Status::code));
        let plan_status = row.optional_word("plan_status", &codes(PlanStatus::ALL, PlanStatus::code));
        let dwellings = row.number_in("dwellings", 0..=DWELLINGS_MAX.cast_signed());
        let demolished =
            if row.has("demolished") { row.number_in("demolished", 0..=DWELLINGS_MAX.cast_signed()) } else { Some(0) };
        let (counts, planned, parties) = (row.list("counts"), row.optional("planned"), row.list("parties"));
        let (intent_signed_on, intent_document) = (row.optional("intent_signed_on"), row.optional("intent_document"));
        let (external_id, note) = (row.optional("external_id"), row.optional("note"));
        let example = row.optional("example").unwrap_or(false);
        Some(Self {
            name: name?,
            municipality: municipality?,
            place,
            place_hidden,
            confidentiality: confidentiality?.parse().ok()?,
            status: status?.parse().ok()?,
            plan_status: plan_status.and_then(|code| code.parse().ok()),
            dwellings: dwellings?.cast_unsigned(),
            demolished: demolished?.cast_unsigned(),
            counts,
            planned,
            parties,
            intent_signed_on,
            intent_document,
            external_id,
            note,
            example,
            lines: row.lines(),
        })
    }

    /// What it says, with the identities behind its names.
    ///
    /// # Errors
    /// The first name that is not known.
    pub fn content(
        &self,
        measure: impl Fn(&str) -> Result<MeasureId, UnknownName>,
        organisation: impl Fn(&str) -> Result<OrganisationId, UnknownName>,
    ) -> Result<Content, UnknownName> {
        let count = |At { value, .. }: &At<CountEntry>| {
            let dwelling_type = match value.measure.parse::<Uncounted>() {
                Ok(_) => DwellingType::Uncounted,
                Err(_) => DwellingType::Counted(measure(&value.measure)?),
            };
            Ok((Line { dwelling_type, tenure: value.tenure, stock: value.stock }, value.count))
        };
        let party = |At { value, .. }: &At<PartyEntry>| Ok((value.role, organisation(&value.organisation)?));
        Ok(Content {
            name: self.name.value.clone(),
            place: self.place.clone(),
            place_hidden: self.place_hidden,
            confidentiality: self.confidentiality,
            status: self.status,
            plan_status: self.plan_status,
            phases: BTreeMap::new(),
            dwellings: self.dwellings,
            demolished: self.demolished,
            counts: self.counts.iter().map(count).collect::<Result<_, UnknownName>>()?,
            planned: self.planned,
            parties: self.parties.iter().map(party).collect::<Result<BTreeSet<_>, UnknownName>>()?,
            intent: Intent { signed_on: self.intent_signed_on, document: self.intent_document.clone() },
            cost_shares: BTreeMap::new(),
            external_id: self.external_id.clone(),
            note: self.note.clone(),
        })
    }
}

/// Whether a count names a measure that must be there.
pub fn names_measure(measure: &str) -> bool {
    measure.parse::<Uncounted>().is_err()
}

/// What a writer of files is told of a rule of the domain, by the field that broke it.
pub fn message(field: &str) -> String {
    match field {
        "name" => format!("\"name\" has words on one line, at most {NAME_MAX} characters"),
        "counts" => "\"counts\" are together more than \"dwellings\"".to_owned(),
        "planned" => "\"planned\" cannot recur".to_owned(),
        field => format!("\"{field}\" is too long, or holds what nobody can read"),
    }
}

impl FromValue for CountEntry {
    fn expected() -> String {
        "{ measure = \"…\", tenure = \"sociale-huur\", stock = \"nieuwbouw\", count = 24 }".to_owned()
    }

    fn from_value(value: &Value, reader: &Reader) -> Result<Self, Mismatch> {
        let table = value.as_inline_table().ok_or_else(Self::expected)?;
        let row = Row::new(reader, "a count of [[project]]", table, reader.line(value.span()));
        let measure = row.required("measure");
        let tenure = row.word("tenure", &codes(Tenure::ALL, Tenure::code));
        let stock = row.word("stock", &codes(Stock::ALL, Stock::code));
        let count = row.number_in("count", 1..=DWELLINGS_MAX.cast_signed());
        row.finish();
        Ok(Self {
            measure: measure.ok_or(Mismatch::Noted)?,
            tenure: tenure.and_then(|code| code.parse().ok()).ok_or(Mismatch::Noted)?,
            stock: stock.and_then(|code| code.parse().ok()).ok_or(Mismatch::Noted)?,
            count: count.ok_or(Mismatch::Noted)?.cast_unsigned(),
        })
    }
}

impl FromValue for PartyEntry {
    fn expected() -> String {
        "{ role = \"corporatie\", organisation = \"…\" }".to_owned()
    }

    fn from_value(value: &Value, reader: &Reader) -> Result<Self, Mismatch> {
        let table = value.as_inline_table().ok_or_else(Self::expected)?;
        let row = Row::new(reader, "a party of [[project]]", table, reader.line(value.span()));
        let role = row.word("role", &codes(PartyRole::ALL, PartyRole::code));
        let organisation = row.required("organisation");
        row.finish();
        Ok(Self {
            role: role.and_then(|code| code.parse().ok()).ok_or(Mismatch::Noted)?,
            organisation: organisation.ok_or(Mismatch::Noted)?,
        })
    }
}
