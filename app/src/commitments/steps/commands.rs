//! Writing milestones: in one transaction lock the commitment, ask the policy and the rules, write, and add the audit
//! entry. The commitment's own version stays what it is.
#![expect(
    clippy::disallowed_methods,
    reason = "a milestone is read by its commitment, which was found through `visible`"
)]

use domain::Problem;
use domain::audit::Event;
use domain::differences::{Field, FieldChange};
use domain::milestones::{MILESTONES_MAX, Milestone, removal_problems};
use domain::policy::{Action, Verb};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait, QueryFilter, Set,
};
use uuid::Uuid;

use super::super::agreement::steps::because;
use super::super::commands::lock;
use super::super::entity::commitment;
use super::super::records::{stored_life_cycle, stored_period};
use super::entity::milestone;
use super::form::{DoneForm, MilestoneForm, RemoveMilestoneForm};
use super::records::{changes, fields, insert_milestone, to_milestone};
use crate::audit::entity::audit_entry;
use crate::audit::{self, Author, Subject, allowed};
use crate::error::AppError;
use crate::request::Request;
use crate::storage::begin_write;
use crate::ui::form::{Conflict, FormReply, optional};

const CHANGED_MEANWHILE: &str =
    "Iemand heeft deze mijlpaal intussen gewijzigd. Kijk wat er nu staat en probeer het dan opnieuw.";

