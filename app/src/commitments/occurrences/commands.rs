//! Telling of an occurrence: in one transaction lock the commitment, ask the policy and the rules, write, and add the audit
//! entry. The commitment's own version stays what it is; only when it is due next moves.
#![expect(
    clippy::disallowed_methods,
    reason = "an occurrence is read by its commitment, which was found through `visible`"
)]

use domain::Period;
use domain::audit::Event;
use domain::occurrences::{Report, check_occurrence, last_day};
use domain::policy::{Action, Verb};
use domain::progress::may_report;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, DbErr, EntityTrait, Set};
use uuid::Uuid;

use super::entity::occurrence;
use super::form::OccurrenceForm;
use super::path_of;
use super::records::{changes, counts_from, to_report, told_of};
use crate::audit::{self, Author, Subject, allowed};
use crate::commitments::commands::lock;
use crate::commitments::entity::commitment;
use crate::commitments::records::stored_period;
use crate::error::AppError;
use crate::request::Request;
use crate::storage::begin_write;
use crate::ui::form::FormReply;

const TOLD_MEANWHILE: &str = "Iemand heeft deze keer intussen gemeld. Kijk wat er nu staat en pas dat zo nodig aan.";

/// Says what became of an occurrence, for the first time or instead of what was told before.
pub async fn report(request: &Request, form: &OccurrenceForm) -> Result<FormReply, AppError> {
    let id: Uuid = form.id.parse().map_err(|_| AppError::NotFound)?;
    let occurrence: Period = form.occurrence.parse().map_err(|_| AppError::NotFound)?;
    let transaction = begin_write(request.database()).await?;
    let (row, rights) = lock(&transaction, request, id).await?;
    let (action, event) = (Action::Commitment(Verb::ReportProgress, &rights), Event::OccurrenceReported);
    let transaction = allowed(transaction, request, action, event, Subject::Commitment(id)).await?;
    let due = stored_period(row.due.as_deref());
    let report = match form.report() {
        Ok(report) => report,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let mut problems = report.problems(counts_from(&row), request.today());
    problems
        .extend(may_report(rights.life_cycle).err().map(|problem| domain::Problem::new("outcome", problem.message)));
    problems.extend(check_occurrence(occurrence, due, counts_from(&row), request.today()).err());
    if !problems.is_empty() {
        return Ok(FormReply::invalid(problems));
    }
    let saved = occurrence::Entity::find_by_id((id, occurrence.to_string())).one(&transaction).await?;
    let before = saved.as_ref().map(to_report).transpose()?;
    if before.as_ref() == Some(&report) {
        return Ok(FormReply::done(path_of(id)));
    }
    let version = saved.as_ref().map_or(0, |saved| saved.version);
    if form.version != version.to_string() {
        return Ok(FormReply::outdated(TOLD_MEANWHILE));
    }
    write(&transaction, id, occurrence, version, &report).await?;
    move_due(&transaction, &row).await?;
    let changes = changes(occurrence, before.as_ref(), &report);
    audit::record(&transaction, &Author::of(request), event, Subject::Commitment(id), &changes).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("{}?melding=keer", path_of(id))))
}

async fn write(
    transaction: &DatabaseTransaction,
    commitment: Uuid,
    occurrence: Period,
    version: i32,
    report: &Report,
) -> Result<(), DbErr> {
    let row = occurrence::ActiveModel {
        commitment_id: Set(commitment),
        period: Set(occurrence.to_string()),
        outcome: Set(report.outcome.code().to_owned()),
        done_on: Set(report.done_on),
        note: Set(report.note.clone()),
        version: Set(version + 1),
    };
    if version == 0 {
        row.insert(transaction).await?
    } else {
        row.update(transaction).await?
    };
    Ok(())
}

/// The next occurrence of which nothing was told is what is due now.
async fn move_due(transaction: &DatabaseTransaction, row: &commitment::Model) -> Result<(), DbErr> {
    let told = told_of(transaction, row.id).await?;
    let next = last_day(stored_period(row.due.as_deref()), counts_from(row), &told);
    let moved = commitment::ActiveModel { id: Set(row.id), due_last_day: Set(next), ..Default::default() };
    moved.update(transaction).await?;
    Ok(())
}
