//! The list, filtered and page by page: those that put most dwellings at risk first.

use domain::bottlenecks::{Level, State, at_risk};
use domain::policy::{Visibility, may_create_bottlenecks};
use sea_orm::sea_query::{Alias, Expr, Func, JoinType, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationTrait, Select,
};
use uuid::Uuid;

use super::super::entity::{bottleneck, bottleneck_commitment};
use super::super::filter::Filter;
use super::risk::{self, COMMITMENTS, DWELLINGS, amount};
use super::{stored_level, stored_state};
use crate::commitments::entity::commitment;
use crate::commitments::filter::REGIONAL_AGENDA;
use crate::commitments::queries::visible;
use crate::error::AppError;
use crate::regions::entity::{municipality, organisation};
use crate::regions::vision::success_factor;
use crate::request::Request;
use crate::scope::seen;
use crate::ui::Choice;

const PAGE_SIZE: u64 = 25;
const BLOCKED: &str = "blocked";

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub id: Uuid,
    pub title: String,
    pub success_factor: String,
    pub owner: String,
    pub owner_function: Option<String>,
    pub level: Level,
    pub state: State,
    pub example: bool,
    /// How many commitments it blocks that the reader may see.
    pub commitments: u64,
    /// In those.
    pub dwellings_at_risk: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPage {
    pub rows: Vec<Row>,
    pub total: u64,
    /// Of all that the filter chooses, each commitment once.
    pub dwellings_at_risk: u64,
    /// From 1; never beyond `pages`.
    pub page: u64,
    pub pages: u64,
    /// Parts of the filter that name nothing.
    pub unknown: Vec<String>,
    /// By slug.
    pub municipalities: Vec<Choice>,
    /// By id.
    pub success_factors: Vec<Choice>,
    pub may_create: bool,
}

/// One page of the list.
///
/// # Errors
/// When the database fails.
pub async fn list(request: &Request, filter: &Filter) -> Result<ListPage, AppError> {
    let (database, visibility) = (request.database(), &request.visibility());
    let municipalities =
        seen::<municipality::Entity>(visibility).order_by_asc(municipality::Column::Name).all(database).await?;
    let success_factors = success_factors(database, visibility).await?;
    let (chosen, unknown) = chosen(visibility, filter, &municipalities, &success_factors);
    let total = chosen.clone().count(database).await?;
    let pages = total.div_ceil(PAGE_SIZE).max(1);
    let page = filter.page.clamp(1, pages);
    let open = chosen.clone().filter(bottleneck::Column::State.eq(State::Open.code()));
    let open = open.select_only().column(bottleneck::Column::Id).into_query();
    Ok(ListPage {
        rows: rows(database, visibility, chosen, page).await?,
        total,
        dwellings_at_risk: risk::total(database, visibility, open).await?,
        page,
        pages,
        unknown,
        municipalities: municipalities.into_iter().map(|row| Choice::new(row.slug, row.name)).collect(),
        success_factors,
        may_create: may_create_bottlenecks(request.actor()),
    })
}

/// The success factors of the region, in its order.
pub async fn success_factors(connection: &impl ConnectionTrait, visibility: &Visibility) -> Result<Vec<Choice>, DbErr> {
    let rows = seen::<success_factor::Entity>(visibility).order_by_asc(success_factor::Column::Position);
    Ok(rows.all(connection).await?.into_iter().map(|row| Choice::new(row.id, row.name)).collect())
}

