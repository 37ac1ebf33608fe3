//! Writing deadlines and phases: in one transaction lock, ask the policy and the rules, write, and add the audit entry.
#![expect(clippy::disallowed_methods, reason = "a row is locked by its id, and then found through `seen`")]

use domain::audit::Event;
use domain::differences::differences;
use domain::policy::{Action, DeadlineVerb};
use sea_orm::{DatabaseTransaction, EntityTrait, QuerySelect};
use uuid::Uuid;

use super::PATH;
use super::entity::deadline;
use super::form::{DeadlineForm, PhaseForm, unknown_source};
use super::queries::{one, phase_of};
use super::records::{
    NewPhase, Saved, describe, insert_phase, is_the_same, reached_of, replace, replace_phase, rights_of,
};
use crate::audit::timeline::{conflict, versions_of};
use crate::audit::{Author, Subject, allowed};
use crate::error::AppError;
use crate::municipalities::places::{self, place_of};
use crate::organisations::queries::Sources;
use crate::request::Request;
use crate::storage::begin_write;
use crate::ui::form::FormReply;

/// Changes a deadline, unless somebody else did so since the form was opened.
pub async fn change(request: &Request, form: &DeadlineForm) -> Result<FormReply, AppError> {
    let transaction = begin_write(request.database()).await?;
    let row = locked(&transaction, request, &form.id).await?;
    let id = row.id;
    let action = Action::Deadline(DeadlineVerb::Edit, &rights_of(&row));
    let transaction = allowed(transaction, request, action, Event::Changed, Subject::Deadline(id)).await?;
    let typed = match form.read(request.today()) {
        Ok(typed) => typed,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let sources = Sources::of(&transaction, &request.visibility()).await?;
    if typed.source.is_some_and(|id| sources.find(Some(id), None).is_none()) {
        return Ok(FormReply::invalid(vec![unknown_source()]));
    }
    let title = |id: Uuid| sources.title(id);
    let changes = differences(&Saved::of(&row).describe(title), &typed.describe(title));
    let page = format!("{PATH}/{id}");
    if changes.is_empty() {
        return Ok(FormReply::done(page));
    }
    if known_version([&form.conflict_version, &form.version]) != Some(row.version) {
        let conflict = conflict(&transaction, versions_of(id), row.version, row.updated_at, changes).await?;
        return Ok(FormReply::conflict(conflict));
    }
    replace(&transaction, row, typed, &changes, &Author::of(request)).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("{page}?melding=opgeslagen")))
}

/// Says how far a gemeente is, unless somebody else did so since the form was opened.
pub async fn set_phase(request: &Request, form: &PhaseForm) -> Result<FormReply, AppError> {
    let transaction = begin_write(request.database()).await?;
    // Of a gemeente that told nothing yet there is no row to lock; the deadline is there.
    let deadline = locked(&transaction, request, &form.id).await?;
    let place = place_of(&transaction, &request.visibility(), &form.municipality).await?;
    let row = phase_of(&transaction, &request.visibility(), deadline.id, place.id).await?;
    let subject = row.as_ref().map_or(Subject::Deadline(deadline.id), |row| Subject::DeadlinePhase(row.id));
    let action = Action::TellOfPlace(&places::rights_of(&place));
    let transaction = allowed(transaction, request, action, Event::PhaseSet, subject).await?;
    let due = Saved::of(&deadline).content.due;
    let reached = match form.told().and_then(|told| told.reached(due, request.today())) {
        Ok(reached) => reached,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let page = format!("{PATH}/{}", deadline.id);
    let author = Author::of(request);
    match row {
        None => {
            let (region_id, deadline_id, municipality_id) = (deadline.region_id, deadline.id, place.id);
            let new = NewPhase { region_id, deadline_id, municipality_id, reached, example: false };
            insert_phase(&transaction, new, &author, Event::PhaseSet).await?;
        }
        Some(row) => {
            let before = reached_of(&row)?;
            if is_the_same(&before, &reached, due, request.today()) {
                return Ok(FormReply::done(page));
            }
            // Of what comes again, an earlier turn is no state that this one changes.
            let known = if before.counts(due, request.today()) { describe(&before) } else { vec![] };
            let changes = differences(&known, &describe(&reached));
            if known_version([&form.conflict_version, &form.version]) != Some(row.version) {
                let conflict =
                    conflict(&transaction, versions_of(row.id), row.version, row.updated_at, changes).await?;
                return Ok(FormReply::conflict(conflict));
            }
            replace_phase(&transaction, row, &reached, &changes, &author).await?;
        }
    }
    transaction.commit().await?;
    Ok(FormReply::done(format!("{page}?melding=fase")))
}

fn known_version(versions: [&String; 2]) -> Option<i32> {
    versions.into_iter().find_map(|text| text.parse().ok())
}

/// The deadline of the form, which nobody else changes until the end of this transaction.
async fn locked(transaction: &DatabaseTransaction, request: &Request, id: &str) -> Result<deadline::Model, AppError> {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    // SQLite has locked the whole database by now; PostgreSQL locks the row.
    deadline::Entity::find_by_id(id).lock_exclusive().one(transaction).await?;
    one(transaction, &request.visibility(), id).await
}
