//! The rows of reference data: everything in a region file except commitments and users.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::Period;
use domain::deadlines::{DETAIL_MAX, LEGAL_STATUS_MAX, NOTE_MAX};
use domain::documents::URL_MAX;
use domain::organisations::OrganisationType;
use domain::period::YEARS;
use domain::projects::PlanStatus;
use domain::targets::VALUE_MAX;

use crate::regions::reader::{At, FromValue, Row};

/// What stands in tables, menus and charts.
const NAME_MAX: usize = 200;
/// A definition is read beside the figure that it belongs to.
const DEFINITION_MAX: usize = 2_000;
/// Progress that may be older than this is never stale.
const FRESHNESS_WEEKS_MAX: i32 = 104;
/// A tile map of more columns or rows than this fits on no screen.
const TILE_MAX: i64 = 30;
/// Figures explain the past too.
const FIRST_YEAR_OF_CONTEXT: i32 = 1900;

/// Measures and scenarios belong together only within a group.
const GROUPS: [&str; 2] = ["ouderen", "verstandelijke-beperking"];
const TARGET_STATUSES: [&str; 2] = ["richtinggevend", "vastgesteld"];
const ORIGINS: [&str; 2] = ["afsprakenkader", "woondeal"];
const UNITS: [&str; 2] = ["%", ""];

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegionEntry {
    pub code: String,
    pub name: String,
    pub province: String,
    pub horizon_year: i32,
    pub freshness_weeks: i32,
    /// Those that count as hard capacity; empty: the usual ones.
    pub hard_plan_statuses: Vec<PlanStatus>,
}

impl RegionEntry {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        row.within(NAME_MAX, &["code", "name", "province"]);
        let code: Option<String> = row.required("code");
        if code
            .as_ref()
            .is_some_and(|code| !code.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '0'..='9' | '-')))
        {
            row.wrong("code", "must consist of lower-case letters, digits and dashes");
        }
        let (name, province) = (row.required("name"), row.required("province"));
        let horizon_year = row.number_in("horizon_year", YEARS);
        let freshness_weeks = row.number_in("freshness_weeks", 1..=FRESHNESS_WEEKS_MAX);
        let hard_plan_statuses = row.list("hard_plan_statuses").into_iter().map(|at| at.value).collect();
        Some(Self {
            code: code?,
            name: name?,
            province: province?,
            horizon_year: horizon_year?,
            freshness_weeks: freshness_weeks?,
            hard_plan_statuses,
        })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceEntry {
    pub key: At<String>,
    pub title: String,
    pub url: Option<String>,
    pub verified: bool,
}

impl SourceEntry {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        row.within(NAME_MAX, &["key", "title"]);
        row.within(URL_MAX, &["url"]);
        let (key, title, verified) = (row.required("key"), row.required("title"), row.required("verified"));
        let url: Option<String> = row.optional("url");
        // It becomes a link: another scheme could run a script.
        if url.as_ref().is_some_and(|url| !url.starts_with("https://") && !url.starts_with("http://")) {
            row.wrong("url", "must be an address that begins with https://");
        }
        Some(Self { key: key?, title: title?, url, verified: verified? })
    }
}

/// The document that says so, by its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sourced {
    pub key: At<String>,
    pub detail: Option<String>,
}

impl Sourced {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        row.within(DETAIL_MAX, &["source_detail"]);
        let (key, detail) = (row.required("source"), row.optional("source_detail"));
        Some(Self { key: key?, detail })
    }

    /// Where the format has no `source_detail`.
    fn read_key(row: &Row<'_>) -> Option<Self> {
        Some(Self { key: row.required("source")?, detail: None })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MunicipalityEntry {
    pub code: At<String>,
    pub name: At<String>,
    /// Column and row.
    pub tile: At<(i32, i32)>,
}

impl MunicipalityEntry {
    /// The name of the organisation that this municipality is.
    pub fn organisation(&self) -> String {
        format!("Gemeente {}", self.name.value)
    }

    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        row.within(NAME_MAX, &["name"]);
        let code: Option<At<String>> = row.required("code");
        if code.as_ref().is_some_and(|code| !is_municipality_code(&code.value)) {
            row.wrong("code", "must be GM and four digits");
        }
        let (name, tile) = (row.required("name"), tile(row));
        Some(Self { code: code?, name: name?, tile: tile? })
    }
}