/// What the filter chooses, and its parts that name nothing.
fn chosen(
    visibility: &Visibility,
    filter: &Filter,
    municipalities: &[municipality::Model],
    success_factors: &[Choice],
) -> (Select<bottleneck::Entity>, Vec<String>) {
    use bottleneck::Column as C;
    let mut unknown = Vec::new();
    let mut all = Condition::all()
        .add_option(filter.state.map(|state| C::State.eq(state.code())))
        .add_option(filter.level.map(|level| C::Level.eq(level.code())))
        .add_option(filter.success_factor.map(|id| C::SuccessFactorId.eq(id.0)));
    if let Some(id) = filter.success_factor.map(|id| id.to_string())
        && success_factors.iter().all(|factor| factor.value != id)
    {
        unknown.push(format!("succesfactor={id}"));
    }
    if let Some(slug) = filter.municipality.as_deref() {
        let agenda = match municipalities.iter().find(|row| row.slug == slug) {
            Some(row) => commitment::Column::MunicipalityId.eq(row.id),
            None => {
                if slug != REGIONAL_AGENDA {
                    unknown.push(format!("gemeente={slug}"));
                }
                commitment::Column::MunicipalityId.is_null()
            }
        };
        all = all.add(C::Id.in_subquery(blocking(visibility, agenda)));
    }
    if !unknown.is_empty() {
        all = all.add(Expr::cust("1 = 0"));
    }
    (seen::<bottleneck::Entity>(visibility).filter(all), unknown)
}

/// The ids of those that block something in an agenda, of what the reader may see there.
fn blocking(visibility: &Visibility, agenda: Expr) -> SelectStatement {
    use bottleneck_commitment::Column as L;
    let there = visible(visibility).filter(agenda).select_only().column(commitment::Column::Id).into_query();
    Query::select()
        .column(L::BottleneckId)
        .from(bottleneck_commitment::Entity)
        .and_where(L::CommitmentId.in_subquery(there))
        .to_owned()
}

#[derive(FromQueryResult)]
struct Record {
    id: Uuid,
    title: String,
    success_factor: String,
    owner: String,
    owner_function: Option<String>,
    level: String,
    state: String,
    example: bool,
    commitments: Option<i64>,
    dwellings: Option<i64>,
}

async fn rows(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    chosen: Select<bottleneck::Entity>,
    page: u64,
) -> Result<Vec<Row>, DbErr> {
    use bottleneck::Column as C;
    use sea_orm::sea_query::ExprTrait;
    let counted = |name: &'static str| Expr::col((Alias::new(BLOCKED), Alias::new(name)));
    let mut select = chosen
        .select_only()
        .columns([C::Id, C::Title, C::OwnerFunction, C::Level, C::State, C::Example])
        .column_as(success_factor::Column::Name, "success_factor")
        .column_as(organisation::Column::Name, "owner")
        .column_as(counted(COMMITMENTS), COMMITMENTS)
        .column_as(counted(DWELLINGS), DWELLINGS)
        .join(JoinType::InnerJoin, bottleneck::Relation::SuccessFactor.def())
        .join(JoinType::InnerJoin, bottleneck::Relation::Owner.def());
    let same = Expr::col((Alias::new(BLOCKED), bottleneck_commitment::Column::BottleneckId))
        .equals((bottleneck::Entity, C::Id));
    let blocked = risk::by_bottleneck(visibility);
    QueryTrait::query(&mut select).join_subquery(JoinType::LeftJoin, blocked, Alias::new(BLOCKED), same);
    let records = select
        // What is solved puts nothing at risk any more.
        .order_by_desc(C::State.eq(State::Open.code()))
        .order_by_desc(Func::coalesce([counted(DWELLINGS), 0.into()]))
        .order_by_asc(C::Title)
        // The id makes pages disjoint.
        .order_by_asc(C::Id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
        .into_model::<Record>()
        .all(connection)
        .await?;
    records.into_iter().map(row).collect()
}

fn row(record: Record) -> Result<Row, DbErr> {
    let state = stored_state(&record.state)?;
    Ok(Row {
        id: record.id,
        title: record.title,
        success_factor: record.success_factor,
        owner: record.owner,
        owner_function: record.owner_function,
        level: stored_level(&record.level)?,
        state,
        example: record.example,
        commitments: amount(record.commitments),
        dwellings_at_risk: at_risk(state, amount(record.dwellings)),
    })
}
