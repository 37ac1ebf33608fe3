//! Reports of progress, between the tables and the domain.

use chrono::{DateTime, NaiveDate, Utc};
use domain::Period;
use domain::differences::{Described, Field};
use domain::progress::{Aspect, ProgressReport};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DbErr, Set};
use uuid::Uuid;

use super::entity::{commitment, progress_update};
use super::records::stored_period;
use crate::audit::Author;
use crate::storage::new_id;

/// A report, and when it was made.
#[derive(Clone, Debug)]
pub struct Reported {
    pub report: ProgressReport,
    pub at: DateTime<Utc>,
    /// The same, as a day on a Dutch calendar.
    pub on: NaiveDate,
    /// It repeats the one before it.
    pub unchanged: bool,
}

/// Adds a report of progress and makes it the commitment's current status; gives its id. Its audit entry is the caller's.
pub async fn insert_progress(
    transaction: &impl ConnectionTrait,
    commitment_id: Uuid,
    reported: &Reported,
    author: &Author,
) -> Result<Uuid, DbErr> {
    let id = new_id();
    let row = report_row(id, commitment_id, reported, author.user);
    let (status, expected) = (row.status.clone().take(), row.expected.clone());
    row.insert(transaction).await?;
    let current = commitment::ActiveModel {
        id: Set(commitment_id),
        progress: Set(status),
        progress_on: Set(Some(reported.on)),
        expected,
        updated_at: Set(author.at),
        ..Default::default()
    };
    current.update(transaction).await?;
    Ok(id)
}

/// The row of a report of progress.
pub fn report_row(
    id: Uuid,
    commitment_id: Uuid,
    reported: &Reported,
    user: Option<Uuid>,
) -> progress_update::ActiveModel {
    let Reported { report, at, unchanged, .. } = reported;
    let code = |aspect| report.of(aspect).code().to_owned();
    progress_update::ActiveModel {
        id: Set(id),
        commitment_id: Set(commitment_id),
        user_id: Set(user),
        at: Set(*at),
        status: Set(report.status().code().to_owned()),
        content: Set(code(Aspect::Content)),
        planning: Set(code(Aspect::Planning)),
        money: Set(code(Aspect::Money)),
        expected: Set(report.expected.map(|period| period.to_string())),
        unchanged: Set(*unchanged),
        note: Set(report.note.clone()),
        cause: Set(report.cause.clone()),
        effect: Set(report.effect.clone()),
        correction: Set(report.correction.clone()),
    }
}

/// A stored report; none if it is not what this program stores.
pub fn stored_report(row: &progress_update::Model) -> Option<ProgressReport> {
    Some(ProgressReport {
        content: row.content.parse().ok()?,
        planning: row.planning.parse().ok()?,
        money: row.money.parse().ok()?,
        expected: stored_period(row.expected.as_deref()),
        note: row.note.clone(),
        cause: row.cause.clone(),
        effect: row.effect.clone(),
        correction: row.correction.clone(),
    })
}

/// A report in the words of the screen.
pub fn describe_progress(report: &ProgressReport) -> Vec<Described> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let colour = |aspect| report.of(aspect).colour().to_owned();
    vec![
        (Field::Progress, report.status().colour().to_owned()),
        (Field::ContentProgress, colour(Aspect::Content)),
        (Field::PlanningProgress, colour(Aspect::Planning)),
        (Field::MoneyProgress, colour(Aspect::Money)),
        (Field::Expected, report.expected.map(Period::label).unwrap_or_default()),
        (Field::Note, text(&report.note)),
        (Field::Cause, text(&report.cause)),
        (Field::Effect, text(&report.effect)),
        (Field::Correction, text(&report.correction)),
    ]
}
