//! Writing what was told, many rows a statement.
#![expect(clippy::disallowed_methods, reason = "the command line looks at the whole database")]

use domain::audit::SubjectType;
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QuerySelect, Set, Unchanged,
};

use super::chance::Chance;
use super::story::{Entry, Story};
use super::world::World;
use crate::audit::chain;
use crate::audit::entity::{audit_entry, audit_head};
use crate::commitments::agreement::entity::{commitment_version, confirmation};
use crate::commitments::entity::{commitment, party, progress_update};
use crate::commitments::links::{LinkRows, link_rows};
use crate::commitments::records::party_rows;
use crate::commitments::steps::entity::milestone;
use crate::storage::begin_write;

/// A statement has a limited number of values.
const ROWS_PER_INSERT: usize = 400;
const COMMITMENTS_AT_ONCE: usize = 500;
const ENTRIES_AT_ONCE: usize = 4000;

/// What was told and is not written yet.
#[derive(Default)]
pub struct Rows {
    commitments: Vec<commitment::ActiveModel>,
    parties: Vec<party::ActiveModel>,
    links: LinkRows,
    versions: Vec<commitment_version::ActiveModel>,
    confirmations: Vec<confirmation::ActiveModel>,
    reports: Vec<progress_update::ActiveModel>,
    milestones: Vec<milestone::ActiveModel>,
    /// Written last of all: a chain is in the order of what happened.
    entries: Vec<Entry>,
}

impl Rows {
    pub fn add(&mut self, story: Story) {
        self.parties.extend(party_rows(story.id, &story.content));
        self.links.add(link_rows(story.id, &story.content));
        self.commitments.push(story.row);
        self.versions.extend(story.versions);
        self.confirmations.extend(story.confirmations);
        self.reports.extend(story.reports);
        self.milestones.extend(story.milestones);
        self.entries.extend(story.entries);
    }

    pub async fn write_when_many(&mut self, transaction: &impl ConnectionTrait) -> Result<(), DbErr> {
        if self.commitments.len() < COMMITMENTS_AT_ONCE { Ok(()) } else { self.write(transaction).await }
    }

    pub async fn write(&mut self, transaction: &impl ConnectionTrait) -> Result<(), DbErr> {
        insert(transaction, std::mem::take(&mut self.commitments)).await?;
        insert(transaction, std::mem::take(&mut self.parties)).await?;
        let links = std::mem::take(&mut self.links);
        insert(transaction, links.challenges).await?;
        insert(transaction, links.target_groups).await?;
        insert(transaction, links.dwellings).await?;
        insert(transaction, links.success_factors).await?;
        insert(transaction, links.documents).await?;
        insert(transaction, std::mem::take(&mut self.versions)).await?;
        insert(transaction, std::mem::take(&mut self.confirmations)).await?;
        insert(transaction, std::mem::take(&mut self.reports)).await?;
        insert(transaction, std::mem::take(&mut self.milestones)).await
    }

    /// Goes on with the chain of the region, some entries a transaction: the head of a chain moves one entry at a time, and
    /// what was written to a row often in one transaction becomes slow to find in PostgreSQL. Says how many entries there
    /// are.
    pub async fn write_entries(self, database: &DatabaseConnection, world: &World) -> Result<usize, DbErr> {
        let mut entries = self.entries;
        entries.sort_by_key(|entry| entry.at);
        let count = entries.len();
        let mut entries = entries.into_iter().peekable();
        while entries.peek().is_some() {
            let transaction = begin_write(database).await?;
            write_some(&transaction, world, entries.by_ref().take(ENTRIES_AT_ONCE)).await?;
            transaction.commit().await?;
        }
        Ok(count)
    }
}

async fn write_some(
    transaction: &DatabaseTransaction,
    world: &World,
    entries: impl Iterator<Item = Entry>,
) -> Result<(), DbErr> {
    let head = audit_head::Entity::find_by_id(world.region).lock_exclusive().one(transaction).await?;
    let mut head = head.ok_or_else(|| DbErr::RecordNotFound("the head of the region's chain".to_owned()))?;
    let mut chance = Chance::of(head.sequence.unsigned_abs(), 0);
    let mut rows = Vec::new();
    for entry in entries {
        rows.push(link(&mut head, &mut chance, world, entry)?);
        let moved = audit_head::ActiveModel {
            chain: Unchanged(head.chain),
            sequence: Set(head.sequence),
            hash: Set(head.hash.clone()),
        };
        moved.update(transaction).await?;
    }
    insert(transaction, rows).await
}

/// The next entry of the chain.
fn link(
    head: &mut audit_head::Model,
    chance: &mut Chance,
    world: &World,
    entry: Entry,
) -> Result<audit_entry::ActiveModel, DbErr> {
    let by = world.people.get(entry.by);
    let changes = serde_json::to_string(&entry.changes).map_err(|error| DbErr::Custom(error.to_string()))?;
    let mut row = audit_entry::Model {
        id: chance.id(entry.at),
        chain: head.chain,
        sequence: head.sequence + 1,
        region_id: Some(world.region),
        at: chain::to_the_microsecond(entry.at),
        user_id: by.map(|(user, _)| *user),
        organisation_id: by.map(|(_, organisation)| *organisation),
        event: entry.event.code().to_owned(),
        subject_type: SubjectType::Commitment.code().to_owned(),
        subject_id: entry.subject,
        changes,
        previous_hash: std::mem::take(&mut head.hash),
        hash: String::new(),
    };
    row.hash = chain::hash(&row);
    head.sequence = row.sequence;
    head.hash.clone_from(&row.hash);
    Ok(row.into_active_model())
}

async fn insert<A>(transaction: &impl ConnectionTrait, rows: Vec<A>) -> Result<(), DbErr>
where
    A: ActiveModelTrait,
{
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let some = rows.by_ref().take(ROWS_PER_INSERT);
        A::Entity::insert_many(some).exec_without_returning(transaction).await?;
    }
    Ok(())
}
