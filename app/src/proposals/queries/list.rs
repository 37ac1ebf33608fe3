//! The list: what a body is to see first, then concepts, then what every body has concluded about.

use std::collections::BTreeMap;

use domain::policy::{Visibility, may_create_proposals};
use domain::routing::Standing;
use sea_orm::sea_query::{Expr, NullOrdering, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use super::super::entity::{proposal, proposal_step};
use super::super::filter::Filter;
use super::super::records::{route_of, steps_of_all};
use crate::error::AppError;
use crate::meetings::queries::{bodies, choices};
use crate::meetings::records::Names;
use crate::regions::vision::body;
use crate::request::Request;
use crate::scope::seen;
use crate::ui::Choice;

const PAGE_SIZE: u64 = 50;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub id: Uuid,
    pub title: String,
    pub organisation: String,
    pub standing: Standing,
    /// Where it is now.
    pub place: String,
    /// The open step should have had its conclusion by now.
    pub overdue: bool,
    pub example: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPage {
    pub rows: Vec<Row>,
    pub total: u64,
    pub page: u64,
    pub pages: u64,
    pub bodies: Vec<Choice>,
    /// The filter names a body that this region does not have.
    pub unknown_body: bool,
    pub may_create: bool,
}

/// What a filter chooses.
pub struct Chosen {
    pub selection: Select<proposal::Entity>,
    /// The bodies of the region, in its order.
    pub bodies: Vec<body::Model>,
    /// The filter names a body that this region does not have.
    pub unknown_body: bool,
}

pub async fn chosen(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    filter: &Filter,
) -> Result<Chosen, DbErr> {
    let bodies = bodies(connection, visibility).await?;
    let unknown_body = filter.body.is_some_and(|id| bodies.iter().all(|body| body.id != id));
    let condition = Condition::all()
        .add_option(filter.body.filter(|_| !unknown_body).map(at_body))
        .add_option(filter.standing.map(standing));
    Ok(Chosen { selection: seen::<proposal::Entity>(visibility).filter(condition), bodies, unknown_body })
}

/// What a body is to see first, then concepts, then what every body has concluded about.
pub fn in_order(selection: Select<proposal::Entity>) -> Select<proposal::Entity> {
    use proposal::Column as C;
    let next = Expr::SubQuery(None, Box::new(next_day().into()));
    selection
        .order_by_with_nulls(next, Order::Asc, NullOrdering::Last)
        // Of those without a day: concepts first.
        .order_by_asc(Expr::exists(steps()))
        .order_by_desc(C::UpdatedAt)
        .order_by_desc(C::Id)
}

/// Those of an organisation about which not every body has concluded, at most so many.
pub async fn open_of(request: &Request, organisation: Uuid, most: u64) -> Result<Vec<Row>, AppError> {
    let (database, visibility) = (request.database(), request.visibility());
    let open = Condition::any().add(standing(Standing::Concept)).add(standing(Standing::Underway));
    let chosen = seen::<proposal::Entity>(&visibility).filter(proposal::Column::OrganisationId.eq(organisation));
    let rows = in_order(chosen.filter(open)).limit(most).all(database).await?;
    let bodies = bodies(database, &visibility).await?;
    lines(request, rows, &bodies).await
}

async fn lines(request: &Request, rows: Vec<proposal::Model>, bodies: &[body::Model]) -> Result<Vec<Row>, AppError> {
    let database = request.database();
    let steps = steps_of_all(database, rows.iter().map(|row| row.id).collect()).await?;
    let organisations = Names::of_region(database, request.region()?.0).await?;
    let names: BTreeMap<Uuid, String> = bodies.iter().map(|body| (body.id, body.name.clone())).collect();
    let line = |row: proposal::Model| -> Result<Row, AppError> {
        let route = route_of(steps.get(&row.id).map(Vec::as_slice).unwrap_or_default())?;
        Ok(Row {
            standing: route.standing(),
            place: route.place().label(|body| names.get(&body.0).cloned().unwrap_or_default()),
            overdue: route.is_overdue(request.today()),
            organisation: organisations.organisation(row.organisation_id),
            id: row.id,
            title: row.title,
            example: row.example,
        })
    };
    rows.into_iter().map(line).collect()
}

pub async fn list(request: &Request, filter: &Filter) -> Result<ListPage, AppError> {
    let database = request.database();
    let Chosen { selection, bodies, unknown_body } = chosen(database, &request.visibility(), filter).await?;
    let total = selection.clone().count(database).await?;
    let pages = total.div_ceil(PAGE_SIZE).max(1);
    let page = filter.page.clamp(1, pages);
    let rows = in_order(selection).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE).all(database).await?;
    Ok(ListPage {
        rows: lines(request, rows, &bodies).await?,
        total,
        page,
        pages,
        bodies: choices(&bodies),
        unknown_body,
        may_create: may_create_proposals(request.actor()),
    })
}

/// The steps of the proposal that is being looked at.
fn steps() -> SelectStatement {
    use proposal_step::Column as C;
    use sea_orm::sea_query::ExprTrait;
    Query::select()
        .expr(Expr::val(1))
        .from(proposal_step::Entity)
        .and_where(Expr::col((proposal_step::Entity, C::ProposalId)).equals((proposal::Entity, proposal::Column::Id)))
        .to_owned()
}

fn open_steps() -> SelectStatement {
    use sea_orm::sea_query::ExprTrait;
    steps().and_where(Expr::col((proposal_step::Entity, proposal_step::Column::Conclusion)).is_null()).to_owned()
}

/// On which day the first body is to see it that has not concluded.
fn next_day() -> SelectStatement {
    use sea_orm::sea_query::ExprTrait;
    let day = Expr::col((proposal_step::Entity, proposal_step::Column::Date));
    open_steps().clear_selects().expr(day.min()).to_owned()
}

fn at_body(body: Uuid) -> Condition {
    let at = proposal_step::Column::BodyId.eq(body);
    Condition::all().add(Expr::exists(steps().and_where(at).to_owned()))
}

/// As [`domain::routing::Route::standing`] says.
fn standing(standing: Standing) -> Condition {
    use sea_orm::sea_query::ExprTrait;
    let (some, open) = (Expr::exists(steps()), Expr::exists(open_steps()));
    match standing {
        Standing::Concept => Condition::all().add(some.not()),
        Standing::Underway => Condition::all().add(open),
        Standing::Done => Condition::all().add(some).add(open.not()),
    }
}
