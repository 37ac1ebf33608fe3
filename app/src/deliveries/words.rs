//! What the timeline of a project tells of its deliveries.

use domain::deliveries::Entry;
use domain::differences::{Field, FieldChange};
use domain::dutch;
use domain::projects::DwellingType;

use super::entity::delivery;
use super::form::Report;
use super::records::{Book, NewEntry};
use crate::commitments::links::stored_count;
use crate::projects::names::Names;

pub const MARK_TAKEN: &str =
    "Met dit kenmerk is bij dit project al iets gemeld. Kies een ander kenmerk, of corrigeer die melding.";

pub fn told(field: Field, after: String) -> FieldChange {
    FieldChange { field, before: String::new(), after }
}

/// `24 × Zorggeschikte woningen`
pub fn dwellings(names: &Names, count: u32, dwelling_type: DwellingType) -> FieldChange {
    let kind = names.dwelling_type(dwelling_type);
    told(Field::Delivered, format!("{} × {kind}", dutch::number(count.into())))
}

pub fn not_there(count: u32) -> FieldChange {
    told(Field::Delivered, format!("{} × niet opgeleverd", dutch::number(count.into())))
}

/// Which report an entry is about.
pub fn of_report(names: &Names, book: &Book, report: &delivery::Model) -> FieldChange {
    let on = book.delivered_on(report.id).map(dutch::date).unwrap_or_default();
    let kind = names.dwelling_type(DwellingType::from(report.measure_id.map(Into::into)));
    let count = dutch::number(report.count.into());
    told(Field::OfDelivery, format!("{count} × {kind}, opgeleverd op {on}"))
}

/// What a new report says.
pub fn reported(names: &Names, place_hidden: bool, report: &Report) -> Vec<FieldChange> {
    let mut changes = vec![
        dwellings(names, report.count, report.dwelling_type),
        told(Field::DeliveredOn, dutch::date(report.delivered.on)),
    ];
    // The whole region reads the timeline.
    let address = match (place_hidden, &report.delivered.address) {
        (true, Some(_)) => Some("verborgen".to_owned()),
        (_, address) => address.clone(),
    };
    changes.extend(address.map(|text| told(Field::DeliveryAddress, text)));
    changes.extend(report.delivered.evidence.clone().map(|text| told(Field::Evidence, text)));
    changes.extend(report.external_id.clone().map(|text| told(Field::ExternalId, text)));
    changes.extend(report.explanation.clone().map(|text| told(Field::Reason, text)));
    changes
}

impl From<Report> for NewEntry {
    fn from(report: Report) -> Self {
        Self {
            entry: Entry::Report { dwelling_type: report.dwelling_type },
            count: report.count,
            delivered: Some(report.delivered),
            reason: report.explanation,
            external_id: report.external_id,
        }
    }
}

/// The correction that takes a whole report back, as if it had not been made: its mark is free again.
pub fn taking_back(report: &delivery::Model, reason: &str) -> NewEntry {
    NewEntry {
        entry: Entry::Correct { of: report.id.into(), into: None },
        count: stored_count(report.count),
        delivered: None,
        reason: Some(reason.to_owned()),
        external_id: report.external_id.clone(),
    }
}

/// Whether the region has this type of dwelling.
pub fn knows(names: &Names, dwelling_type: DwellingType) -> bool {
    let measure = dwelling_type.measure();
    measure.is_none_or(|measure| names.measures.iter().any(|(id, _)| *id == measure.0))
}
