//! Writing evidence, in the order of `files::commands`: the content comes first and outside of the transaction.

use domain::Problem;
use domain::audit::Event;
use domain::files::{FILES_MAX, note_problems};
use domain::policy::ProjectVerb;
use uuid::Uuid;

use super::form::{EvidenceForm, WithdrawEvidenceForm};
use super::list_of;
use super::queries::{many_of, one_of};
use crate::audit::Author;
use crate::deliveries::commands::Writing;
use crate::deliveries::words;
use crate::error::AppError;
use crate::files::commands::{forget, refused, with_content};
use crate::files::form::reason_of;
use crate::files::records::{Beside, Kept, Of, insert_file, withdraw_file};
use crate::files::upload::{Checked, Upload};
use crate::request::Request;
use crate::ui::form::{FormReply, optional};

/// Adds a file with a report.
pub async fn add(request: &Request, form: &EvidenceForm, upload: Option<Upload>) -> Result<FormReply, AppError> {
    let (writing, _) = match open(request, form).await? {
        Ok(open) => open,
        Err(problem) => return Ok(FormReply::invalid(vec![problem])),
    };
    writing.transaction.rollback().await?;
    let status = upload.as_ref().map_or(422, Upload::status_when_refused);
    let note = optional(&form.note);
    let checked = upload.ok_or_else(|| Problem::new("file", "Kies een bestand.")).and_then(Upload::check);
    let wrong = note_problems(note.as_deref());
    let checked: Checked = match checked {
        Ok(checked) if wrong.is_empty() => checked,
        checked => return Ok(refused(checked.err().into_iter().chain(wrong).collect(), status)),
    };
    with_content(request, checked, async |kept: Kept| insert(request, form, &kept, note).await).await
}

async fn insert(
    request: &Request,
    form: &EvidenceForm,
    kept: &Kept,
    note: Option<String>,
) -> Result<FormReply, AppError> {
    let (writing, of) = match open(request, form).await? {
        Ok(open) => open,
        Err(problem) => return Ok(FormReply::invalid(vec![problem])),
    };
    insert_file(&writing.transaction, &of, kept, Beside { report: None, note }, request).await?;
    writing.transaction.commit().await?;
    Ok(FormReply::done(format!("{}?melding=bewijs", address(&of))))
}

/// Locks the project for a new file of one of its reports.
async fn open(request: &Request, form: &EvidenceForm) -> Result<Result<(Writing, Of), Problem>, AppError> {
    let writing = Writing::begin(request, &form.id, ProjectVerb::ReportDelivery, Event::FileAdded).await?;
    let of = of_report(&writing, &form.delivery)?;
    let Of::Delivery { delivery, .. } = of else { return Err(AppError::NotFound) };
    if many_of(&writing.transaction, delivery).await? >= FILES_MAX as u64 {
        return Ok(Err(too_many()));
    }
    Ok(Ok((writing, of)))
}

fn too_many() -> Problem {
    Problem::new("file", format!("Een melding heeft ten hoogste {FILES_MAX} bestanden. Voeg stukken samen."))
}

/// What a file of this report belongs to.
pub(in crate::deliveries) fn of_report(writing: &Writing, delivery: &str) -> Result<Of, AppError> {
    let report = writing.report(delivery)?;
    // What it became since is proved by the same files.
    let root = writing.book.chain(report.id).last().unwrap_or(&report);
    let which = words::of_report(&writing.names, &writing.book, root);
    Ok(Of::Delivery { project: writing.project.id, delivery: root.id, which })
}

fn address(of: &Of) -> String {
    match of {
        Of::Delivery { project, delivery, .. } => list_of(*project, *delivery),
        Of::Commitment(_) | Of::Item { .. } => crate::projects::PATH.to_owned(),
    }
}

/// Says that a file does not count any more, and why. Its row stays, its content goes.
pub async fn withdraw(request: &Request, form: &WithdrawEvidenceForm) -> Result<FormReply, AppError> {
    let writing = Writing::begin(request, &form.id, ProjectVerb::ReportDelivery, Event::FileWithdrawn).await?;
    let file: Uuid = form.file.parse().map_err(|_| AppError::NotFound)?;
    let of = of_report(&writing, &form.delivery)?;
    let Of::Delivery { delivery, .. } = of else { return Err(AppError::NotFound) };
    let row = one_of(&writing.transaction, delivery, file).await?;
    let page = format!("{}/{file}", address(&of));
    if row.withdrawn_at.is_some() {
        return Ok(FormReply::done(page));
    }
    let reason = match reason_of(&form.reason) {
        Ok(reason) => reason,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    withdraw_file(&writing.transaction, &of, &row, &reason, &Author::of(request)).await?;
    writing.transaction.commit().await?;
    forget(request, &[file]).await;
    Ok(FormReply::done(format!("{page}?melding=bewijs-ingetrokken")))
}
