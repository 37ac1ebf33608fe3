//! The list: what is to come first, then what was.
#![expect(clippy::disallowed_methods, reason = "what is counted belongs to meetings that were found through `seen`")]

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::meetings::State;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::super::entity::{agenda_item, meeting};
use super::super::filter::Filter;
use super::super::records::state_of;
use super::{bodies, choices, prepared};
use crate::error::AppError;
use crate::request::Request;
use crate::scope::seen;
use crate::ui::Choice;

const PAGE_SIZE: u64 = 50;
/// Nobody plans more ahead; what comes after these shows itself as these go by.
const UPCOMING_MAX: u64 = 200;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub id: Uuid,
    pub body: String,
    pub title: Option<String>,
    pub date: NaiveDate,
    pub place: Option<String>,
    pub state: State,
    pub items: u64,
    pub example: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPage {
    /// Today's too; the first one first.
    pub upcoming: Vec<Row>,
    /// The last one first.
    pub past: Vec<Row>,
    pub past_total: u64,
    pub page: u64,
    pub pages: u64,
    pub bodies: Vec<Choice>,
    /// The filter names a body that this region does not have.
    pub unknown_body: bool,
    pub may_plan: bool,
}

pub async fn list(request: &Request, filter: &Filter) -> Result<ListPage, AppError> {
    request.region()?;
    let (database, visibility, today) = (request.database(), request.visibility(), request.today());
    let of_region = bodies(database, &visibility).await?;
    let unknown_body = filter.body.is_some_and(|id| of_region.iter().all(|body| body.id != id));
    let chosen = Condition::all()
        .add_option(filter.body.filter(|_| !unknown_body).map(|id| meeting::Column::BodyId.eq(id)))
        .add_option(filter.state.map(|state| meeting::Column::State.eq(state.code())));
    let found = || seen::<meeting::Entity>(&visibility).filter(chosen.clone());
    let upcoming = found().filter(meeting::Column::Date.gte(today));
    let upcoming = upcoming.order_by_asc(meeting::Column::Date).order_by_asc(meeting::Column::Id).limit(UPCOMING_MAX);
    let upcoming = upcoming.all(database).await?;
    let past = found().filter(meeting::Column::Date.lt(today));
    let past_total = past.clone().count(database).await?;
    let pages = past_total.div_ceil(PAGE_SIZE).max(1);
    let page = filter.page.clamp(1, pages);
    let past = past.order_by_desc(meeting::Column::Date).order_by_desc(meeting::Column::Id);
    let past = past.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE).all(database).await?;
    let counts = counts(database, upcoming.iter().chain(&past).map(|row| row.id).collect()).await?;
    let names: BTreeMap<Uuid, String> = of_region.iter().map(|body| (body.id, body.name.clone())).collect();
    let line = |row: meeting::Model| {
        Ok(Row {
            body: names.get(&row.body_id).cloned().unwrap_or_default(),
            state: state_of(&row)?,
            items: counts.get(&row.id).copied().unwrap_or_default(),
            id: row.id,
            title: row.title,
            date: row.date,
            place: row.place,
            example: row.example,
        })
    };
    Ok(ListPage {
        upcoming: upcoming.into_iter().map(line).collect::<Result<_, DbErr>>()?,
        past: past.into_iter().map(line).collect::<Result<_, DbErr>>()?,
        past_total,
        page,
        pages,
        bodies: choices(&of_region),
        unknown_body,
        may_plan: !prepared(request, of_region).is_empty(),
    })
}

/// How many items are on each agenda.
async fn counts(connection: &impl ConnectionTrait, meetings: Vec<Uuid>) -> Result<BTreeMap<Uuid, u64>, DbErr> {
    let counts: Vec<(Uuid, i64)> = agenda_item::Entity::find()
        .select_only()
        .column(agenda_item::Column::MeetingId)
        .column_as(agenda_item::Column::Id.count(), "amount")
        .filter(agenda_item::Column::MeetingId.is_in(meetings))
        .group_by(agenda_item::Column::MeetingId)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(counts.into_iter().map(|(id, amount)| (id, amount.cast_unsigned())).collect())
}
