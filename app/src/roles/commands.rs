//! Writing and acknowledging roles: in one transaction lock, ask the policy and the rules, write, and add the audit entry.
#![expect(clippy::disallowed_methods, reason = "a row is locked by its id, which was found through `seen`")]

use domain::audit::Event;
use domain::differences::differences;
use domain::policy::{Action, RoleVerb};
use sea_orm::{DatabaseTransaction, EntityTrait, QuerySelect};
use uuid::Uuid;

use super::entity::role_description;
use super::form::{AcknowledgeForm, RoleForm};
use super::page_of;
use super::queries::{organisation_of, rights_of, role_of};
use super::records::{NewRole, describe, insert_role, replace_text, set_acknowledged, versions_in};
use crate::audit::timeline::{conflict, versions_of};
use crate::audit::{Author, Subject, allowed};
use crate::error::AppError;
use crate::regions::entity::organisation;
use crate::request::Request;
use crate::storage::begin_write;
use crate::ui::form::FormReply;

const SEEN_ANOTHER_TEXT: &str =
    "De rolbeschrijving is intussen gewijzigd. Lees wat er nu staat, en erken haar dan opnieuw.";

/// Writes down what an organisation does, unless somebody else did so since the form was opened.
pub async fn write(request: &Request, form: &RoleForm) -> Result<FormReply, AppError> {
    let transaction = begin_write(request.database()).await?;
    let (organisation, row) = locked(&transaction, request, &form.id).await?;
    let subject = row.as_ref().map_or(Subject::Organisation(organisation.id), |row| Subject::Role(row.id));
    let event = if row.is_some() { Event::Changed } else { Event::Created };
    let action = Action::Role(RoleVerb::Write, &rights_of(&organisation));
    let transaction = allowed(transaction, request, action, event, subject).await?;
    let text = match form.read() {
        Ok(text) => text,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let (page, author) = (page_of(organisation.id), Author::of(request));
    match row {
        None => {
            let (region_id, organisation_id) = (organisation.region_id, organisation.id);
            let new = NewRole { region_id, organisation_id, text, acknowledged_on: None, example: false };
            insert_role(&transaction, new, &author, event).await?;
        }
        Some(row) => {
            let changes = differences(&describe(&row.text), &describe(&text));
            if changes.is_empty() {
                return Ok(FormReply::done(page));
            }
            let known = [&form.conflict_version, &form.version].into_iter().find_map(|text| text.parse::<i32>().ok());
            if known != Some(row.version) {
                let conflict =
                    conflict(&transaction, versions_of(row.id), row.version, row.updated_at, changes).await?;
                return Ok(FormReply::conflict(conflict));
            }
            replace_text(&transaction, row, text, &changes, &author).await?;
        }
    }
    transaction.commit().await?;
    Ok(FormReply::done(format!("{page}?melding=rol")))
}

/// Acknowledges the text that was read.
pub async fn acknowledge(request: &Request, form: &AcknowledgeForm) -> Result<FormReply, AppError> {
    let transaction = begin_write(request.database()).await?;
    let (organisation, row) = locked(&transaction, request, &form.id).await?;
    let subject = row.as_ref().map_or(Subject::Organisation(organisation.id), |row| Subject::Role(row.id));
    let action = Action::Role(RoleVerb::Acknowledge, &rights_of(&organisation));
    let transaction = allowed(transaction, request, action, Event::RoleAcknowledged, subject).await?;
    // Nobody acknowledges what they have not read.
    let Some(row) = row.filter(|row| form.version == row.version.to_string()) else {
        return Ok(FormReply::outdated(SEEN_ANOTHER_TEXT));
    };
    let page = page_of(organisation.id);
    if versions_in(&row).in_force().is_some() {
        return Ok(FormReply::done(page));
    }
    set_acknowledged(&transaction, row, request.today(), &Author::of(request)).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("{page}?melding=rol-erkend")))
}

/// The organisation of the form and its role, which nobody else changes until the end of this transaction.
async fn locked(
    transaction: &DatabaseTransaction,
    request: &Request,
    id: &str,
) -> Result<(organisation::Model, Option<role_description::Model>), AppError> {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    // Of a role that nobody wrote there is no row to lock; the organisation is there. SQLite has locked everything by now.
    organisation::Entity::find_by_id(id).lock_exclusive().one(transaction).await?;
    let organisation = organisation_of(transaction, &request.visibility(), id).await?;
    let row = role_of(transaction, &request.visibility(), id).await?;
    Ok((organisation, row))
}
