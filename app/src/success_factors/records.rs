//! Between the table and the domain: reading and writing how a gemeente is placed.

use chrono::NaiveDate;
use domain::audit::Event;
use domain::differences::{Described, Field, FieldChange, differences};
use domain::success_factors::Told;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, DbErr, IntoActiveModel, Set};
use uuid::Uuid;

use super::entity::factor_state;
use crate::audit::{self, Author, Subject};
use crate::request::day_of;
use crate::storage::new_id;

/// # Errors
/// When the row is not what this program stores.
pub fn told_of(row: &factor_state::Model) -> Result<Told, DbErr> {
    let state = row.state.parse().map_err(|_| DbErr::Custom("unreadable state of a success factor".to_owned()))?;
    Ok(Told { state, note: row.note.clone() })
}

/// In the words of the screen.
pub fn describe(told: &Told) -> Vec<Described> {
    let state = (Field::State, told.state.label().to_owned());
    std::iter::once(state).chain(told.note.clone().map(|note| (Field::Note, note))).collect()
}

#[derive(Clone, Debug)]
pub struct NewState {
    pub region_id: Uuid,
    pub success_factor_id: Uuid,
    pub municipality_id: Uuid,
    pub told: Told,
    /// Invented, for the demo.
    pub example: bool,
}

/// Adds what a gemeente tells for the first time, with its audit entry.
pub async fn insert(
    transaction: &DatabaseTransaction,
    new: NewState,
    author: &Author,
    event: Event,
) -> Result<(), DbErr> {
    let NewState { region_id, success_factor_id, municipality_id, told, example } = new;
    let row = factor_state::Model {
        id: new_id(),
        region_id,
        success_factor_id,
        municipality_id,
        state: told.state.code().to_owned(),
        note: told.note.clone(),
        told_on: told_on(author),
        example,
        version: 1,
        updated_at: author.at,
    };
    let row = row.into_active_model().reset_all().insert(transaction).await?;
    audit::record(transaction, author, event, Subject::FactorState(row.id), &differences(&[], &describe(&told))).await
}

/// Replaces what was told; the caller has locked the row.
pub async fn replace(
    transaction: &DatabaseTransaction,
    row: factor_state::Model,
    told: Told,
    changes: &[FieldChange],
    author: &Author,
) -> Result<(), DbErr> {
    let (id, version) = (row.id, row.version);
    let mut changed = row.into_active_model();
    changed.state = Set(told.state.code().to_owned());
    changed.note = Set(told.note);
    changed.told_on = Set(told_on(author));
    // What a person tells is no example any more.
    changed.example = Set(false);
    changed.version = Set(version + 1);
    changed.updated_at = Set(author.at);
    changed.update(transaction).await?;
    audit::record(transaction, author, Event::FactorStateSet, Subject::FactorState(id), changes).await
}

fn told_on(author: &Author) -> NaiveDate {
    day_of(author.at)
}
