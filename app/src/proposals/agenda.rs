//! On which agenda a step stands: that of the meeting of its body on its day. A meeting that is planned later finds it, and
//! one that is moved takes it along.
#![expect(
    clippy::disallowed_methods,
    reason = "the meetings of a body that was found through `seen`, and the steps that are put before it"
)]

use chrono::NaiveDate;
use domain::meetings::State;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::entity::proposal_step;
use crate::meetings::entity::meeting;

/// The meeting of this body on this day, unless it was called off.
pub async fn meeting_on(
    connection: &impl ConnectionTrait,
    body: Uuid,
    date: NaiveDate,
) -> Result<Option<meeting::Model>, DbErr> {
    meeting::Entity::find()
        .filter(meeting::Column::BodyId.eq(body))
        .filter(meeting::Column::Date.eq(date))
        .filter(meeting::Column::State.ne(State::Cancelled.code()))
        .order_by_asc(meeting::Column::Id)
        .one(connection)
        .await
}

/// Steps that waited for a meeting on this day stand on the agenda of this one.
pub async fn adopt(
    connection: &impl ConnectionTrait,
    (meeting, body): (Uuid, Uuid),
    date: NaiveDate,
) -> Result<(), DbErr> {
    proposal_step::Entity::update_many()
        .col_expr(proposal_step::Column::MeetingId, Expr::value(meeting))
        .filter(proposal_step::Column::MeetingId.is_null())
        .filter(proposal_step::Column::BodyId.eq(body))
        .filter(proposal_step::Column::Date.eq(date))
        .exec(connection)
        .await?;
    Ok(())
}

/// The meeting is on another day, and so are the steps on its agenda.
pub async fn follow(
    connection: &impl ConnectionTrait,
    (meeting, body): (Uuid, Uuid),
    date: NaiveDate,
) -> Result<(), DbErr> {
    proposal_step::Entity::update_many()
        .col_expr(proposal_step::Column::Date, Expr::value(date))
        .filter(proposal_step::Column::MeetingId.eq(meeting))
        .exec(connection)
        .await?;
    adopt(connection, (meeting, body), date).await
}
