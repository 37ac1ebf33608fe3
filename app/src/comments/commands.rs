//! Writing comments: in one transaction lock the commitment, ask the policy and the rules, write, and add the audit entry.

use domain::Problem;
use domain::audit::Event;
use domain::comments::Addressee;
use domain::differences::{Field, FieldChange};
use domain::policy::{Action, CommentRights, CommentVerb, CommitmentRights, Verb, may_be_asked};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, Set, Unchanged};
use uuid::Uuid;

use super::entity::comment;
use super::form::{Asked, CommentForm, OneCommentForm, ReplyForm, unknown};
use super::records::{addressee_label, find, insert_comment, insert_mentions, organisations, settle, which};
use crate::audit::{self, Author, Subject, allowed};
use crate::commitments::commands::lock;
use crate::error::AppError;
use crate::request::Request;
use crate::storage::begin_write;
use crate::ui::form::FormReply;

const WITHDRAWN: &str = "Deze reactie is intussen ingetrokken. Er is niets meer op te antwoorden.";

pub async fn add(request: &Request, form: &CommentForm) -> Result<FormReply, AppError> {
    let (transaction, id, rights) = locked(request, &form.id).await?;
    let transaction = may_comment(transaction, request, id, &rights, Event::Commented).await?;
    let (text, asked) = match form.content() {
        Ok(content) => content,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let names = match names_of(request, &transaction, &asked, &rights).await? {
        Ok(names) => names,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let addressees: Vec<Addressee> = asked.into_iter().map(|(_, addressee)| addressee).collect();
    let comment = insert_comment(&transaction, request, id, None, text).await?;
    insert_mentions(&transaction, comment, &addressees).await?;
    let changes = match names.is_empty() {
        true => vec![],
        false => vec![FieldChange { field: Field::Addressees, before: String::new(), after: names.join("; ") }],
    };
    let author = Author::of(request);
    audit::record(&transaction, &author, Event::Commented, Subject::Commitment(id), &changes).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("/afspraken/{id}/reacties?melding=reactie")))
}

/// Answers a comment. What it asks of the answerer's organisation is settled with that.
pub async fn answer(request: &Request, form: &ReplyForm) -> Result<FormReply, AppError> {
    let (transaction, id, rights) = locked(request, &form.id).await?;
    let (row, _) = find(&transaction, id, rights.clone(), &form.comment).await?;
    let transaction = may_comment(transaction, request, id, &rights, Event::CommentAnswered).await?;
    if row.withdrawn_at.is_some() {
        return Ok(FormReply::outdated(WITHDRAWN));
    }
    let text = match form.text() {
        Ok(text) => text,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    // Answers stand below what began it.
    let first = row.answers_id.unwrap_or(row.id);
    insert_comment(&transaction, request, id, Some(first), text).await?;
    settle(&transaction, request, first).await?;
    let author = Author::of(request);
    audit::record(&transaction, &author, Event::CommentAnswered, Subject::Commitment(id), &[which(&row)]).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("/afspraken/{id}/reacties/{first}?melding=antwoord")))
}

/// Says that the person's organisation has read what is asked of it.
pub async fn mark_seen(request: &Request, form: &OneCommentForm) -> Result<FormReply, AppError> {
    let (transaction, id, row) = open(request, form, CommentVerb::MarkSeen, Event::CommentSeen).await?;
    let page = format!("/afspraken/{id}/reacties/{}", row.id);
    if !settle(&transaction, request, row.id).await? {
        return Ok(FormReply::done(page));
    }
    let author = Author::of(request);
    audit::record(&transaction, &author, Event::CommentSeen, Subject::Commitment(id), &[which(&row)]).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("{page}?melding=gezien")))
}

/// Takes the words of a comment away. That it was there, and the answers to it, stay.
pub async fn withdraw(request: &Request, form: &OneCommentForm) -> Result<FormReply, AppError> {
    let (transaction, id, row) = open(request, form, CommentVerb::Withdraw, Event::CommentWithdrawn).await?;
    let page = format!("/afspraken/{id}/reacties/{}", row.id);
    if row.withdrawn_at.is_some() {
        return Ok(FormReply::done(page));
    }
    let author = Author::of(request);
    let changed = comment::ActiveModel {
        id: Unchanged(row.id),
        text: Set(None),
        withdrawn_at: Set(Some(author.at)),
        ..Default::default()
    };
    changed.update(&transaction).await?;
    audit::record(&transaction, &author, Event::CommentWithdrawn, Subject::Commitment(id), &[which(&row)]).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("{page}?melding=reactie-ingetrokken")))
}

async fn locked(request: &Request, id: &str) -> Result<(DatabaseTransaction, Uuid, CommitmentRights), AppError> {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let transaction = begin_write(request.database()).await?;
    let (_, rights) = lock(&transaction, request, id).await?;
    Ok((transaction, id, rights))
}

async fn may_comment(
    transaction: DatabaseTransaction,
    request: &Request,
    id: Uuid,
    rights: &CommitmentRights,
    event: Event,
) -> Result<DatabaseTransaction, AppError> {
    let action = Action::Commitment(Verb::Comment, rights);
    allowed(transaction, request, action, event, Subject::Commitment(id)).await
}

/// Locks the commitment for something with one of its comments, when this person may do that.
async fn open(
    request: &Request,
    form: &OneCommentForm,
    verb: CommentVerb,
    event: Event,
) -> Result<(DatabaseTransaction, Uuid, comment::Model), AppError> {
    let (transaction, id, rights) = locked(request, &form.id).await?;
    let (row, rights): (_, CommentRights) = find(&transaction, id, rights, &form.comment).await?;
    let action = Action::Comment(verb, &rights);
    let transaction = allowed(transaction, request, action, event, Subject::Commitment(id)).await?;
    Ok((transaction, id, row))
}

/// Whom is asked, in words; or what is wrong: something can be asked of organisations of this region that can read the
/// commitment.
async fn names_of(
    request: &Request,
    transaction: &DatabaseTransaction,
    asked: &Asked,
    rights: &CommitmentRights,
) -> Result<Result<Vec<String>, Vec<Problem>>, AppError> {
    if asked.is_empty() {
        return Ok(Ok(vec![]));
    }
    let known = organisations(request, transaction).await?;
    let (mut names, mut problems) = (Vec::new(), Vec::new());
    for (fields, Addressee { organisation, function }) in asked {
        match known.get(organisation) {
            None => problems.push(unknown(*fields)),
            Some(found) if may_be_asked(*organisation, found.municipality, rights) => {
                names.push(addressee_label(&found.name, function.as_deref()));
            }
            Some(found) => {
                let message = format!(
                    "{} ziet deze afspraak nog niet, want zij is een concept. Vraag het een van de partijen, of stel de afspraak \
                     eerst voor.",
                    found.name
                );
                problems.push(Problem::new(fields.organisation, message));
            }
        }
    }
    Ok(if problems.is_empty() { Ok(names) } else { Err(problems) })
}
