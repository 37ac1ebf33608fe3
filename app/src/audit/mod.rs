//! The audit trail. Every write adds its entry in its own transaction; the timeline of a thing is read from it.

pub mod entity;

use chrono::{DateTime, Utc};
use domain::audit::Event;
use domain::differences::FieldChange;
use sea_orm::{ActiveModelTrait, ConnectionTrait, DbErr, Set};
use uuid::Uuid;

use crate::request::Request;
use crate::storage::new_id;
use entity::audit_entry;

/// Who did it, on behalf of which organisation, and when.
#[derive(Clone, Copy, Debug)]
pub struct Author {
    pub region: Uuid,
    /// None: the command line.
    pub user: Option<Uuid>,
    pub organisation: Option<Uuid>,
    pub at: DateTime<Utc>,
}

impl Author {
    pub fn of(request: &Request) -> Self {
        let actor = request.actor();
        Self {
            region: actor.region.into(),
            user: Some(actor.user.into()),
            organisation: Some(actor.organisation.into()),
            at: request.now(),
        }
    }
}

/// What kind of thing an entry is about.
#[derive(Clone, Copy, Debug)]
pub enum Subject {
    Region(Uuid),
    Commitment(Uuid),
    User(Uuid),
}

impl Subject {
    const fn parts(self) -> (&'static str, Uuid) {
        match self {
            Self::Region(id) => ("region", id),
            Self::Commitment(id) => ("commitment", id),
            Self::User(id) => ("user", id),
        }
    }
}

/// Adds an entry, in the transaction of the change that it tells of.
pub async fn record(
    transaction: &impl ConnectionTrait,
    author: &Author,
    event: Event,
    subject: Subject,
    changes: &[FieldChange],
) -> Result<(), DbErr> {
    let (subject_type, subject_id) = subject.parts();
    let changes = serde_json::to_string(changes).map_err(|error| DbErr::Custom(error.to_string()))?;
    let entry = audit_entry::ActiveModel {
        id: Set(new_id()),
        region_id: Set(author.region),
        at: Set(author.at),
        user_id: Set(author.user),
        organisation_id: Set(author.organisation),
        event: Set(event.code().to_owned()),
        subject_type: Set(subject_type.to_owned()),
        subject_id: Set(subject_id),
        changes: Set(changes),
    };
    entry.insert(transaction).await?;
    Ok(())
}
