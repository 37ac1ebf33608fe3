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
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, NotSet, QueryFilter, QuerySelect, Set,
};
use uuid::Uuid;

use super::chain::{self, INSTALLATION};
use super::entity::{audit_entry, audit_head};
use crate::error::AppError;
use crate::request::{CurrentUser, Request};
use crate::storage::{insert_all, new_id};

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
    /// Of a gemeente, or of the region: by its id. Of a corporatie within a gemeente: by the id of both,
    /// [`id_within`](crate::targets::holder::id_within).
    Targets(Uuid),
    /// That a commitment serves a project.
    ProjectLink(Uuid),
    /// Of a gemeente in one year; as long as it told nothing of that year, by the gemeente.
    Allocations(Uuid),
    Meeting(Uuid),
    Decision(Uuid),
    Proposal(Uuid),
    /// Of one organisation, before a meeting.
    Note(Uuid),
    Deadline(Uuid),
    /// How far a gemeente is with a deadline.
    DeadlinePhase(Uuid),
    /// How a gemeente is placed for a success factor; as long as it told nothing, by the success factor.
    FactorState(Uuid),
    /// What an organisation does.
    Role(Uuid),
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
            Self::Proposal(id) => (SubjectType::Proposal, id),
            Self::Note(id) => (SubjectType::Note, id),
            Self::Deadline(id) => (SubjectType::Deadline, id),
            Self::DeadlinePhase(id) => (SubjectType::DeadlinePhase, id),
            Self::FactorState(id) => (SubjectType::FactorState, id),
            Self::Role(id) => (SubjectType::Role, id),
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
    let mut head = lock_head(transaction, author.region.unwrap_or(INSTALLATION)).await?;
    let entry = follow(&mut head, new_id(), author, event, subject, changes)?;
    let id = entry.id;
    audit_entry::Entity::insert(entry.into_active_model()).exec_without_returning(transaction).await?;
    move_head(transaction, &head).await?;
    Ok(id)
}

/// An entry that is added with others.
#[derive(Clone, Debug)]
pub struct NewEntry {
    pub id: Uuid,
    pub author: Author,
    pub event: Event,
    pub subject: Subject,
    pub changes: Vec<FieldChange>,
}

/// As [`record`] would one after the other, for entries of one region (none: the installation): the chain is locked once, they
/// are written many a statement, and its head moves to the last of them.
pub async fn record_all(
    transaction: &DatabaseTransaction,
    region: Option<Uuid>,
    entries: impl IntoIterator<Item = NewEntry>,
) -> Result<(), DbErr> {
    let mut head = lock_head(transaction, region.unwrap_or(INSTALLATION)).await?;
    let mut rows = Vec::new();
    for NewEntry { id, author, event, subject, changes } in entries {
        let author = Author { region, ..author };
        rows.push(follow(&mut head, id, &author, event, subject, &changes)?.into_active_model());
    }
    if rows.is_empty() {
        return Ok(());
    }
    insert_all(transaction, rows).await?;
    move_head(transaction, &head).await
}

/// The next entry of a chain, whose head goes on to it.
fn follow(
    head: &mut audit_head::Model,
    id: Uuid,
    author: &Author,
    event: Event,
    subject: Subject,
    changes: &[FieldChange],
) -> Result<audit_entry::Model, DbErr> {
    let (subject_type, subject_id) = subject.parts();
    let changes = serde_json::to_string(changes).map_err(|error| DbErr::Custom(error.to_string()))?;
    let mut entry = audit_entry::Model {
        id,
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
        previous_hash: std::mem::take(&mut head.hash),
        hash: String::new(),
    };
    entry.hash = chain::hash(&entry);
    head.sequence = entry.sequence;
    head.hash.clone_from(&entry.hash);
    Ok(entry)
}

async fn move_head(transaction: &DatabaseTransaction, head: &audit_head::Model) -> Result<(), DbErr> {
    let moved = audit_head::Entity::update_many()
        .set(audit_head::ActiveModel { chain: NotSet, sequence: Set(head.sequence), hash: Set(head.hash.clone()) })
        .filter(audit_head::Column::Chain.eq(head.chain));
    let moved = moved.exec(transaction).await?;
    if moved.rows_affected == 1 {
        return Ok(());
    }
    Err(DbErr::RecordNotUpdated)
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
