//! Between the table and the domain: reading and writing a role description.

use chrono::NaiveDate;
use domain::audit::Event;
use domain::differences::{Described, Field, FieldChange, differences};
use domain::dutch;
use domain::roles::{Acknowledgement, Versions};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, DbErr, IntoActiveModel, Set};
use uuid::Uuid;

use super::entity::role_description;
use crate::audit::{self, Author, Subject};
use crate::storage::new_id;

pub fn versions_in(row: &role_description::Model) -> Versions {
    let acknowledged = row.acknowledged_version.zip(row.acknowledged_on);
    let acknowledged = acknowledged.map(|(version, on)| Acknowledgement { version, on });
    Versions { newest: row.version, acknowledged }
}

pub fn describe(text: &str) -> Vec<Described> {
    vec![(Field::RoleDescription, text.to_owned())]
}

#[derive(Clone, Debug)]
pub struct NewRole {
    pub region_id: Uuid,
    pub organisation_id: Uuid,
    pub text: String,
    pub acknowledged_on: Option<NaiveDate>,
    /// Invented, for the demo.
    pub example: bool,
}

/// Writes down for the first time what an organisation does, with its audit entry.
pub async fn insert_role(
    transaction: &DatabaseTransaction,
    new: NewRole,
    author: &Author,
    event: Event,
) -> Result<(), DbErr> {
    let NewRole { region_id, organisation_id, text, acknowledged_on, example } = new;
    let mut described = describe(&text);
    described.extend(acknowledged_on.map(|day| (Field::AcknowledgedOn, dutch::date(day))));
    let row = role_description::ActiveModel {
        id: Set(new_id()),
        region_id: Set(region_id),
        organisation_id: Set(organisation_id),
        text: Set(text),
        acknowledged_version: Set(acknowledged_on.map(|_| 1)),
        acknowledged_on: Set(acknowledged_on),
        example: Set(example),
        version: Set(1),
        updated_at: Set(author.at),
    };
    let row = row.insert(transaction).await?;
    audit::record(transaction, author, event, Subject::Role(row.id), &differences(&[], &described)).await
}

/// Replaces the text; the caller has locked the row.
pub async fn replace_text(
    transaction: &DatabaseTransaction,
    row: role_description::Model,
    text: String,
    changes: &[FieldChange],
    author: &Author,
) -> Result<(), DbErr> {
    let (id, version) = (row.id, row.version);
    let mut changed = row.into_active_model();
    changed.text = Set(text);
    changed.version = Set(version + 1);
    // What a person writes is no example any more.
    changed.example = Set(false);
    changed.updated_at = Set(author.at);
    changed.update(transaction).await?;
    audit::record(transaction, author, Event::Changed, Subject::Role(id), changes).await
}

/// Acknowledges the newest text; the caller has locked the row.
pub async fn set_acknowledged(
    transaction: &DatabaseTransaction,
    row: role_description::Model,
    today: NaiveDate,
    author: &Author,
) -> Result<(), DbErr> {
    let (id, version, before) = (row.id, row.version, row.acknowledged_on);
    let mut changed = row.into_active_model();
    changed.acknowledged_version = Set(Some(version));
    changed.acknowledged_on = Set(Some(today));
    changed.update(transaction).await?;
    let on = |day: Option<NaiveDate>| (Field::AcknowledgedOn, day.map(dutch::date).unwrap_or_default());
    let changes = differences(&[on(before)], &[on(Some(today)), (Field::Version, version.to_string())]);
    audit::record(transaction, author, Event::RoleAcknowledged, Subject::Role(id), &changes).await
}
