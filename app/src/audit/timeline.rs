//! The timeline of one thing, and who made its newest version.
#![expect(
    clippy::disallowed_methods,
    reason = "the entries of one thing, which the caller has found through its scope"
)]

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::audit::Event;
use domain::differences::{Field, FieldChange};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};
use uuid::Uuid;

use super::data::TimelineEntry;
use super::entity::audit_entry;
use crate::auth::entity::user;
use crate::commitments::queries::moment;
use crate::regions::entity::organisation;
use crate::request::moment_label;
use crate::ui::form::{Conflict, ConflictField};

#[derive(FromQueryResult)]
struct Record {
    at: DateTime<Utc>,
    event: String,
    subject_id: Uuid,
    changes: String,
    user: Option<String>,
    organisation: Option<String>,
}

/// Whether somebody did something since a moment; logging in, and what was only tried, is nothing that was done.
pub async fn acted_since(connection: &impl ConnectionTrait, user: Uuid, since: DateTime<Utc>) -> Result<bool, DbErr> {
    use audit_entry::Column as C;
    let nothing = Event::ALL.iter().filter(|event| event.is_attempt() || **event == Event::LoggedIn);
    let nothing = nothing.map(|event| event.code());
    let last = audit_entry::Entity::find()
        .filter(C::UserId.eq(user))
        .filter(C::Event.is_not_in(nothing))
        .order_by_desc(C::Sequence)
        .one(connection);
    Ok(last.await?.is_some_and(|entry| entry.at >= since))
}

/// Everything that happened to what the condition chooses, newest first, with what it happened to. Attempts are left out.
pub async fn timeline(
    connection: &impl ConnectionTrait,
    chosen: Condition,
) -> Result<Vec<(Uuid, TimelineEntry)>, DbErr> {
    use audit_entry::Column as C;
    let attempts = Event::ALL.iter().filter(|event| event.is_attempt()).map(|event| event.code());
    let records = audit_entry::Entity::find()
        .select_only()
        .columns([C::At, C::Event, C::SubjectId, C::Changes])
        .column_as(user::Column::Name, "user")
        .column_as(organisation::Column::Name, "organisation")
        .join(JoinType::LeftJoin, audit_entry::Relation::User.def())
        .join(JoinType::LeftJoin, audit_entry::Relation::Organisation.def())
        .filter(chosen)
        .filter(C::Event.is_not_in(attempts))
        // Not by time: the clock may have been set back.
        .order_by_desc(C::Sequence)
        .into_model::<Record>()
        .all(connection)
        .await?;
    let entry = |record: Record| {
        let entry = TimelineEntry {
            at: moment(record.at),
            by: record.user.unwrap_or_default(),
            organisation: record.organisation.unwrap_or_default(),
            event: record.event.parse().ok()?,
            changes: serde_json::from_str(&record.changes).ok()?,
        };
        Some((record.subject_id, entry))
    };
    let unreadable = || DbErr::Custom("unreadable audit entry".to_owned());
    records.into_iter().map(|record| entry(record).ok_or_else(unreadable)).collect()
}

/// The entries of a thing that made its versions.
pub fn versions_of(subject: Uuid) -> Condition {
    let versions = Event::ALL.iter().filter(|event| event.makes_version()).map(|event| event.code());
    Condition::all().add(audit_entry::Column::SubjectId.eq(subject)).add(audit_entry::Column::Event.is_in(versions))
}

/// What is saved now beside what was typed, and who saved it. `version` and `saved_at` are those of the row.
pub async fn conflict(
    connection: &impl ConnectionTrait,
    versions: Condition,
    version: i32,
    saved_at: DateTime<Utc>,
    changes: Vec<FieldChange>,
) -> Result<Conflict, DbErr> {
    let newest = audit_entry::Entity::find()
        .find_also_related(user::Entity)
        .filter(versions)
        .order_by_desc(audit_entry::Column::Sequence)
        .one(connection)
        .await?;
    let by = newest.and_then(|(_, user)| user).map_or_else(|| "Iemand".to_owned(), |user| user.name);
    let fields = changes.into_iter().map(ConflictField::from).collect();
    Ok(Conflict { version, by, at: moment_label(saved_at), fields })
}

/// What the fields said before the last `count` versions, of those that these changed.
pub async fn before_last(
    connection: &impl ConnectionTrait,
    versions: Condition,
    count: u64,
) -> Result<BTreeMap<Field, String>, DbErr> {
    let newest: Vec<String> = audit_entry::Entity::find()
        .select_only()
        .column(audit_entry::Column::Changes)
        .filter(versions)
        .order_by_desc(audit_entry::Column::Sequence)
        .limit(count)
        .into_tuple()
        .all(connection)
        .await?;
    let mut before = BTreeMap::new();
    for changes in newest {
        let changes: Vec<FieldChange> =
            serde_json::from_str(&changes).map_err(|error| DbErr::Custom(error.to_string()))?;
        // The oldest is read last, and stands.
        before.extend(changes.into_iter().map(|change| (change.field, change.before)));
    }
    Ok(before)
}
