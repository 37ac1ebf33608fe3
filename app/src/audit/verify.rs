//! Proving that the trail is as it was recorded.
#![expect(
    clippy::disallowed_methods,
    reason = "the log and its chain are read by those who may read all of it; `search` starts from a region"
)]

use std::collections::{BTreeMap, BTreeSet};

use domain::audit::Event;
use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait, QuerySelect};
use uuid::Uuid;

use super::chain::{Fault, INSTALLATION, Walk, Wrong};
use super::entity::{audit_entry, audit_head};
use super::trail::{Pages, chains};
use crate::regions::entity::region;
use crate::since::commands::is_as_frozen;
use crate::storage::begin_snapshot;

/// What was found in one chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedChain {
    pub chain: Uuid,
    /// The region's; none for the installation, and for a chain of no region that exists.
    pub region: Option<String>,
    /// How many entries are as they were recorded, from the first on.
    pub entries: i64,
    /// Of the last of those.
    pub last_hash: String,
    /// The first thing that is wrong.
    pub fault: Option<Fault>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    pub chains: Vec<VerifiedChain>,
    /// The expected hashes that no sound part of a chain holds.
    pub absent: BTreeSet<String>,
}

impl Verification {
    pub fn is_sound(&self) -> bool {
        self.absent.is_empty() && self.chains.iter().all(|chain| chain.fault.is_none())
    }
}

/// Walks along every chain. `expected` are hashes that were written down before, in lower case: whoever could rewrite
/// a whole chain could not rewrite those.
///
/// # Errors
/// When the database fails; what is wrong with the trail is in the answer.
pub async fn verify(database: &DatabaseConnection, expected: BTreeSet<String>) -> Result<Verification, DbErr> {
    let transaction = begin_snapshot(database).await?;
    let names: Vec<(Uuid, String)> = region::Entity::find()
        .select_only()
        .columns([region::Column::Id, region::Column::Name])
        .into_tuple()
        .all(&transaction)
        .await?;
    let names: BTreeMap<Uuid, String> = names.into_iter().collect();
    let mut all = chains(&transaction).await?;
    // A region without a chain has lost it.
    all.extend(names.keys());
    all.insert(INSTALLATION);

    let mut found = Verification { chains: Vec::with_capacity(all.len()), absent: expected };
    for chain in all {
        let region = names.get(&chain).cloned();
        let verified = walk(&transaction, chain, region, &mut found.absent).await?;
        found.chains.push(verified);
    }
    transaction.commit().await?;
    Ok(found)
}

/// Goes on to this entry. Some: it is not as it was recorded, or what it vouches for is not.
async fn wrong_with(
    transaction: &DatabaseTransaction,
    entry: Result<audit_entry::Model, Fault>,
    walk: &mut Walk,
) -> Result<Option<Fault>, DbErr> {
    let entry = match entry {
        Ok(entry) => entry,
        Err(fault) => return Ok(Some(fault)),
    };
    if let Err(fault) = walk.step(&entry) {
        return Ok(Some(fault));
    }
    let vouches = entry.event == Event::Frozen.code();
    let wrong = vouches && !is_as_frozen(transaction, &entry).await?;
    Ok(wrong.then_some(Fault { sequence: entry.sequence, entry: Some(entry.id), wrong: Wrong::OtherState }))
}

async fn walk(
    transaction: &DatabaseTransaction,
    chain: Uuid,
    region: Option<String>,
    absent: &mut BTreeSet<String>,
) -> Result<VerifiedChain, DbErr> {
    let mut walk = Walk::default();
    let mut pages = Pages::new(transaction, chain);
    let mut fault = None;
    'pages: loop {
        let page = pages.next().await?;
        if page.is_empty() {
            break;
        }
        for entry in page {
            if let Some(found) = wrong_with(transaction, entry, &mut walk).await? {
                fault = Some(found);
                break 'pages;
            }
            absent.remove(&walk.hash);
        }
    }
    let fault = match fault {
        Some(fault) => Some(fault),
        None => {
            let head = audit_head::Entity::find_by_id(chain).one(transaction).await?;
            match walk.end(head.as_ref()) {
                Err(fault) => Some(fault),
                Ok(()) if walk.sequence == 0 && region.is_some() => {
                    Some(Fault { sequence: 1, entry: None, wrong: Wrong::Emptied })
                }
                Ok(()) => None,
            }
        }
    };
    Ok(VerifiedChain { chain, region, entries: walk.sequence, last_hash: walk.hash, fault })
}
