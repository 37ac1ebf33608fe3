//! Writing files: ask the policy and the rules, keep the content, and then in one transaction lock, ask again, write the
//! row and the audit entry.
//!
//! The content comes first and outside of the transaction, so that nobody waits for a slow store. A row without its content
//! would be a promise that is not kept; a content without its row only takes room, and is removed again.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a commitment is read by its id, which was found through `visible`"
)]

use domain::Problem;
use domain::audit::Event;
use domain::files::{FILES_MAX, note_problems};
use domain::policy::{Action, FileRights, Verb};
use domain::progress::may_report;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::entity::file;
use super::form::{FileForm, WithdrawFileForm};
use super::records::{Beside, Kept, Of, insert_file, is_full, withdraw_file};
use super::store::StoreError;
use super::upload::{Checked, Upload};
use crate::audit::{Author, Subject, allowed};
use crate::commitments::commands::{lock, report_with_file};
use crate::commitments::entity::progress_update;
use crate::commitments::progress_form::ProgressForm;
use crate::commitments::queries::one_visible;
use crate::error::AppError;
use crate::request::{Request, moment_label};
use crate::storage::begin_write;
use crate::ui::form::{FormReply, Rejection, optional};

const NOWHERE: &str = "Bestanden kunnen hier nog niet worden bewaard. Vraag wie deze dienst beheert om daar een plaats voor in te stellen.";

/// Adds a file with a commitment, or with one report of its progress.
pub async fn add(request: &Request, form: &FileForm, upload: Option<Upload>) -> Result<FormReply, AppError> {
    let (transaction, id) = match open(request, &form.id).await? {
        Open::Ready(transaction, id) => (transaction, id),
        Open::Refused(problem) => return Ok(FormReply::invalid(vec![problem])),
    };
    let status = upload.as_ref().map_or(422, Upload::status_when_refused);
    let note = optional(&form.note);
    let report = report_of(&transaction, id, form).await?;
    let checked = upload.ok_or_else(|| Problem::new("file", "Kies een bestand.")).and_then(Upload::check);
    let (checked, report) = match (checked, report, note_problems(note.as_deref())) {
        (Ok(checked), Ok(report), none) if none.is_empty() => (checked, report),
        (checked, report, of_note) => {
            let problems = checked.err().into_iter().chain(of_note).chain(report.err()).collect();
            return Ok(refused(problems, status));
        }
    };
    transaction.rollback().await?;
    let beside = Beside { report, note };
    with_content(request, checked, async |kept: Kept| insert(request, id, &kept, beside).await).await
}

/// Reports progress, with the file that proves it where one is given.
pub async fn report(request: &Request, form: &ProgressForm, upload: Option<Upload>) -> Result<FormReply, AppError> {
    let Some(upload) = upload else { return report_with_file(request, form, None).await };
    let id: Uuid = form.id.parse().map_err(|_| AppError::NotFound)?;
    let (_, _, rights) = one_visible(request.database(), &request.visibility(), id).await?;
    // Who may not is refused there, and that is recorded.
    if request.allow(Action::Commitment(Verb::ReportProgress, &rights)).is_err() {
        return report_with_file(request, form, None).await;
    }
    let status = upload.status_when_refused();
    let (report, checked) = (form.report(), upload.check());
    match checked {
        Ok(checked) if report.is_ok() => {
            with_content(request, checked, async |kept: Kept| report_with_file(request, form, Some(&kept)).await).await
        }
        checked => Ok(refused(report.err().into_iter().flatten().chain(checked.err()).collect(), status)),
    }
}

