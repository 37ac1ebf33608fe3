//! The whole trail as JSON Lines: one entry a line, with what its hash is taken over.

use std::io::{self, Write};

use sea_orm::{DatabaseConnection, DbErr};
use serde::Serialize;
use uuid::Uuid;

use super::chain::{Fault, moment_text};
use super::entity::audit_entry;
use super::trail::{Pages, chains};
use crate::storage::begin_snapshot;

#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("the database failed: {0}")]
    Storage(#[from] DbErr),
    #[error("in the chain {chain}, {fault}. `audit verify` tells what else is wrong")]
    Unreadable { chain: Uuid, fault: Fault },
    #[error("the export could not be written: {0}")]
    Write(#[from] io::Error),
}

/// In the order in which the hash takes them, its own text at the end.
#[derive(Serialize)]
struct Line<'e> {
    previous_hash: &'e str,
    chain: Uuid,
    sequence: i64,
    id: Uuid,
    region_id: Option<Uuid>,
    at: String,
    user_id: Option<Uuid>,
    organisation_id: Option<Uuid>,
    event: &'e str,
    subject_type: &'e str,
    subject_id: Uuid,
    /// JSON in a text: its very characters are hashed.
    changes: &'e str,
    hash: &'e str,
}

impl<'e> Line<'e> {
    fn of(entry: &'e audit_entry::Model) -> Self {
        Self {
            previous_hash: &entry.previous_hash,
            chain: entry.chain,
            sequence: entry.sequence,
            id: entry.id,
            region_id: entry.region_id,
            at: moment_text(entry.at),
            user_id: entry.user_id,
            organisation_id: entry.organisation_id,
            event: &entry.event,
            subject_type: &entry.subject_type,
            subject_id: entry.subject_id,
            changes: &entry.changes,
            hash: &entry.hash,
        }
    }
}

/// Writes every entry, chain by chain, and returns how many there are.
///
/// # Errors
/// When the database fails, an entry cannot be read, or `out` takes no more.
pub async fn export(database: &DatabaseConnection, out: &mut (impl Write + Send)) -> Result<u64, ExportError> {
    let transaction = begin_snapshot(database).await?;
    let mut count = 0;
    for chain in chains(&transaction).await? {
        let mut pages = Pages::new(&transaction, chain);
        loop {
            let page = pages.next().await?;
            if page.is_empty() {
                break;
            }
            for entry in page {
                let entry = entry.map_err(|fault| ExportError::Unreadable { chain, fault })?;
                serde_json::to_writer(&mut *out, &Line::of(&entry)).map_err(io::Error::from)?;
                out.write_all(b"\n")?;
                count += 1;
            }
        }
    }
    out.flush()?;
    transaction.commit().await?;
    Ok(count)
}
