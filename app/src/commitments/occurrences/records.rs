//! Between the table and the domain.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a commitment is read by its id, which was found through `visible`"
)]

use chrono::NaiveDate;
use domain::differences::{Described, Field, FieldChange, differences};
use domain::occurrences::Report;
use domain::{Period, dutch};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::entity::occurrence;
use crate::commitments::entity::commitment;
use crate::commitments::records::stored_period;
use crate::request::day_of;

/// The day from which a commitment counts: its start, or else when it was recorded.
pub fn counts_from(row: &commitment::Model) -> NaiveDate {
    let start = stored_period(row.start.as_deref()).and_then(Period::first_day);
    start.unwrap_or_else(|| day_of(row.created_at))
}

/// The occurrences of a commitment of which something was told.
pub async fn told_of(connection: &impl ConnectionTrait, commitment: Uuid) -> Result<Vec<Period>, DbErr> {
    let periods: Vec<String> = occurrence::Entity::find()
        .select_only()
        .column(occurrence::Column::Period)
        .filter(occurrence::Column::CommitmentId.eq(commitment))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(periods.iter().filter_map(|period| period.parse().ok()).collect())
}

pub fn to_report(row: &occurrence::Model) -> Result<Report, DbErr> {
    let outcome = row.outcome.parse().map_err(|_| DbErr::Custom("unreadable occurrence".to_owned()))?;
    Ok(Report { outcome, done_on: row.done_on, note: row.note.clone() })
}

/// What the timeline says. It always names the occurrence first.
pub fn changes(occurrence: Period, before: Option<&Report>, after: &Report) -> Vec<FieldChange> {
    let before = before.map(describe).unwrap_or_default();
    let named = FieldChange { field: Field::Occurrence, before: String::new(), after: occurrence.label() };
    std::iter::once(named).chain(differences(&before, &describe(after))).collect()
}

fn describe(report: &Report) -> Vec<Described> {
    vec![
        (Field::Outcome, report.outcome.label().to_owned()),
        (Field::DoneOn, report.done_on.map(dutch::date).unwrap_or_default()),
        (Field::Note, report.note.clone().unwrap_or_default()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::occurrences::Outcome;

    #[test]
    fn the_timeline_says_which_occurrence_and_what_changed() {
        let before = Report { outcome: Outcome::NotDone, done_on: None, note: Some("Geen geld".to_owned()) };
        let after = Report { outcome: Outcome::Done, done_on: NaiveDate::from_ymd_opt(2026, 1, 5), note: None };
        let told = changes(Period::Year(2025), Some(&before), &after);
        let told: Vec<_> = told.iter().map(|change| (change.field, &*change.before, &*change.after)).collect();
        let expected = [
            (Field::Occurrence, "", "2025"),
            (Field::Outcome, "Niet gedaan", "Gedaan"),
            (Field::DoneOn, "", "05-01-2026"),
            (Field::Note, "Geen geld", ""),
        ];
        assert_eq!(told, expected);
    }
}
