//! Reading meetings. Every read starts from `seen`; the number of queries does not depend on the rows.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a body or a meeting is read by its id, which was found through `seen`"
)]

mod forms;
mod list;
mod show;

use domain::meetings::State;
use domain::policy::{Action, BodyRights, BodyVerb, Visibility};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::entity::meeting;
use super::records::unreadable;
use crate::error::AppError;
use crate::regions::vision::{body, body_member};
use crate::request::Request;
use crate::scope::seen;
use crate::since::entity::snapshot;
use crate::ui::Choice;

pub use forms::{
    AttendancePage, FormPage, MinutesPage, PointPage, StepPage, attendance_page, edit_page, minutes_page, new_page,
    point_page, step_page,
};
pub use list::{Chosen, ListPage, Row, list, rows};
pub use show::{Detail, ItemLine, PointLine, show};

/// A meeting with its body, what it looks at, and what decides the rights on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub row: meeting::Model,
    pub body: body::Model,
    /// None: its reference date is not fixed yet.
    pub snapshot: Option<snapshot::Model>,
    pub rights: BodyRights,
}

impl Found {
    pub fn label(&self) -> String {
        super::records::content_of(&self.row).label(&self.body.name)
    }
}

/// # Errors
/// `NotFound` when it does not exist for this person.
pub async fn one(connection: &impl ConnectionTrait, visibility: &Visibility, id: Uuid) -> Result<Found, AppError> {
    let found = seen::<meeting::Entity>(visibility).filter(meeting::Column::Id.eq(id)).find_also_related(body::Entity);
    let found = found.find_also_related(snapshot::Entity);
    let (row, body, snapshot) = found.one(connection).await?.ok_or(AppError::NotFound)?;
    let body = body.ok_or_else(|| unreadable("body"))?;
    let rights = rights_of(&body, &members_of(connection, body.id).await?);
    Ok(Found { row, body, snapshot, rights })
}

/// Those that are still to be held.
pub fn to_come() -> Expr {
    let states = State::ALL.iter().filter(|state| state.is_to_come()).map(|state| state.code());
    meeting::Column::State.is_in(states)
}

/// The seats of a body, in the order of the region file.
pub async fn members_of(connection: &impl ConnectionTrait, body: Uuid) -> Result<Vec<body_member::Model>, DbErr> {
    body_member::Entity::find()
        .filter(body_member::Column::BodyId.eq(body))
        .order_by_asc(body_member::Column::Position)
        .all(connection)
        .await
}

pub fn rights_of(body: &body::Model, members: &[body_member::Model]) -> BodyRights {
    BodyRights {
        region: body.region_id.into(),
        secretary: body.secretary_id.map(Into::into),
        members: members.iter().map(|member| member.organisation_id.into()).collect(),
    }
}

/// A body of the own region.
pub async fn body_of(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    id: Uuid,
) -> Result<Option<(body::Model, BodyRights)>, DbErr> {
    let Some(row) = seen::<body::Entity>(visibility).filter(body::Column::Id.eq(id)).one(connection).await? else {
        return Ok(None);
    };
    let rights = rights_of(&row, &members_of(connection, id).await?);
    Ok(Some((row, rights)))
}

/// The bodies of the region, in its order.
pub async fn bodies(connection: &impl ConnectionTrait, visibility: &Visibility) -> Result<Vec<body::Model>, DbErr> {
    seen::<body::Entity>(visibility).order_by_asc(body::Column::Position).all(connection).await
}

pub fn choices(bodies: &[body::Model]) -> Vec<Choice> {
    bodies.iter().map(|body| Choice::new(body.id, body.name.clone())).collect()
}

/// Those whose meetings this person prepares; members have no part in that.
fn prepared(request: &Request, bodies: Vec<body::Model>) -> Vec<body::Model> {
    let may = |body: &body::Model| request.allow(Action::Body(BodyVerb::Prepare, &rights_of(body, &[]))).is_ok();
    bodies.into_iter().filter(may).collect()
}