fn is_municipality_code(code: &str) -> bool {
    code.strip_prefix("GM").is_some_and(|digits| digits.len() == 4 && digits.chars().all(|c| c.is_ascii_digit()))
}

fn tile(row: &Row<'_>) -> Option<At<(i32, i32)>> {
    let place = row.required_list::<i64>("tile");
    let fitting = |at: &At<i64>| i32::try_from(at.value).ok().filter(|_| (0..=TILE_MAX).contains(&at.value));
    let numbers: Option<Vec<i32>> = place.iter().map(fitting).collect();
    match numbers.as_deref() {
        // Absent or without numbers, which has been noted.
        Some([]) => None,
        Some([column, line]) => Some(At { line: row.line_of("tile"), value: (*column, *line) }),
        _ => {
            row.wrong("tile", &format!("must be [column, row], each from 0 to {TILE_MAX}"));
            None
        }
    }
}

/// Where an organisation works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActiveIn {
    WholeRegion,
    /// Codes of municipalities.
    Municipalities(Vec<At<String>>),
}

impl ActiveIn {
    pub fn includes(&self, code: &str) -> bool {
        match self {
            Self::WholeRegion => true,
            Self::Municipalities(codes) => codes.iter().any(|at| at.value == code),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationEntry {
    pub name: At<String>,
    pub organisation_type: OrganisationType,
    pub active_in: ActiveIn,
    pub l_number: Option<String>,
    pub source: Sourced,
}

impl OrganisationEntry {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        row.within(NAME_MAX, &["name", "l_number"]);
        let (name, organisation_type) = (row.required("name"), row.required("type"));
        let codes = row.required_list::<String>("active_in");
        let everywhere = codes.iter().any(|code| code.value == "*");
        if everywhere && codes.len() > 1 {
            row.wrong("active_in", "must be [\"*\"] alone, or a list of municipality codes");
        }
        let active_in = if everywhere { ActiveIn::WholeRegion } else { ActiveIn::Municipalities(codes) };
        let (l_number, source) = (row.optional("l_number"), Sourced::read(row));
        Some(Self { name: name?, organisation_type: organisation_type?, active_in, l_number, source: source? })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureEntry {
    pub key: At<String>,
    pub name: String,
    pub nests_in: Option<At<String>>,
    /// These dwellings come with care, and need an intentieovereenkomst.
    pub needs_intent: bool,
    pub group: &'static str,
}

impl MeasureEntry {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        row.within(NAME_MAX, &["key", "name"]);
        let (key, name) = (row.required("key"), row.required("name"));
        let (nests_in, group) = (row.optional("nests_in"), row.word("group", &GROUPS));
        let needs_intent = row.optional("needs_intent").unwrap_or_default();
        Some(Self { key: key?, name: name?, nests_in, needs_intent, group: group? })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioEntry {
    pub key: At<String>,
    pub name: String,
    pub group: &'static str,
}

impl ScenarioEntry {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        row.within(NAME_MAX, &["key", "name"]);
        let (key, name, group) = (row.required("key"), row.required("name"), row.word("group", &GROUPS));
        Some(Self { key: key?, name: name?, group: group? })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetEntry {
    pub measure: At<String>,
    pub scenario: At<String>,
    /// None: the region's.
    pub horizon_year: Option<i32>,
    pub value: i64,
    pub status: &'static str,
    /// None: the region as a whole.
    pub municipality: Option<At<String>>,
    pub source: Sourced,
}

impl TargetEntry {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        let (measure, scenario) = (row.required("measure"), row.required("scenario"));
        let horizon_year = row.optional_number_in("horizon_year", YEARS);
        let (value, status) = (row.number_in("value", -VALUE_MAX..=VALUE_MAX), row.word("status", &TARGET_STATUSES));
        let (municipality, source) = (row.optional("municipality"), Sourced::read(row));
        Some(Self {
            measure: measure?,
            scenario: scenario?,
            horizon_year,
            value: value?,
            status: status?,
            municipality,
            source: source?,
        })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChallengeEntry {
    pub number: At<String>,
    pub title: String,
    pub priority: bool,
}

impl ChallengeEntry {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        row.within(NAME_MAX, &["number", "title"]);
        let (number, title) = (row.required("number"), row.required("title"));
        let priority = row.optional("priority").unwrap_or(false);
        Some(Self { number: number?, title: title?, priority })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetGroupEntry {
    pub name: At<String>,
    pub urgent: bool,
}

impl TargetGroupEntry {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        row.within(NAME_MAX, &["name"]);
        let (name, urgent) = (row.required("name"), row.required("urgent"));
        Some(Self { name: name?, urgent: urgent? })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlineEntry {
    pub key: At<String>,
    pub title: String,
    pub due: Option<Period>,
    pub legal_status: Option<String>,
    pub note: Option<String>,
    /// When somebody last looked whether it still holds.
    pub checked_on: Option<NaiveDate>,
    pub source: Sourced,
}

impl DeadlineEntry {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        row.within(NAME_MAX, &["key", "title"]);
        row.within(LEGAL_STATUS_MAX, &["legal_status"]);
        row.within(NOTE_MAX, &["note"]);
        let (key, title, due) = (row.required("key"), row.required("title"), row.optional("due"));
        let (legal_status, note) = (row.optional("legal_status"), row.optional("note"));
        let checked_on = row.optional("checked_on");
        let source = Sourced::read(row);
        Some(Self { key: key?, title: title?, due, legal_status, note, checked_on, source: source? })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuccessFactorEntry {
    pub name: At<String>,
    pub origin: &'static str,
    pub source: Sourced,
}

impl SuccessFactorEntry {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        row.within(NAME_MAX, &["name"]);
        let (name, origin, source) = (row.required("name"), row.word("origin", &ORIGINS), Sourced::read_key(row));
        Some(Self { name: name?, origin: origin?, source: source? })
    }
}

/// A figure over the years.
#[derive(Clone, Debug, PartialEq)]
pub struct ContextEntry {
    pub indicator: At<String>,
    pub unit: &'static str,
    pub area: String,
    /// By year.
    pub values: BTreeMap<i32, f64>,
    pub source: Sourced,
}

impl ContextEntry {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        row.within(NAME_MAX, &["indicator", "area"]);
        let (indicator, area) = (row.required("indicator"), row.required("area"));
        let (unit, values, source) = (row.word("unit", &UNITS), values(row), Sourced::read(row));
        Some(Self { indicator: indicator?, unit: unit?, area: area?, values: values?, source: source? })
    }
}

fn values(row: &Row<'_>) -> Option<BTreeMap<i32, f64>> {
    let table = row.required_table("values")?;
    let year = |text: &str| text.parse().ok().filter(|year| (FIRST_YEAR_OF_CONTEXT..=*YEARS.end()).contains(year));
    let number = |item: &toml_edit::Item| item.as_value().and_then(|value| f64::from_value(value, row.reader()).ok());
    let values: Option<BTreeMap<i32, f64>> =
        table.value.iter().map(|(key, item)| Some((year(key)?, number(item)?))).collect();
    let values = values.filter(|values| !values.is_empty());
    if values.is_none() {
        row.wrong("values", "must give a number per year, as { \"2030\" = 6.1 }");
    }
    values
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionEntry {
    pub code: At<String>,
    pub text: String,
    pub source: Sourced,
}

impl DefinitionEntry {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        row.within(NAME_MAX, &["code"]);
        row.within(DEFINITION_MAX, &["text"]);
        let (code, text, source) = (row.required("code"), row.required("text"), Sourced::read_key(row));
        Some(Self { code: code?, text: text?, source: source? })
    }
}
