//! Reporting progress.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a commitment is read by its id, which was found through `visible`"
)]

use domain::Problem;
use domain::audit::Event;
use domain::differences::differences;
use domain::policy::{Action, Verb};
use domain::progress::{ProgressReport, may_report};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::lock;
use crate::audit::{self, Author, Subject, allowed};
use crate::commitments::entity::{commitment, progress_update};
use crate::commitments::progress_form::{KeepForm, ProgressForm};
use crate::commitments::records::stored_period;
use crate::commitments::reports::{Reported, describe_progress, insert_progress, stored_report};
use crate::error::AppError;
use crate::files::commands::too_many;
use crate::files::records::{Beside, Kept, Of, insert_file, is_full};
use crate::request::{Request, moment_label};
use crate::storage::begin_write;
use crate::ui::form::FormReply;

const NEWER_REPORT: &str =
    "Iemand heeft intussen voortgang gemeld. Lees die eerst; klopt hij niet, meld dan zelf opnieuw.";

/// Adds a report.
pub async fn report_progress(request: &Request, form: &ProgressForm) -> Result<FormReply, AppError> {
    report_with_file(request, form, None).await
}

/// Adds a report, with a file whose content is in the store already.
pub async fn report_with_file(
    request: &Request,
    form: &ProgressForm,
    file: Option<&Kept>,
) -> Result<FormReply, AppError> {
    let (transaction, Found { row, last }) = match open(request, &form.id, Event::ProgressReported).await? {
        Open::Ready(transaction, found) => (transaction, *found),
        Open::Closed(problem) => return Ok(FormReply::invalid(vec![problem])),
    };
    let report = match form.report() {
        Ok(report) => report,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    if is_another(&last, &form.seen) {
        return Ok(FormReply::outdated(NEWER_REPORT));
    }
    let problems = report.contradictions(stored_period(row.due.as_deref()), request.today());
    if !problems.is_empty() {
        return Ok(FormReply::invalid(problems));
    }
    if file.is_some() && is_full(&transaction, row.id).await? {
        return Ok(FormReply::invalid(vec![too_many()]));
    }
    add(request, transaction, row.id, last, Adding { report, unchanged: false, file }).await
}

/// Adds the last report once more: it still holds.
pub async fn keep_progress(request: &Request, form: &KeepForm) -> Result<FormReply, AppError> {
    let (transaction, Found { row, last }) = match open(request, &form.id, Event::ProgressUnchanged).await? {
        Open::Ready(transaction, found) => (transaction, *found),
        Open::Closed(problem) => return Ok(FormReply::invalid(vec![problem])),
    };
    if is_another(&last, &form.seen) {
        return Ok(FormReply::outdated(NEWER_REPORT));
    }
    let Some(report) = last.as_ref().and_then(stored_report) else {
        let nothing = "Er is nog geen voortgang gemeld. Meld eerst hoe het ervoor staat.";
        return Ok(FormReply::invalid(vec![Problem::new("content", nothing)]));
    };
    let problems = report.contradictions(stored_period(row.due.as_deref()), request.today());
    if !problems.is_empty() {
        return Ok(FormReply::invalid(problems));
    }
    add(request, transaction, row.id, last, Adding { report, unchanged: true, file: None }).await
}

enum Open {
    Ready(DatabaseTransaction, Box<Found>),
    Closed(Problem),
}

/// What is reported on, and the report before it.
struct Found {
    row: commitment::Model,
    last: Option<progress_update::Model>,
}

/// Locks the commitment for a report.
async fn open(request: &Request, id: &str, event: Event) -> Result<Open, AppError> {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let transaction = begin_write(request.database()).await?;
    let (row, rights) = lock(&transaction, request, id).await?;
    let action = Action::Commitment(Verb::ReportProgress, &rights);
    let transaction = allowed(transaction, request, action, event, Subject::Commitment(id)).await?;
    if let Err(problem) = may_report(rights.life_cycle) {
        return Ok(Open::Closed(problem));
    }
    let last = last_report(&transaction, id).await?;
    Ok(Open::Ready(transaction, Box::new(Found { row, last })))
}

/// The form was opened on another report than the newest.
fn is_another(last: &Option<progress_update::Model>, seen: &str) -> bool {
    last.as_ref().map(|last| last.id.to_string()).unwrap_or_default() != seen
}

struct Adding<'a> {
    report: ProgressReport,
    unchanged: bool,
    file: Option<&'a Kept>,
}

async fn add(
    request: &Request,
    transaction: DatabaseTransaction,
    id: Uuid,
    last: Option<progress_update::Model>,
    Adding { report, unchanged, file }: Adding<'_>,
) -> Result<FormReply, AppError> {
    let author = Author::of(request);
    let before = last.as_ref().and_then(stored_report).as_ref().map(describe_progress).unwrap_or_default();
    let changes = differences(&before, &describe_progress(&report));
    let reported = Reported { report, at: author.at, on: request.today(), unchanged };
    let added = insert_progress(&transaction, id, &reported, &author).await?;
    let event = if unchanged { Event::ProgressUnchanged } else { Event::ProgressReported };
    audit::record(&transaction, &author, event, Subject::Commitment(id), &changes).await?;
    if let Some(kept) = file {
        let beside = Beside { report: Some((added, moment_label(author.at))), note: None };
        insert_file(&transaction, &Of::Commitment(id), kept, beside, request).await?;
    }
    transaction.commit().await?;
    let notice = if unchanged { "geen-wijziging" } else { "voortgang" };
    Ok(FormReply::done(format!("/afspraken/{id}?melding={notice}")))
}

pub async fn last_report(connection: &impl ConnectionTrait, id: Uuid) -> Result<Option<progress_update::Model>, DbErr> {
    progress_update::Entity::find()
        .filter(progress_update::Column::CommitmentId.eq(id))
        .order_by_desc(progress_update::Column::Id)
        .one(connection)
        .await
}
