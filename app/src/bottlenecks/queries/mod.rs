//! Reading bottlenecks. A bottleneck is found through `seen`, and what it blocks through `visible` and `seen`: everything
//! that is listed, counted or summed of it starts from what the reader may see.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a bottleneck is read by its id, which was found through `seen`; commitments through `visible`"
)]

mod forms;
mod list;
mod of_projects;
mod risk;
mod search;
mod show;

use domain::bottlenecks::risk::Blocked;
use domain::bottlenecks::{Level, State};
use domain::ids::OrganisationId;
use domain::policy::{BottleneckRights, Visibility};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::data::Blocking;
use super::entity::{bottleneck, bottleneck_commitment, bottleneck_project};
use crate::commitments::queries::visible_ids;
use crate::error::AppError;
use crate::scope::seen;

pub use forms::{FormPage, Posted, StepPage, edit_page, new_page, step_page};
pub use list::{Key, ListPage, Row, chosen, in_order, list, rows, success_factors};
pub use of_projects::{Blocks, blocked_projects, of_projects};
pub use risk::{Risk, of_all, of_region as risk_of_region};
pub use search::{Found, by_ids, find};
pub use show::{BlockedCommitment, BlockedProject, Detail, StepLine, show, verb as step_verb};

/// One bottleneck with what decides the rights on it.
///
/// # Errors
/// `NotFound` when it does not exist for this person.
pub async fn one(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    id: Uuid,
) -> Result<(bottleneck::Model, BottleneckRights), AppError> {
    let row = seen::<bottleneck::Entity>(visibility).filter(bottleneck::Column::Id.eq(id)).one(connection).await?;
    let row = row.ok_or(AppError::NotFound)?;
    let rights = rights_of(&row);
    Ok((row, rights))
}

pub fn rights_of(row: &bottleneck::Model) -> BottleneckRights {
    BottleneckRights { region: row.region_id.into(), owner: row.owner_id.into(), acting: row.acting_id.into() }
}

/// The open bottlenecks that block a commitment, those that were taken highest first. None for who may not see the
/// commitment.
///
/// # Errors
/// When the database fails.
pub async fn bottlenecks_of(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    commitment: Uuid,
) -> Result<Vec<Blocking>, DbErr> {
    use bottleneck_commitment::Column as L;
    let blocking = bottleneck_commitment::Entity::find()
        .select_only()
        .column(L::BottleneckId)
        .filter(L::CommitmentId.eq(commitment))
        .filter(L::CommitmentId.in_subquery(visible_ids(visibility)))
        .into_query();
    let rows = seen::<bottleneck::Entity>(visibility)
        .filter(bottleneck::Column::Id.in_subquery(blocking))
        .filter(bottleneck::Column::State.eq(State::Open.code()))
        .order_by_asc(bottleneck::Column::Id)
        .all(connection)
        .await?;
    let line = |row: bottleneck::Model| Ok(Blocking { level: stored_level(&row.level)?, id: row.id, title: row.title });
    let mut lines: Vec<Blocking> = rows.into_iter().map(line).collect::<Result<_, DbErr>>()?;
    lines.sort_by_key(|line| std::cmp::Reverse(line.level));
    Ok(lines)
}

/// An open bottleneck, for who is to move.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct ToAct {
    pub id: Uuid,
    pub title: String,
    pub action: String,
    pub acting_function: Option<String>,
    pub example: bool,
}

/// The open bottlenecks in which an organisation is to move, the oldest first. One query.
pub async fn to_act(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    organisation: OrganisationId,
) -> Result<Vec<ToAct>, DbErr> {
    use bottleneck::Column as C;
    seen::<bottleneck::Entity>(visibility)
        .filter(C::ActingId.eq(organisation.0))
        .filter(C::State.eq(State::Open.code()))
        .select_only()
        .columns([C::Id, C::Title, C::Action, C::ActingFunction, C::Example])
        .order_by_asc(C::Id)
        .into_model()
        .all(connection)
        .await
}

/// Everything that a bottleneck blocks, whoever may see it.
pub async fn blocked_by(connection: &impl ConnectionTrait, id: Uuid) -> Result<Blocked, DbErr> {
    use {bottleneck_commitment as commitment, bottleneck_project as project};
    let commitments =
        commitment::Entity::find().filter(commitment::Column::BottleneckId.eq(id)).all(connection).await?;
    let projects = project::Entity::find().filter(project::Column::BottleneckId.eq(id)).all(connection).await?;
    Ok(Blocked {
        commitments: commitments.into_iter().map(|row| row.commitment_id.into()).collect(),
        projects: projects.into_iter().map(|row| row.project_id.into()).collect(),
    })
}

pub fn stored_level(code: &str) -> Result<Level, DbErr> {
    code.parse().map_err(|_| unreadable("level"))
}

pub fn stored_state(code: &str) -> Result<State, DbErr> {
    code.parse().map_err(|_| unreadable("state"))
}

/// The error of a query whose result is not what this program stores.
fn unreadable(what: &str) -> DbErr {
    DbErr::Custom(format!("unreadable {what}"))
}
