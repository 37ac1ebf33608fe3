//! Doing what a line says.
#![expect(clippy::disallowed_methods, reason = "rows are locked by the ids that were found through `visible`")]

use std::collections::BTreeSet;

use domain::audit::Event;
use domain::commitments::Content;
use domain::differences::FieldChange;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
    Unchanged,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::existing::chunks;
use crate::audit::{self, Author, Subject};
use crate::commitments::commands::{NotSaved, Saving};
use crate::commitments::entity::commitment;
use crate::commitments::records::{NewCommitment, add_commitment};
use crate::imports::kinds::Done;
use crate::storage::new_id;

#[derive(Clone, Debug)]
pub enum Write {
    Add {
        new: Box<NewCommitment>,
        told: Vec<FieldChange>,
    },
    Change {
        row: Box<commitment::Model>,
        saving: Box<Saving>,
        mark: Option<String>,
        before: Box<Before>,
        changes: Vec<FieldChange>,
    },
}

/// What a commitment was before a file changed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    pub content: Content,
    pub external_id: Option<String>,
}

impl Write {
    async fn save(self, transaction: &DatabaseTransaction, author: &Author) -> Result<Saved, DbErr> {
        match self {
            Self::Add { new, told } => {
                let subject = add_commitment(transaction, *new, author).await?;
                Ok(Saved { subject, event: Event::Created, changes: told, before: None })
            }
            Self::Change { row, saving, mark, before, changes } => {
                let subject = row.id;
                let event = change(transaction, *row, *saving, mark, author).await?;
                let before = serde_json::to_string(&before).map_err(|error| DbErr::Custom(error.to_string()))?;
                Ok(Saved { subject, event, changes, before: Some(before) })
            }
        }
    }
}

struct Saved {
    subject: Uuid,
    event: Event,
    changes: Vec<FieldChange>,
    before: Option<String>,
}

pub async fn save_all(
    transaction: &DatabaseTransaction,
    author: &Author,
    writes: Vec<Write>,
) -> Result<Vec<Done>, DbErr> {
    let (mut all, mut entries) = (Vec::with_capacity(writes.len()), Vec::with_capacity(writes.len()));
    for write in writes {
        let Saved { subject, event, changes, before } = write.save(transaction, author).await?;
        let id = new_id();
        entries.push(audit::NewEntry { id, author: *author, event, subject: Subject::Commitment(subject), changes });
        all.push(Done { subject, audit_entry: id, before });
    }
    audit::record_all(transaction, author.region, entries).await?;
    Ok(all)
}

/// What it says, and the mark beside it, which nobody agrees on.
pub async fn change(
    transaction: &DatabaseTransaction,
    row: commitment::Model,
    saving: Saving,
    mark: Option<String>,
    author: &Author,
) -> Result<Event, DbErr> {
    let (id, marked) = (row.id, row.external_id != mark);
    // With it the commitment will be found.
    let row = commitment::Model { external_id: mark.clone(), ..row };
    let event = saving.save(transaction, row).await.map_err(|not_saved| match not_saved {
        // The plan asked before.
        NotSaved::Refused(refusal) => DbErr::Custom(refusal.to_string()),
        NotSaved::Failed(error) => error,
    })?;
    if marked {
        let marked_by = Set(author.organisation.filter(|_| mark.is_some()));
        let marked =
            commitment::ActiveModel { id: Unchanged(id), external_id: Set(mark), marked_by, ..Default::default() };
        marked.update(transaction).await?;
    }
    Ok(event)
}

/// Keeps others from these, in one order for everybody, until the transaction ends.
pub async fn locked(transaction: &DatabaseTransaction, ids: BTreeSet<Uuid>) -> Result<Vec<commitment::Model>, DbErr> {
    let mut locked = Vec::new();
    for some in chunks(ids) {
        let of_them = commitment::Entity::find().filter(commitment::Column::Id.is_in(some));
        locked.extend(of_them.order_by_asc(commitment::Column::Id).lock_exclusive().all(transaction).await?);
    }
    Ok(locked)
}
