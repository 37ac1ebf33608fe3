//! Between the table and the domain.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::audit::Event;
use domain::differences::{Field, FieldChange};
use domain::dutch;
use domain::waiting::{Wait, WaitsFor};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, DbErr, Set};
use uuid::Uuid;

use super::entity::wait;
use crate::audit::{self, Author, Subject};
use crate::storage::new_id;

/// What the two sides of a wait are called in the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    pub waiting: String,
    pub other: String,
}

/// Adds a wait with its audit entry; that it is allowed, the caller has seen to.
pub async fn insert_wait(
    transaction: &DatabaseTransaction,
    waiting: Uuid,
    other: WaitsFor,
    new: &Wait,
    called: &Called,
    author: &Author,
) -> Result<Uuid, DbErr> {
    let id = new_id();
    let (other_id, organisation_id) = match other {
        WaitsFor::Commitment(id) => (Some(id.0), None),
        WaitsFor::Organisation(id) => (None, Some(id.0)),
    };
    let row = wait::ActiveModel {
        id: Set(id),
        commitment_id: Set(waiting),
        other_id: Set(other_id),
        organisation_id: Set(organisation_id),
        reason: Set(new.reason.clone()),
        since: Set(new.since),
        resolved_on: Set(None),
    };
    row.insert(transaction).await?;
    let changes = [
        (Field::Waiting, called.waiting.clone()),
        (Field::WaitsFor, called.other.clone()),
        (Field::WaitReason, new.reason.clone()),
        (Field::WaitSince, dutch::date(new.since)),
    ];
    let changes = changes.map(|(field, after)| FieldChange { field, before: String::new(), after });
    audit::record(transaction, author, Event::WaitAdded, Subject::Wait(id), &changes).await?;
    Ok(id)
}

/// Says since when a wait is resolved, with its audit entry.
pub async fn resolve_wait(
    transaction: &DatabaseTransaction,
    id: Uuid,
    on: NaiveDate,
    called: &Called,
    author: &Author,
) -> Result<(), DbErr> {
    let row = wait::ActiveModel { id: Set(id), resolved_on: Set(Some(on)), ..Default::default() };
    row.update(transaction).await?;
    let changes = [
        (Field::Waiting, String::new(), called.waiting.clone()),
        (Field::WaitsFor, called.other.clone(), String::new()),
        (Field::WaitResolved, String::new(), dutch::date(on)),
    ];
    let changes = changes.map(|(field, before, after)| FieldChange { field, before, after });
    audit::record(transaction, author, Event::WaitResolved, Subject::Wait(id), &changes).await
}

/// The things that the timeline of a commitment is about: itself, and its waits that its reader may see.
pub fn timeline_subjects(commitment: Uuid, waiting: &super::data::Waiting) -> BTreeSet<Uuid> {
    let waits = waiting.waits_for.iter().chain(&waiting.waited_for_by).map(|line| line.id);
    waits.chain([commitment]).collect()
}
