//! The list over all meetings: what is open first, what is due first before the rest.

use domain::decisions::State;
use domain::policy::Visibility;
use sea_orm::sea_query::NullOrdering;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
};

use super::super::entity::decision;
use super::super::filter::Filter;
use super::{Line, lines};
use crate::commitments::queries::organisations;
use crate::error::AppError;
use crate::meetings::entity::meeting;
use crate::meetings::queries::{bodies, choices};
use crate::meetings::records::Names;
use crate::request::Request;
use crate::scope::seen;
use crate::ui::Choice;

const PAGE_SIZE: u64 = 50;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPage {
    pub lines: Vec<Line>,
    pub total: u64,
    pub page: u64,
    pub pages: u64,
    pub bodies: Vec<Choice>,
    pub owners: Vec<Choice>,
    /// Parts of the filter that name what this region does not have.
    pub unknown: Vec<String>,
}

/// What a filter chooses, and what it could choose from.
pub struct Chosen {
    pub selection: Select<decision::Entity>,
    pub bodies: Vec<Choice>,
    pub owners: Vec<Choice>,
    /// Parts of the filter that name what this region does not have.
    pub unknown: Vec<String>,
}

pub async fn chosen(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    filter: &Filter,
) -> Result<Chosen, DbErr> {
    use decision::Column as C;
    let bodies = choices(&bodies(connection, visibility).await?);
    let owners = organisations(connection, visibility).await?.into_iter();
    let owners: Vec<Choice> = owners.map(|named| Choice::new(named.value, named.name)).collect();
    let known = |choices: &[Choice], id: &uuid::Uuid| choices.iter().any(|choice| choice.value == id.to_string());
    let (body, no_body) = (filter.body.filter(|id| known(&bodies, id)), filter.body.filter(|id| !known(&bodies, id)));
    let (owner, no_owner) =
        (filter.owner.filter(|id| known(&owners, id)), filter.owner.filter(|id| !known(&owners, id)));
    let at = body.map(|body| {
        let meetings = seen::<meeting::Entity>(visibility).filter(meeting::Column::BodyId.eq(body));
        C::MeetingId.in_subquery(meetings.select_only().column(meeting::Column::Id).into_query())
    });
    let condition = Condition::all().add_option(at).add_option(owner.map(|owner| C::OwnerId.eq(owner))).add_option(
        filter.state.map(|state| match state {
            State::Open => C::ReportedToId.is_null(),
            State::ReportedBack => C::ReportedToId.is_not_null(),
        }),
    );
    let unknown =
        no_body.map(|id| format!("overleg={id}")).into_iter().chain(no_owner.map(|id| format!("eigenaar={id}")));
    let unknown = unknown.collect();
    Ok(Chosen { selection: seen::<decision::Entity>(visibility).filter(condition), bodies, owners, unknown })
}

/// What is open first, what is due first before the rest.
pub fn in_order(selection: Select<decision::Entity>) -> Select<decision::Entity> {
    use decision::Column as C;
    selection
        .order_by_desc(C::ReportedToId.is_null())
        .order_by_with_nulls(C::DueLastDay, Order::Asc, NullOrdering::Last)
        .order_by_asc(C::Id)
}

pub async fn list(request: &Request, filter: &Filter) -> Result<ListPage, AppError> {
    let region = request.region()?;
    let database = request.database();
    let Chosen { selection, bodies, owners, unknown } = chosen(database, &request.visibility(), filter).await?;
    let total = selection.clone().count(database).await?;
    let pages = total.div_ceil(PAGE_SIZE).max(1);
    let page = filter.page.clamp(1, pages);
    let rows = in_order(selection).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE).all(database).await?;
    let names = Names::of_region(database, region.0).await?;
    Ok(ListPage { lines: lines(request, database, rows, &names).await?, total, page, pages, bodies, owners, unknown })
}
