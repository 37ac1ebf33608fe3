//! Reading proposals. Every read starts from `seen`; the number of queries does not depend on the rows.

mod agenda;
mod forms;
mod list;
mod show;

use std::collections::BTreeMap;

use domain::meetings::State;
use domain::policy::{ProposalRights, Visibility};
use domain::routing::Route;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::entity::{proposal, proposal_step};
use super::records::{rights_of, route_of, steps_of};
use crate::error::AppError;
use crate::meetings::entity::meeting;
use crate::meetings::records::state_of;
use crate::scope::seen;

pub use agenda::{AgendaLine, Turn, of_meeting};
pub use forms::{
    ConclusionPage, FormPage, RemovePage, StepPage, conclusion_page, edit_page, new_page, new_step_page, remove_page,
    step_page,
};
pub use list::{Chosen, ListPage, Row, chosen, in_order, list, open_of};
pub use show::{Detail, StepLine, show};

/// A proposal with its steps, and what decides the rights on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub row: proposal::Model,
    pub steps: Vec<proposal_step::Model>,
    pub route: Route,
    pub rights: ProposalRights,
}

impl Found {
    /// The step with this id, and its place from 0.
    ///
    /// # Errors
    /// `NotFound` when this proposal does not have it.
    pub fn step(&self, id: &str) -> Result<(usize, &proposal_step::Model), AppError> {
        let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
        self.steps.iter().enumerate().find(|(_, row)| row.id == id).ok_or(AppError::NotFound)
    }
}

/// # Errors
/// `NotFound` when it does not exist for this person.
pub async fn one(connection: &impl ConnectionTrait, visibility: &Visibility, id: Uuid) -> Result<Found, AppError> {
    let found = seen::<proposal::Entity>(visibility).filter(proposal::Column::Id.eq(id));
    let row = found.one(connection).await?.ok_or(AppError::NotFound)?;
    let steps = steps_of(connection, id).await?;
    let (route, rights) = (route_of(&steps)?, rights_of(&row, &steps));
    Ok(Found { row, steps, route, rights })
}

/// The ids of those that exist for somebody.
pub fn seen_ids(visibility: &Visibility) -> SelectStatement {
    seen::<proposal::Entity>(visibility).select_only().column(proposal::Column::Id).into_query()
}

/// How far the meeting of a step is; none: there is none on that day.
#[expect(clippy::disallowed_methods, reason = "the meeting of a step of a proposal that was found through `seen`")]
pub async fn state_of_meeting(
    connection: &impl ConnectionTrait,
    meeting: Option<Uuid>,
) -> Result<Option<State>, DbErr> {
    let Some(id) = meeting else { return Ok(None) };
    meeting::Entity::find_by_id(id).one(connection).await?.map(|row| state_of(&row)).transpose()
}

/// The same, of many.
async fn states_of(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    steps: &[proposal_step::Model],
) -> Result<BTreeMap<Uuid, State>, DbErr> {
    let ids = steps.iter().filter_map(|row| row.meeting_id);
    let rows = seen::<meeting::Entity>(visibility).filter(meeting::Column::Id.is_in(ids)).all(connection).await?;
    rows.into_iter().map(|row| Ok((row.id, state_of(&row)?))).collect()
}
