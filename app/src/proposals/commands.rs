//! Writing proposals: in one transaction lock, ask the policy and the rules, write, and add the audit entry.
#![expect(clippy::disallowed_methods, reason = "a row is locked by its id, and then found through `seen`")]

use domain::Problem;
use domain::audit::Event;
use domain::differences::differences;
use domain::policy::{Action, ProposalVerb, may_create_proposals};
use domain::routing::proposal::Proposal;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, QuerySelect, Set};
use uuid::Uuid;

use super::PATH;
use super::entity::proposal;
use super::form::ProposalForm;
use super::queries::{Found, one};
use super::records::{NewProposal, content_of, describe, insert_proposal, with_content};
use crate::audit::timeline::{conflict, versions_of};
use crate::audit::{self, Author, Subject, allowed};
use crate::error::AppError;
use crate::request::Request;
use crate::storage::begin_write;
use crate::ui::form::FormReply;

/// Writes a concept.
pub async fn create(request: &Request, form: &ProposalForm) -> Result<FormReply, AppError> {
    if !may_create_proposals(request.actor()) {
        return Err(AppError::Forbidden);
    }
    let content = match form.content() {
        Ok(content) => content,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let region = request.region()?.0;
    let organisation = (request.actor().organisation.0, request.user.organisation.as_str());
    let transaction = begin_write(request.database()).await?;
    let new = NewProposal { region, organisation, content, example: false };
    let row = insert_proposal(&transaction, new, &Author::of(request), Event::Created).await?;
    transaction.commit().await?;
    Ok(done(row.id, "voorstel"))
}

/// Changes the text, unless somebody else did so since the form was opened.
pub async fn change(request: &Request, form: &ProposalForm) -> Result<FormReply, AppError> {
    let (transaction, found) = locked(request, &form.id, ProposalVerb::Edit, Event::Changed).await?;
    let row = &found.row;
    let content = match form.content() {
        Ok(content) => content,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let changes = differences(&describe(&content_of(row)), &describe(&content));
    if changes.is_empty() {
        return Ok(FormReply::done(address(row.id)));
    }
    if let Err(problem) = found.route.may_change_text() {
        return Ok(of_form(problem));
    }
    let problems = still_missing(&found, &content);
    if !problems.is_empty() {
        return Ok(FormReply::invalid(problems));
    }
    let known_version = [&form.conflict_version, &form.version].into_iter().find_map(|text| text.parse::<i32>().ok());
    if known_version != Some(row.version) {
        let conflict = conflict(&transaction, versions_of(row.id), row.version, row.updated_at, changes).await?;
        return Ok(FormReply::conflict(conflict));
    }
    let author = Author::of(request);
    let changed = proposal::ActiveModel {
        id: Set(row.id),
        version: Set(row.version + 1),
        updated_at: Set(author.at),
        ..with_content(&content)
    };
    changed.update(&transaction).await?;
    audit::record(&transaction, &author, Event::Changed, Subject::Proposal(row.id), &changes).await?;
    transaction.commit().await?;
    Ok(done(row.id, "opgeslagen"))
}

/// What the bodies that are still to see it cannot do without, each once.
fn still_missing(found: &Found, content: &Proposal) -> Vec<Problem> {
    let mut missing: Vec<Problem> = Vec::new();
    for step in found.route.steps().iter().filter(|step| step.conclusion.is_none()) {
        for problem in content.missing_for(step.purpose) {
            if !missing.contains(&problem) {
                missing.push(problem);
            }
        }
    }
    missing
}

/// The proposal, kept from others until the transaction ends, when this person may do this with it. SQLite has locked the
/// whole database by now; PostgreSQL locks the row.
pub async fn locked(
    request: &Request,
    id: &str,
    verb: ProposalVerb,
    event: Event,
) -> Result<(DatabaseTransaction, Found), AppError> {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let transaction = begin_write(request.database()).await?;
    proposal::Entity::find_by_id(id).lock_exclusive().one(&transaction).await?;
    let found = one(&transaction, &request.visibility(), id).await?;
    let action = Action::Proposal(verb, &found.rights);
    let transaction = allowed(transaction, request, action, event, Subject::Proposal(id)).await?;
    Ok((transaction, found))
}

pub fn of_form(problem: Problem) -> FormReply {
    FormReply::invalid(vec![Problem::of_form(problem.message)])
}

pub fn address(proposal: Uuid) -> String {
    format!("{PATH}/{proposal}")
}

pub fn done(proposal: Uuid, notice: &str) -> FormReply {
    FormReply::done(format!("{}?melding={notice}", address(proposal)))
}
