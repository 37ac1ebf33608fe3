//! A line fills in the form of a report.

use domain::dutch;
use domain::imports::{Column, Filled, Line, Wrong};
use domain::projects::DwellingType;

use super::columns::{ADDRESS, KIND};
use crate::deliveries::entity::delivery;
use crate::deliveries::form::ReportForm;
use crate::imports::kinds::{ByName, is_kept};
use crate::projects::form::UNCOUNTED;

/// What a name in a cell can stand for.
pub struct Known<'a> {
    pub columns: &'a [Column],
    /// What a form holds for a type of dwelling, by its names.
    pub types: ByName<String>,
}

pub fn fill(line: &Line, mut form: ReportForm, known: &Known<'_>) -> Filled<ReportForm> {
    let mut wrong = line.unreadable.clone();
    for (code, field) in fields(&mut form) {
        // Who took the list out may not know where it is.
        let told = line.told(code).filter(|text| code != KIND && !(code == ADDRESS && is_kept(text)));
        if let Some(text) = told {
            text.clone_into(field);
        }
    }
    match line.told(KIND) {
        None => {}
        Some("") => form.kind.clear(),
        Some(text) => match known.types.get(text) {
            Some(kind) => form.kind.clone_from(kind),
            None => {
                let column = known.columns.iter().find(|column| column.code == KIND);
                wrong.extend(column.map(|column| Wrong::of(KIND, column.unknown_choice(text))));
            }
        },
    }
    Filled { form, wrong, whole: line.unreadable.is_empty() }
}

/// What a line can say of a report, by the code of the column.
pub fn fields(form: &mut ReportForm) -> [(&'static str, &mut String); 7] {
    [
        ("external_id", &mut form.external_id),
        (KIND, &mut form.kind),
        ("count", &mut form.count),
        ("delivered_on", &mut form.delivered_on),
        (ADDRESS, &mut form.address),
        ("evidence", &mut form.evidence),
        ("explanation", &mut form.explanation),
    ]
}

/// What an entry of the ledger says of dwellings, as the form would say it. When and where they are, and what shows it, was said
/// by the report that it began with.
pub fn as_said(row: &delivery::Model, report: &delivery::Model) -> ReportForm {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let kind = DwellingType::from(row.measure_id.map(Into::into)).measure();
    ReportForm {
        id: row.project_id.to_string(),
        external_id: text(&row.external_id),
        kind: kind.map_or_else(|| UNCOUNTED.to_owned(), |measure| measure.to_string()),
        count: row.count.to_string(),
        delivered_on: report.delivered_on.map(dutch::date).unwrap_or_default(),
        address: text(&report.address),
        evidence: text(&report.evidence),
        explanation: text(&row.reason),
        ..ReportForm::default()
    }
}