pub async fn add(request: &Request, form: &MilestoneForm) -> Result<FormReply, AppError> {
    let (transaction, row) = locked(request, &form.id, Verb::Edit, Event::MilestoneAdded).await?;
    let new = match form.milestone(None, stored_period(row.due.as_deref()), request.today()) {
        Ok(new) => new,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let others = milestone::Entity::find().filter(milestone::Column::CommitmentId.eq(row.id));
    if others.count(&transaction).await? >= MILESTONES_MAX as u64 {
        let message = format!("Een afspraak heeft ten hoogste {MILESTONES_MAX} mijlpalen. Verwijder er eerst een.");
        return Ok(FormReply::invalid(vec![Problem::new("title", message)]));
    }
    insert_milestone(&transaction, row.id, &new, &Author::of(request)).await?;
    transaction.commit().await?;
    Ok(done(row.id, "mijlpaal"))
}

/// Changes a milestone, unless somebody else did so since the form was opened.
pub async fn change(request: &Request, form: &MilestoneForm) -> Result<FormReply, AppError> {
    let (transaction, row) = locked(request, &form.id, Verb::Edit, Event::MilestoneChanged).await?;
    let (saved, before) = find(&transaction, row.id, &form.milestone).await?;
    let after = match form.milestone(saved.done_on, stored_period(row.due.as_deref()), request.today()) {
        Ok(after) => after,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    if before == after {
        return Ok(FormReply::done(list_of(row.id)));
    }
    let known_version = [&form.conflict_version, &form.version].into_iter().find_map(|text| text.parse::<i32>().ok());
    if known_version != Some(saved.version) {
        let conflict = conflict(&transaction, &saved, changes(Some(&before), Some(&after))).await?;
        return Ok(FormReply::conflict(conflict));
    }
    update(transaction, request, Event::MilestoneChanged, &saved, &before, &after).await?;
    Ok(done(row.id, "mijlpaal"))
}

/// Says when a milestone was done, or that it is not after all.
pub async fn mark(request: &Request, form: &DoneForm) -> Result<FormReply, AppError> {
    let event = if form.done_on.trim().is_empty() { Event::MilestoneReopened } else { Event::MilestoneDone };
    let (transaction, row) = locked(request, &form.id, Verb::ReportProgress, event).await?;
    let (saved, before) = find(&transaction, row.id, &form.milestone).await?;
    let after = match form.done_on(request.today()) {
        Ok(done_on) => Milestone { done_on, ..before.clone() },
        Err(problem) => return Ok(FormReply::invalid(vec![problem])),
    };
    if before == after {
        return Ok(FormReply::done(list_of(row.id)));
    }
    if form.version != saved.version.to_string() {
        return Ok(FormReply::outdated(CHANGED_MEANWHILE));
    }
    update(transaction, request, event, &saved, &before, &after).await?;
    Ok(done(row.id, if after.done_on.is_some() { "mijlpaal-gereed" } else { "mijlpaal-heropend" }))
}

/// Takes a milestone away; the timeline keeps what it was.
pub async fn remove(request: &Request, form: &RemoveMilestoneForm) -> Result<FormReply, AppError> {
    let (transaction, row) = locked(request, &form.id, Verb::Edit, Event::MilestoneRemoved).await?;
    let (saved, before) = find(&transaction, row.id, &form.milestone).await?;
    // Nobody removes what they have not seen.
    if form.version != saved.version.to_string() {
        return Ok(FormReply::outdated(CHANGED_MEANWHILE));
    }
    let overdue = before.is_overdue(stored_life_cycle(&row.life_cycle), request.today());
    let reason = optional(&form.reason);
    let problems = removal_problems(overdue, reason.as_deref());
    if !problems.is_empty() {
        return Ok(FormReply::invalid(problems));
    }
    milestone::Entity::delete_by_id(saved.id).exec(&transaction).await?;
    let (author, mut changes) = (Author::of(request), changes(Some(&before), None));
    changes.extend(reason.as_deref().map(because));
    audit::record(&transaction, &author, Event::MilestoneRemoved, Subject::Commitment(row.id), &changes).await?;
    transaction.commit().await?;
    Ok(done(row.id, "mijlpaal-verwijderd"))
}

/// The commitment, kept from others until the transaction ends, when this person may do this with it.
async fn locked(
    request: &Request,
    id: &str,
    verb: Verb,
    event: Event,
) -> Result<(DatabaseTransaction, commitment::Model), AppError> {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let transaction = begin_write(request.database()).await?;
    let (row, rights) = lock(&transaction, request, id).await?;
    let action = Action::Commitment(verb, &rights);
    let transaction = allowed(transaction, request, action, event, Subject::Commitment(id)).await?;
    Ok((transaction, row))
}

async fn find(
    transaction: &DatabaseTransaction,
    commitment: Uuid,
    id: &str,
) -> Result<(milestone::Model, Milestone), AppError> {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let of_it = milestone::Entity::find_by_id(id).filter(milestone::Column::CommitmentId.eq(commitment));
    let row = of_it.one(transaction).await?.ok_or(AppError::NotFound)?;
    let milestone = to_milestone(&row)?;
    Ok((row, milestone))
}

async fn update(
    transaction: DatabaseTransaction,
    request: &Request,
    event: Event,
    saved: &milestone::Model,
    before: &Milestone,
    after: &Milestone,
) -> Result<(), AppError> {
    let author = Author::of(request);
    let row =
        milestone::ActiveModel { id: Set(saved.id), version: Set(saved.version + 1), ..fields(after, author.at)? };
    row.update(&transaction).await?;
    let changes = changes(Some(before), Some(after));
    audit::record(&transaction, &author, event, Subject::Commitment(saved.commitment_id), &changes).await?;
    transaction.commit().await?;
    Ok(())
}

/// Who saved it stands in the timeline, at the moment that the milestone keeps.
async fn conflict(
    transaction: &DatabaseTransaction,
    saved: &milestone::Model,
    changes: Vec<FieldChange>,
) -> Result<Conflict, DbErr> {
    // One without a former title only says which milestone it is.
    let names_only = |change: &FieldChange| change.field == Field::Milestone && change.before.is_empty();
    let differing = changes.into_iter().filter(|change| !names_only(change)).collect();
    let saving = Condition::all()
        .add(audit_entry::Column::SubjectId.eq(saved.commitment_id))
        .add(audit_entry::Column::At.eq(saved.updated_at));
    audit::timeline::conflict(transaction, saving, saved.version, saved.updated_at, differing).await
}

fn list_of(commitment: Uuid) -> String {
    format!("/afspraken/{commitment}/mijlpalen")
}

fn done(commitment: Uuid, notice: &str) -> FormReply {
    FormReply::done(format!("{}?melding={notice}", list_of(commitment)))
}