/// Says that a file does not count any more, and why. Its row stays, its content goes.
pub async fn withdraw(request: &Request, form: &WithdrawFileForm) -> Result<FormReply, AppError> {
    let id: Uuid = form.id.parse().map_err(|_| AppError::NotFound)?;
    let file: Uuid = form.file.parse().map_err(|_| AppError::NotFound)?;
    let transaction = begin_write(request.database()).await?;
    let (_, commitment) = lock(&transaction, request, id).await?;
    let of_it = file::Entity::find_by_id(file).filter(file::Column::CommitmentId.eq(id));
    let row = of_it.one(&transaction).await?.ok_or(AppError::NotFound)?;
    let rights = FileRights { commitment, organisation: row.organisation_id.into() };
    let (action, subject) = (Action::WithdrawFile(&rights), Subject::Commitment(id));
    let transaction = allowed(transaction, request, action, Event::FileWithdrawn, subject).await?;
    let page = format!("/afspraken/{id}/bewijs/{file}");
    if row.withdrawn_at.is_some() {
        return Ok(FormReply::done(page));
    }
    let reason = match form.reason() {
        Ok(reason) => reason,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    withdraw_file(&transaction, &Of::Commitment(id), &row, &reason, &Author::of(request)).await?;
    transaction.commit().await?;
    forget(request, &[file]).await;
    Ok(FormReply::done(format!("{page}?melding=bewijs-ingetrokken")))
}

/// Removes contents that no row speaks of any more. Nobody can reach them; that they are still there is for the log.
pub async fn forget(request: &Request, contents: &[Uuid]) {
    for id in contents {
        if let Err(error) = request.state.files.remove(*id).await {
            tracing::error!(%error, %id, "a content that is not needed any more is still there");
        }
    }
}

enum Open {
    Ready(DatabaseTransaction, Uuid),
    Refused(Problem),
}

/// Locks the commitment for a new file.
async fn open(request: &Request, id: &str) -> Result<Open, AppError> {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let transaction = begin_write(request.database()).await?;
    let (_, rights) = lock(&transaction, request, id).await?;
    let action = Action::Commitment(Verb::ReportProgress, &rights);
    let transaction = allowed(transaction, request, action, Event::FileAdded, Subject::Commitment(id)).await?;
    if may_report(rights.life_cycle).is_err() {
        let message = "Deze afspraak is afgesloten. Er komt geen bewijs meer bij.";
        return Ok(Open::Refused(Problem::of_form(message)));
    }
    if is_full(&transaction, id).await? {
        return Ok(Open::Refused(too_many()));
    }
    Ok(Open::Ready(transaction, id))
}

/// What is wrong when a commitment can have no more files.
pub fn too_many() -> Problem {
    Problem::new("file", format!("Een afspraak heeft ten hoogste {FILES_MAX} bestanden. Voeg stukken samen."))
}

/// The report that the form names: one of this commitment.
async fn report_of(
    connection: &impl ConnectionTrait,
    commitment: Uuid,
    form: &FileForm,
) -> Result<Result<Option<(Uuid, String)>, Problem>, AppError> {
    let id = match form.report() {
        Ok(Some(id)) => id,
        Ok(None) => return Ok(Ok(None)),
        Err(problem) => return Ok(Err(problem)),
    };
    let of_it = progress_update::Entity::find_by_id(id).filter(progress_update::Column::CommitmentId.eq(commitment));
    let found = of_it.one(connection).await?.map(|row| (row.id, moment_label(row.at)));
    Ok(found.map(Some).ok_or_else(|| Problem::new("report", "Kies een melding uit de lijst.")))
}

async fn insert(request: &Request, id: Uuid, kept: &Kept, beside: Beside) -> Result<FormReply, AppError> {
    let transaction = match open(request, &id.to_string()).await? {
        Open::Ready(transaction, _) => transaction,
        Open::Refused(problem) => return Ok(FormReply::invalid(vec![problem])),
    };
    insert_file(&transaction, &Of::Commitment(id), kept, beside, request).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("/afspraken/{id}/bewijs?melding=bewijs")))
}

/// Keeps a content, and then does what refers to it. When that comes to nothing, the content goes again.
pub async fn with_content(
    request: &Request,
    checked: Checked,
    write: impl AsyncFnOnce(Kept) -> Result<FormReply, AppError>,
) -> Result<FormReply, AppError> {
    let kept = Kept::of(&checked);
    let id = kept.id;
    match request.state.files.put(id, checked.content.to_vec()).await {
        Ok(()) => {}
        Err(StoreError::Nowhere) => return Ok(refused(vec![Problem::of_form(NOWHERE)], 422)),
        Err(error) => return Err(error.into()),
    }
    let reply = write(kept).await;
    if !matches!(reply, Ok(FormReply::Done { .. })) {
        forget(request, &[id]).await;
    }
    reply
}

/// The answer to a form whose file, or what came with it, is not taken.
pub fn refused(problems: Vec<Problem>, status: u16) -> FormReply {
    FormReply::Rejected(Rejection { problems, status, ..Rejection::default() })
}
