//! Writing papers, in the order of `files::commands`: the content comes first and outside of the transaction.

use domain::Problem;
use domain::audit::Event;
use domain::files::note_problems;
use domain::meetings::items::check_room_for_paper;
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::form::{PaperForm, WithdrawPaperForm};
use super::list_of;
use super::queries::{counting, one_of};
use crate::audit::Author;
use crate::error::AppError;
use crate::files::commands::{forget, refused, with_content};
use crate::files::form::reason_of;
use crate::files::records::{Beside, Kept, Of, insert_file, withdraw_file};
use crate::files::upload::{Checked, Upload};
use crate::meetings::commands::locked;
use crate::meetings::entity::agenda_item;
use crate::meetings::records::{items_of, state_of, to_item};
use crate::request::Request;
use crate::ui::form::{FormReply, optional};

/// Adds a file with an item of an agenda.
pub async fn add(request: &Request, form: &PaperForm, upload: Option<Upload>) -> Result<FormReply, AppError> {
    let (transaction, of) = match open(request, form).await? {
        Ok(open) => open,
        Err(problem) => return Ok(FormReply::invalid(vec![problem])),
    };
    let status = upload.as_ref().map_or(422, Upload::status_when_refused);
    let note = optional(&form.note);
    let checked = upload.ok_or_else(|| Problem::new("file", "Kies een bestand.")).and_then(Upload::check);
    let wrong = note_problems(note.as_deref());
    transaction.rollback().await?;
    let checked: Checked = match checked {
        Ok(checked) if wrong.is_empty() => checked,
        checked => return Ok(refused(checked.err().into_iter().chain(wrong).collect(), status)),
    };
    with_content(request, checked, async |kept: Kept| insert(request, form, of, &kept, note).await).await
}

async fn insert(
    request: &Request,
    form: &PaperForm,
    of: Of,
    kept: &Kept,
    note: Option<String>,
) -> Result<FormReply, AppError> {
    let transaction = match open(request, form).await? {
        Ok((transaction, _)) => transaction,
        Err(problem) => return Ok(FormReply::invalid(vec![problem])),
    };
    insert_file(&transaction, &of, kept, Beside { report: None, note }, request).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("{}?melding=stuk", address(&of))))
}

fn address(of: &Of) -> String {
    match of {
        Of::Item { meeting, item, .. } => list_of(*meeting, *item),
        Of::Commitment(_) | Of::Delivery { .. } => crate::meetings::PATH.to_owned(),
    }
}

/// Locks the meeting for a new paper of one of its items.
async fn open(request: &Request, form: &PaperForm) -> Result<Result<(DatabaseTransaction, Of), Problem>, AppError> {
    let (transaction, found) = locked(request, &form.id, Event::PaperAdded).await?;
    let item = find(&items_of(&transaction, found.row.id).await?, &form.item)?;
    if let Err(problem) = state_of(&found.row)?.may_change_minutes() {
        return Ok(Err(Problem::of_form(problem.message)));
    }
    let there = counting(&transaction, &[item.id]).await?.remove(&item.id).unwrap_or_default().len();
    if let Err(problem) = check_room_for_paper(there) {
        return Ok(Err(problem));
    }
    // Who comes to hear something has nothing to read before.
    if to_item(&item, there + 1)?.problems().iter().any(|problem| problem.field == "oral") {
        let message = "Dit punt is mondeling. Haal eerst het vinkje bij ‘Mondeling’ weg.";
        return Ok(Err(Problem::of_form(message)));
    }
    let of = Of::Item { meeting: found.row.id, item: item.id, title: item.title };
    Ok(Ok((transaction, of)))
}

fn find(rows: &[agenda_item::Model], id: &str) -> Result<agenda_item::Model, AppError> {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    rows.iter().find(|row| row.id == id).cloned().ok_or(AppError::NotFound)
}

/// Says that a paper does not count any more, and why. Its row stays, its content goes.
pub async fn withdraw(request: &Request, form: &WithdrawPaperForm) -> Result<FormReply, AppError> {
    let file: Uuid = form.file.parse().map_err(|_| AppError::NotFound)?;
    let (transaction, found) = locked(request, &form.id, Event::PaperWithdrawn).await?;
    let item = find(&items_of(&transaction, found.row.id).await?, &form.item)?;
    let row = one_of(&transaction, item.id, file).await?;
    let of = Of::Item { meeting: found.row.id, item: item.id, title: item.title };
    let page = format!("{}/{file}", address(&of));
    if row.withdrawn_at.is_some() {
        return Ok(FormReply::done(page));
    }
    if let Err(problem) = state_of(&found.row)?.may_change_minutes() {
        return Ok(FormReply::invalid(vec![Problem::of_form(problem.message)]));
    }
    let reason = match reason_of(&form.reason) {
        Ok(reason) => reason,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    withdraw_file(&transaction, &of, &row, &reason, &Author::of(request)).await?;
    transaction.commit().await?;
    forget(request, &[file]).await;
    Ok(FormReply::done(format!("{page}?melding=stuk-ingetrokken")))
}
