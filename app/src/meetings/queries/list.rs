//! The list: what is to come first, then what was.
#![expect(clippy::disallowed_methods, reason = "what is counted belongs to meetings that were found through `seen`")]

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::meetings::State;
use domain::policy::Visibility;
use sea_orm::sea_query::UnionType;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
};
use uuid::Uuid;

use super::super::entity::{agenda_item, meeting};
use super::super::filter::Filter;
use super::super::records::state_of;
use super::{bodies, choices, prepared};
use crate::error::AppError;
use crate::proposals::entity::proposal_step;
use crate::regions::vision::body;
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

/// What a filter chooses.
pub struct Chosen {
    visibility: Visibility,
    condition: Condition,
    today: NaiveDate,
    /// The bodies of the region, in its order.
    pub bodies: Vec<body::Model>,
    /// The filter names a body that this region does not have.
    pub unknown_body: bool,
}

impl Chosen {
    pub async fn of(connection: &impl ConnectionTrait, request: &Request, filter: &Filter) -> Result<Self, DbErr> {
        let visibility = request.visibility();
        let bodies = bodies(connection, &visibility).await?;
        let unknown_body = filter.body.is_some_and(|id| bodies.iter().all(|body| body.id != id));
        let condition = Condition::all()
            .add_option(filter.body.filter(|_| !unknown_body).map(|id| meeting::Column::BodyId.eq(id)))
            .add_option(filter.state.map(|state| meeting::Column::State.eq(state.code())));
        Ok(Self { visibility, condition, today: request.today(), bodies, unknown_body })
    }

    fn all(&self) -> Select<meeting::Entity> {
        seen::<meeting::Entity>(&self.visibility).filter(self.condition.clone())
    }

    /// Today's too; the first one first.
    pub fn upcoming(&self) -> Select<meeting::Entity> {
        let upcoming = self.all().filter(meeting::Column::Date.gte(self.today));
        upcoming.order_by_asc(meeting::Column::Date).order_by_asc(meeting::Column::Id)
    }

    /// The last one first.
    pub fn past(&self) -> Select<meeting::Entity> {
        let past = self.all().filter(meeting::Column::Date.lt(self.today));
        past.order_by_desc(meeting::Column::Date).order_by_desc(meeting::Column::Id)
    }
}

pub async fn list(request: &Request, filter: &Filter) -> Result<ListPage, AppError> {
    request.region()?;
    let database = request.database();
    let chosen = Chosen::of(database, request, filter).await?;
    let upcoming = chosen.upcoming().limit(UPCOMING_MAX).all(database).await?;
    let past_total = chosen.past().count(database).await?;
    let pages = past_total.div_ceil(PAGE_SIZE).max(1);
    let page = filter.page.clamp(1, pages);
    let past = chosen.past().limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE).all(database).await?;
    let many = upcoming.len();
    let mut upcoming = rows(database, &chosen.bodies, [upcoming, past].concat()).await?;
    let past = upcoming.split_off(many);
    Ok(ListPage {
        upcoming,
        past,
        past_total,
        page,
        pages,
        bodies: choices(&chosen.bodies),
        unknown_body: chosen.unknown_body,
        may_plan: !prepared(request, chosen.bodies).is_empty(),
    })
}

/// The lines of these, in their order. One query.
pub async fn rows(
    connection: &impl ConnectionTrait,
    bodies: &[body::Model],
    meetings: Vec<meeting::Model>,
) -> Result<Vec<Row>, DbErr> {
    let counts = counts(connection, meetings.iter().map(|row| row.id).collect()).await?;
    let names: BTreeMap<Uuid, &str> = bodies.iter().map(|body| (body.id, body.name.as_str())).collect();
    let line = |row: meeting::Model| {
        Ok(Row {
            body: names.get(&row.body_id).copied().unwrap_or_default().to_owned(),
            state: state_of(&row)?,
            items: counts.get(&row.id).copied().unwrap_or_default(),
            id: row.id,
            title: row.title,
            date: row.date,
            place: row.place,
            example: row.example,
        })
    };
    meetings.into_iter().map(line).collect()
}

/// How many points are on each agenda: items, and proposals.
async fn counts(connection: &impl ConnectionTrait, meetings: Vec<Uuid>) -> Result<BTreeMap<Uuid, u64>, DbErr> {
    use agenda_item::Column as I;
    use proposal_step::Column as S;
    let mut points = agenda_item::Entity::find()
        .select_only()
        .columns([I::Id, I::MeetingId])
        .filter(I::MeetingId.is_in(meetings.iter().copied()));
    let steps = proposal_step::Entity::find().select_only().columns([S::Id, S::MeetingId]);
    let steps = steps.filter(S::MeetingId.is_in(meetings));
    QuerySelect::query(&mut points).union(UnionType::All, steps.into_query());
    let points: Vec<(Uuid, Uuid)> = points.into_tuple().all(connection).await?;
    let mut counts = BTreeMap::new();
    for (_, meeting) in points {
        *counts.entry(meeting).or_default() += 1;
    }
    Ok(counts)
}
