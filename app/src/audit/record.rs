//! Adding entries.
#![expect(
    clippy::disallowed_methods,
    reason = "the log and its chain are read by those who may read all of it; `search` starts from a region"
)]

use chrono::{DateTime, Utc};
use domain::audit::{Event, SubjectType};
use domain::differences::{Field, FieldChange};
use domain::policy::Action;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, QuerySelect, Set, Unchanged,
};
use uuid::Uuid;

use super::chain::{self, INSTALLATION};
use super::entity::{audit_entry, audit_head};
use crate::error::AppError;
use crate::request::{CurrentUser, Request};
use crate::storage::new_id;

/// Who did it, on behalf of which organisation, and when.
#[derive(Clone, Copy, Debug)]
pub struct Author {
    /// None: it belongs to no region, and stands in the installation's chain.
    pub region: Option<Uuid>,
    /// None: the command line, or somebody who is not logged in.
    pub user: Option<Uuid>,
    pub organisation: Option<Uuid>,
    pub at: DateTime<Utc>,
}

impl Author {
    pub fn of(request: &Request) -> Self {
        Self::user(&request.user, request.now())
    }

    pub fn user(user: &CurrentUser, at: DateTime<Utc>) -> Self {
        let actor = &user.visitor.actor;
        Self {
            region: Some(actor.region.into()),
            user: Some(actor.user.into()),
            organisation: Some(actor.organisation.into()),
            at,
        }
    }

    /// Nobody who is logged in: the command line, or a visitor.
    pub const fn nobody(region: Uuid, at: DateTime<Utc>) -> Self {
        Self { region: Some(region), user: None, organisation: None, at }
    }

    /// The same, for what belongs to no region.
    pub const fn installation(at: DateTime<Utc>) -> Self {
        Self { region: None, user: None, organisation: None, at }
    }
}

/// What an entry is about.
#[derive(Clone, Copy, Debug)]
pub enum Subject {
    Region(Uuid),
    Commitment(Uuid),
    User(Uuid),
    Organisation(Uuid),
    /// That one commitment waits for another.
    Wait(Uuid),
    Installation,
    Bottleneck(Uuid),
    Document(Uuid),
    Agenda(Uuid),
    SavedView(Uuid),
    Project(Uuid),
    /// Of a gemeente, or of the region: by its id.
    Targets(Uuid),
    /// That a commitment serves a project.
    ProjectLink(Uuid),
    /// Of a gemeente in one year; as long as it told nothing of that year, by the gemeente.
    Allocations(Uuid),
    Meeting(Uuid),
    Decision(Uuid),
}

impl Subject {
    const fn parts(self) -> (SubjectType, Uuid) {
        match self {
            Self::Region(id) => (SubjectType::Region, id),
            Self::Commitment(id) => (SubjectType::Commitment, id),
            Self::User(id) => (SubjectType::User, id),
            Self::Organisation(id) => (SubjectType::Organisation, id),
            Self::Wait(id) => (SubjectType::Wait, id),
            Self::Installation => (SubjectType::Installation, INSTALLATION),
            Self::Bottleneck(id) => (SubjectType::Bottleneck, id),
            Self::Document(id) => (SubjectType::Document, id),
            Self::Agenda(id) => (SubjectType::Agenda, id),
            Self::SavedView(id) => (SubjectType::SavedView, id),
            Self::Project(id) => (SubjectType::Project, id),
            Self::Targets(id) => (SubjectType::Targets, id),
            Self::ProjectLink(id) => (SubjectType::ProjectLink, id),
            Self::Allocations(id) => (SubjectType::Allocations, id),
            Self::Meeting(id) => (SubjectType::Meeting, id),
            Self::Decision(id) => (SubjectType::Decision, id),
        }
    }
}

/// Adds an entry, in the transaction of the change that it tells of. Make it the last of the writes: from here until
/// the commit, others who add to the same chain wait.
pub async fn record(
    transaction: &DatabaseTransaction,
    author: &Author,
    event: Event,
    subject: Subject,
    changes: &[FieldChange],
) -> Result<(), DbErr> {
    record_entry(transaction, author, event, subject, changes).await.map(|_| ())
}

/// As [`record`], and gives the entry's id.
pub async fn record_entry(
    transaction: &DatabaseTransaction,
    author: &Author,
    event: Event,
    subject: Subject,
    changes: &[FieldChange],
) -> Result<Uuid, DbErr> {
    let (subject_type, subject_id) = subject.parts();
    let changes = serde_json::to_string(changes).map_err(|error| DbErr::Custom(error.to_string()))?;
    let head = lock_head(transaction, author.region.unwrap_or(INSTALLATION)).await?;
    let mut entry = audit_entry::Model {
        id: new_id(),
        chain: head.chain,
        sequence: head.sequence + 1,
        region_id: author.region,
        at: chain::to_the_microsecond(author.at),
        user_id: author.user,
        organisation_id: author.organisation,
        event: event.code().to_owned(),
        subject_type: subject_type.code().to_owned(),
        subject_id,
        changes,
        previous_hash: head.hash,
        hash: String::new(),
    };
    entry.hash = chain::hash(&entry);
    let head = audit_head::ActiveModel {
        chain: Unchanged(entry.chain),
        sequence: Set(entry.sequence),
        hash: Set(entry.hash.clone()),
    };
    let id = entry.id;
    audit_entry::Entity::insert(entry.into_active_model()).exec_without_returning(transaction).await?;
    head.update(transaction).await?;
    Ok(id)
}

/// The end of a chain, kept from others until the transaction ends. SQLite has locked the whole database by now.
async fn lock_head(transaction: &DatabaseTransaction, chain: Uuid) -> Result<audit_head::Model, DbErr> {
    let find = || audit_head::Entity::find_by_id(chain).lock_exclusive().one(transaction);
    if let Some(head) = find().await? {
        return Ok(head);
    }
    // Two may begin a chain at once: one inserts, the other waits for it here and finds it below.
    let new = audit_head::Model { chain, sequence: 0, hash: String::new() }.into_active_model();
    let unless_there = OnConflict::column(audit_head::Column::Chain).do_nothing().to_owned();
    audit_head::Entity::insert(new).on_conflict(unless_there).exec_without_returning(transaction).await?;
    find().await?.ok_or_else(|| DbErr::RecordNotFound(format!("the head of chain {chain}")))
}

/// Asks the policy for a write. A refusal is recorded, in place of the `event` that it would have been, and ends the
/// transaction, which has changed nothing yet.
///
/// # Errors
/// As [`Request::allow`], or when the database fails.
pub async fn allowed(
    transaction: DatabaseTransaction,
    request: &Request,
    action: Action<'_>,
    event: Event,
    subject: Subject,
) -> Result<DatabaseTransaction, AppError> {
    match request.allow(action) {
        Ok(()) => Ok(transaction),
        Err(AppError::Forbidden) => {
            let attempt = FieldChange { field: Field::Attempt, before: String::new(), after: event.label().to_owned() };
            record(&transaction, &Author::of(request), Event::Denied, subject, &[attempt]).await?;
            transaction.commit().await?;
            Err(AppError::Forbidden)
        }
        Err(error) => Err(error),
    }
}
