//! What is open: at a moment, and of somebody.

use chrono::{DateTime, Utc};
use domain::decisions::carried_over;
use sea_orm::sea_query::NullOrdering;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use super::super::entity::decision;
use super::super::records::as_meeting;
use super::{Line, lines};
use crate::error::AppError;
use crate::meetings::entity::meeting;
use crate::meetings::records::Names;
use crate::request::Request;
use crate::scope::seen;

/// What is carried over to a meeting, as it was at a moment: what was recorded by then and not reported back yet. After a report
/// nothing is written about a decision any more, so its row was written last when that came.
pub async fn open_at(
    request: &Request,
    connection: &impl ConnectionTrait,
    row: &meeting::Model,
    names: &Names,
    at: DateTime<Utc>,
) -> Result<Vec<Line>, AppError> {
    let visibility = request.visibility();
    let until = seen::<meeting::Entity>(&visibility)
        .filter(meeting::Column::BodyId.eq(row.body_id))
        .filter(meeting::Column::Date.lte(row.date))
        .select_only()
        .column(meeting::Column::Id)
        .into_query();
    let open = Condition::any().add(decision::Column::Report.is_null()).add(decision::Column::UpdatedAt.gt(at));
    let rows = seen::<decision::Entity>(&visibility)
        .filter(decision::Column::MeetingId.in_subquery(until))
        .filter(decision::Column::CreatedAt.lte(at))
        .filter(open)
        .order_by_asc(decision::Column::Id)
        .all(connection)
        .await?;
    let mut lines = lines(request, connection, rows, names).await?;
    for line in &mut lines {
        line.course.report = None;
        line.reported_to = None;
    }
    let courses: Vec<_> = lines.iter().map(|line| line.course.clone()).collect();
    let order = carried_over(&courses, as_meeting(row));
    Ok(order.into_iter().filter_map(|index| lines.get(index).cloned()).collect())
}

/// What these owners still have to report back, what is due first before the rest.
pub async fn open_of(request: &Request, owners: Condition, limit: u64, names: &Names) -> Result<Vec<Line>, AppError> {
    let rows = seen::<decision::Entity>(&request.visibility())
        .filter(owners)
        .filter(decision::Column::Report.is_null())
        .order_by_with_nulls(decision::Column::DueLastDay, Order::Asc, NullOrdering::Last)
        .order_by_asc(decision::Column::Id)
        .limit(limit)
        .all(request.database())
        .await?;
    lines(request, request.database(), rows, names).await
}
