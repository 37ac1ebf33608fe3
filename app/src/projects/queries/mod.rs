//! Reading projects. A project is found through `seen`: what it is not for does not exist in lists, counts and sums.

mod forms;
mod list;
mod show;

use std::collections::BTreeSet;

use domain::policy::{ProjectRights, Visibility};
use domain::projects::HardStatuses;
use sea_orm::sea_query::{Expr, ExprTrait, IntoColumnRef};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::entity::project;
use super::records::{parties_of, rights_of};
use crate::error::AppError;
use crate::regions::entity::region;
use crate::scope::seen;

pub use forms::{FormPage, edit_page, new_page, own_party};
pub use list::{ListPage, Row, chosen, in_order, list};
pub use show::{Detail, show};

/// One project with what decides the rights on it.
///
/// # Errors
/// `NotFound` when it does not exist for this person.
pub async fn one(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    id: Uuid,
) -> Result<(project::Model, ProjectRights), AppError> {
    let row = seen::<project::Entity>(visibility).filter(project::Column::Id.eq(id)).one(connection).await?;
    let row = row.ok_or(AppError::NotFound)?;
    let parties = parties_of(connection, id).await?;
    let rights = rights_of(&row, parties)?;
    Ok((row, rights))
}

/// The project that a row names exists for somebody. Looked up for the rows that come by: a region has far more projects than
/// are linked to anything.
pub fn is_seen(visibility: &Visibility, named: impl IntoColumnRef) -> Expr {
    let itself = seen::<project::Entity>(visibility)
        .filter(Expr::col((project::Entity, project::Column::Id)).eq(Expr::col(named)))
        .select_only()
        .expr(Expr::value(1));
    Expr::exists(itself.into_query())
}

/// The plan statuses that count as hard in the region.
pub async fn hard_statuses(connection: &impl ConnectionTrait, visibility: &Visibility) -> Result<HardStatuses, DbErr> {
    let row = seen::<region::Entity>(visibility).one(connection).await?;
    let codes = row.map(|row| row.hard_plan_statuses).unwrap_or_default();
    let chosen: BTreeSet<_> = codes.split_whitespace().filter_map(|code| code.parse().ok()).collect();
    Ok(if chosen.is_empty() { HardStatuses::default() } else { HardStatuses(chosen) })
}
