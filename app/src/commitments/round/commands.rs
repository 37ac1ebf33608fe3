//! A report in a round is a report like any other; then the round goes on.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a commitment is read by its id, which was found through `visible`"
)]

use domain::progress::ProgressReport;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::form::{RoundForm, RoundKeepForm};
use super::queries::address_after;
use super::way::Way;
use crate::commitments::commands::{keep_progress, report_progress};
use crate::commitments::entity::progress_update;
use crate::commitments::reports::stored_report;
use crate::error::AppError;
use crate::request::Request;
use crate::ui::form::FormReply;

pub async fn report(request: &Request, form: &RoundForm) -> Result<FormReply, AppError> {
    let reply = report_progress(request, &form.progress).await?;
    let sent = Sent { id: &form.progress.id, seen: &form.progress.seen, report: form.progress.report().ok() };
    go_on(request, reply, &sent, &form.way).await
}

pub async fn keep(request: &Request, form: &RoundKeepForm) -> Result<FormReply, AppError> {
    let reply = keep_progress(request, &form.keep).await?;
    let sent = Sent { id: &form.keep.id, seen: &form.keep.seen, report: None };
    go_on(request, reply, &sent, &form.way).await
}

/// What was sent.
struct Sent<'a> {
    id: &'a str,
    seen: &'a str,
    /// None: that nothing changed.
    report: Option<ProgressReport>,
}

async fn go_on(request: &Request, reply: FormReply, sent: &Sent<'_>, way: &str) -> Result<FormReply, AppError> {
    let id: Uuid = sent.id.parse().map_err(|_| AppError::NotFound)?;
    let saved = match &reply {
        FormReply::Done { .. } => true,
        FormReply::Rejected(rejection) => rejection.status == 409 && was_saved(request, id, sent).await?,
    };
    if !saved {
        return Ok(reply);
    }
    Ok(FormReply::done(address_after(request, &Way::from_text(way), id).await?))
}

/// Whether this is already there, by the same person and on the same report before it: who did not get the answer sends
/// again, and must not be told that somebody else was first.
async fn was_saved(request: &Request, id: Uuid, sent: &Sent<'_>) -> Result<bool, DbErr> {
    let newest = progress_update::Entity::find()
        .filter(progress_update::Column::CommitmentId.eq(id))
        .order_by_desc(progress_update::Column::Id)
        .limit(2)
        .all(request.database())
        .await?;
    let [last, before @ ..] = newest.as_slice() else { return Ok(false) };
    let seen = before.first().map(|report| report.id.to_string()).unwrap_or_default();
    let same = match &sent.report {
        Some(report) => !last.unchanged && stored_report(last).as_ref() == Some(report),
        None => last.unchanged,
    };
    Ok(same && seen == sent.seen && last.user_id == Some(request.actor().user.0))
}
