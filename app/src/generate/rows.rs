//! Writing what was told, many rows a statement.

use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, IntoActiveModel};

use super::building::Building;
use super::chance::Chance;
use super::story::{Entry, Story};
use super::world::World;
use crate::audit::{Author, NewEntry, record_all};
use crate::commitments::agreement::entity::{commitment_version, confirmation};
use crate::commitments::entity::{commitment, party, progress_update};
use crate::commitments::links::{LinkRows, link_rows};
use crate::commitments::records::party_rows;
use crate::commitments::steps::entity::milestone;
use crate::deliveries::entity::{delivery, lot};
use crate::projects::records::ProjectRows;
use crate::storage::{begin_write, insert_all};

/// Commitments and projects.
const AT_ONCE: usize = 500;
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
    projects: ProjectRows,
    deliveries: Vec<delivery::ActiveModel>,
    lots: Vec<lot::ActiveModel>,
    /// Commitments and projects that are not written yet.
    waiting: usize,
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
        self.waiting += 1;
    }

    pub fn add_building(&mut self, building: Building) -> Result<(), DbErr> {
        let Building { id, project, begun, book, entries } = building;
        self.projects.add(id, &project, begun, None)?;
        self.lots.extend(book.lots()?);
        self.deliveries.extend(book.entries.into_iter().map(IntoActiveModel::into_active_model));
        self.entries.extend(entries);
        self.waiting += 1;
        Ok(())
    }

    pub async fn write_when_many(&mut self, transaction: &impl ConnectionTrait) -> Result<(), DbErr> {
        if self.waiting < AT_ONCE { Ok(()) } else { self.write(transaction).await }
    }

    pub async fn write(&mut self, transaction: &impl ConnectionTrait) -> Result<(), DbErr> {
        self.waiting = 0;
        insert_all(transaction, std::mem::take(&mut self.commitments)).await?;
        insert_all(transaction, std::mem::take(&mut self.parties)).await?;
        let links = std::mem::take(&mut self.links);
        insert_all(transaction, links.challenges).await?;
        insert_all(transaction, links.target_groups).await?;
        insert_all(transaction, links.dwellings).await?;
        insert_all(transaction, links.success_factors).await?;
        insert_all(transaction, links.documents).await?;
        insert_all(transaction, std::mem::take(&mut self.versions)).await?;
        insert_all(transaction, std::mem::take(&mut self.confirmations)).await?;
        insert_all(transaction, std::mem::take(&mut self.reports)).await?;
        insert_all(transaction, std::mem::take(&mut self.milestones)).await?;
        self.projects.write(transaction).await?;
        insert_all(transaction, std::mem::take(&mut self.deliveries)).await?;
        insert_all(transaction, std::mem::take(&mut self.lots)).await
    }

    /// Goes on with the chain of the region, some entries a transaction, so that others who add to it do not wait long. Says
    /// how many entries there are.
    pub async fn write_entries(self, database: &DatabaseConnection, world: &World) -> Result<usize, DbErr> {
        let mut entries = self.entries;
        entries.sort_by_key(|entry| entry.at);
        let count = entries.len();
        let mut entries = entries.into_iter().enumerate().peekable();
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
    entries: impl Iterator<Item = (usize, Entry)>,
) -> Result<(), DbErr> {
    let entry = |(place, Entry { at, event, subject, changes, by }): (usize, Entry)| NewEntry {
        id: Chance::of(place as u64, 0).id(at),
        author: Author {
            region: Some(world.region),
            user: by.map(|by| by.user),
            organisation: by.map(|by| by.organisation),
            at,
        },
        event,
        subject,
        changes,
    };
    record_all(transaction, Some(world.region), entries.map(entry)).await
}
