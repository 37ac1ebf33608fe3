//! A decision as the ground of a commitment: the form of the commitment names it, and what is saved is linked to it in the
//! same transaction.
#![expect(
    clippy::disallowed_methods,
    reason = "the links of a decision that was found through `seen`, to a commitment that was found through `visible`"
)]

use domain::Problem;
use domain::decisions::{Effect, State, check_ground, check_open};
use domain::differences::{Field, FieldChange};
use domain::policy::Action;
use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, Set, Unchanged};
use uuid::Uuid;

use super::PATH;
use super::data::Ground;
use super::entity::{decision, decision_commitment};
use super::links::Change;
use super::queries::one;
use super::standing::effect_of;
use super::views::excerpt;
use crate::audit::Author;
use crate::commitments::entity::commitment;
use crate::error::AppError;
use crate::request::Request;

/// The decision that a form names, when the commitment may be changed because of it. None: it names none.
///
/// # Errors
/// `NotFound` when it does not exist for this person.
pub async fn of_change(
    connection: &impl ConnectionTrait,
    request: &Request,
    decision: &str,
    commitment: Uuid,
) -> Result<Option<Result<decision::Model, Problem>>, AppError> {
    if decision.is_empty() {
        return Ok(None);
    }
    let id: Uuid = decision.parse().map_err(|_| AppError::NotFound)?;
    let (row, ..) = one(connection, &request.visibility(), id).await?;
    let link = decision_commitment::Entity::find_by_id((id, commitment)).one(connection).await?;
    let effect = link.as_ref().map(effect_of).transpose()?;
    Ok(Some(check_ground(effect, state_of(&row)).map(|()| row)))
}

/// The same for a new commitment, which the decision makes.
///
/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn of_new(
    connection: &impl ConnectionTrait,
    request: &Request,
    decision: &str,
) -> Result<Option<Result<decision::Model, Problem>>, AppError> {
    if decision.is_empty() {
        return Ok(None);
    }
    let id: Uuid = decision.parse().map_err(|_| AppError::NotFound)?;
    let (row, _, rights) = one(connection, &request.visibility(), id).await?;
    request.allow(Action::CarryOut(&rights))?;
    Ok(Some(check_open(state_of(&row)).map(|()| row)))
}

fn state_of(row: &decision::Model) -> State {
    if row.report.is_some() { State::ReportedBack } else { State::Open }
}

/// What the form of a commitment shows of it.
pub fn shown(found: Option<Result<decision::Model, Problem>>) -> Option<Ground> {
    found.map(|found| match found {
        Ok(row) => Ground { href: format!("{PATH}/{}", row.id), text: excerpt(&row.text), refused: None },
        Err(problem) => Ground { href: String::new(), text: String::new(), refused: Some(problem.message) },
    })
}

/// What the timeline of the commitment says.
pub fn told(row: &decision::Model) -> FieldChange {
    FieldChange { field: Field::Ground, before: String::new(), after: row.text.clone() }
}

/// Says that the commitment was changed as was decided: in which version, or in the concept.
pub async fn settle(
    transaction: &DatabaseTransaction,
    row: &decision::Model,
    commitment: Uuid,
    author: &Author,
) -> Result<(), DbErr> {
    let saved = commitment::Entity::find_by_id(commitment).one(transaction).await?;
    let version = saved.and_then(|saved| saved.asking.or(saved.in_force));
    let link = decision_commitment::ActiveModel {
        decision_id: Unchanged(row.id),
        commitment_id: Unchanged(commitment),
        done_at: Set(Some(author.at)),
        version: Set(version),
        ..Default::default()
    };
    link.update(transaction).await.map(|_| ())
}

/// Links a new commitment to the decision that makes it.
pub async fn link_new(
    transaction: &DatabaseTransaction,
    row: &decision::Model,
    commitment: Uuid,
    author: &Author,
) -> Result<(), DbErr> {
    Change::adding([commitment].into(), Effect::Creates).write(transaction, row, author).await
}
