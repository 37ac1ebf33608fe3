//! Writing documents: in one transaction lock, ask the policy and the rules, write, and add the audit entry.
#![expect(clippy::disallowed_methods, reason = "a row is locked by its id, and then found through `seen`")]

use domain::Problem;
use domain::audit::Event;
use domain::differences::differences;
use domain::documents::Content;
use domain::policy::{Action, DocumentVerb};
use sea_orm::{EntityTrait, QuerySelect};
use uuid::Uuid;

use super::PATH;
use super::entity::document;
use super::form::DocumentForm;
use super::queries::{may_create, one};
use super::records::{NewDocument, Organisations, content_with, insert_document, replace_content};
use crate::audit::timeline::{conflict, versions_of};
use crate::audit::{self, Author, Subject, allowed};
use crate::error::AppError;
use crate::request::Request;
use crate::storage::begin_write;
use crate::ui::form::FormReply;

pub async fn create(request: &Request, form: &DocumentForm) -> Result<FormReply, AppError> {
    let transaction = begin_write(request.database()).await?;
    let region = request.actor().region.0;
    let organisations = Organisations::of_region(&transaction, region).await?;
    if !may_create(request, &organisations) {
        return Err(AppError::Forbidden);
    }
    let content = match read(request, form, &organisations) {
        Ok(content) => content,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let new = NewDocument { region_id: region, content, example: false };
    insert_document(&transaction, new, &organisations, &Author::of(request), Event::Created).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("{PATH}?melding=document-vastgelegd")))
}

/// Changes a document, unless somebody else did so since the form was opened.
pub async fn change(request: &Request, form: &DocumentForm) -> Result<FormReply, AppError> {
    let id: Uuid = form.id.parse().map_err(|_| AppError::NotFound)?;
    let transaction = begin_write(request.database()).await?;
    // SQLite has locked the whole database by now; PostgreSQL locks the row.
    document::Entity::find_by_id(id).lock_exclusive().one(&transaction).await?;
    let organisations = Organisations::of_region(&transaction, request.actor().region.0).await?;
    let (row, parties, rights) = one(&transaction, &request.visibility(), &organisations, id).await?;
    let action = Action::Document(DocumentVerb::Edit, &rights);
    let transaction = allowed(transaction, request, action, Event::Changed, Subject::Document(id)).await?;
    let content = match read(request, form, &organisations) {
        Ok(content) => content,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let saved = content_with(&row, parties)?;
    let changes = differences(&organisations.describe(&saved), &organisations.describe(&content));
    if changes.is_empty() {
        return Ok(FormReply::done(PATH));
    }
    let known_version = [&form.conflict_version, &form.version].into_iter().find_map(|text| text.parse::<i32>().ok());
    if known_version != Some(row.version) {
        let conflict = conflict(&transaction, versions_of(id), row.version, row.updated_at, changes).await?;
        return Ok(FormReply::conflict(conflict));
    }
    let author = Author::of(request);
    replace_content(&transaction, &row, &content, &author).await?;
    audit::record(&transaction, &author, Event::Changed, Subject::Document(id), &changes).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("{PATH}?melding=opgeslagen")))
}

/// What the form says, when this person may keep a document that says so; or everything that is wrong with it.
fn read(request: &Request, form: &DocumentForm, organisations: &Organisations) -> Result<Content, Vec<Problem>> {
    let content = form.content()?;
    let wrong = |message: &str| Err(vec![Problem::new("parties", message)]);
    if !content.parties.iter().all(|id| organisations.has(*id)) {
        return wrong("Een van de partijen bestaat niet. Kies uit de lijst.");
    }
    let rights = organisations.rights(request.actor().region.0, content.parties.iter().copied());
    if request.allow(Action::Document(DocumentVerb::Create, &rights)).is_err() {
        return wrong("Kies ook uw eigen organisatie: u houdt alleen documenten bij waarvan zij partij is.");
    }
    Ok(content)
}
