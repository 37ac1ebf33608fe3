//! The list, filtered and page by page.

use domain::Period;
use domain::policy::{Visibility, may_create_projects};
use domain::projects::{HardStatuses, Hardness, Status};
use sea_orm::sea_query::{Expr, LikeExpr, NullOrdering, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, FromQueryResult, JoinType, Order, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, RelationTrait, Select,
};
use uuid::Uuid;

use super::super::entity::{project, project_count};
use super::super::filter::{CareFilter, Filter};
use super::super::names::Names;
use super::super::records::{counts_of_many, stored};
use super::hard_statuses;
use crate::bottlenecks::queries::{Blocks, blocked_projects, of_projects};
use crate::commitments::links::stored_count;
use crate::error::AppError;
use crate::regions::entity::municipality;
use crate::request::Request;
use crate::scope::seen;
use crate::targets::entity::measure;
use crate::ui::Choice;

const PAGE_SIZE: u64 = 25;

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub id: Uuid,
    pub name: String,
    pub municipality: String,
    pub status: Status,
    pub hardness: Hardness,
    pub planned: Option<String>,
    pub dwellings: u32,
    /// So many of each type that occurs, in the order of the region.
    pub types: Vec<(String, u64)>,
    pub example: bool,
    /// What blocks it, of what is open.
    pub bottlenecks: Vec<Blocks>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPage {
    pub rows: Vec<Row>,
    pub total: u64,
    /// In all projects that the filter chooses.
    pub dwellings: u64,
    /// From 1; never beyond `pages`.
    pub page: u64,
    pub pages: u64,
    /// Parts of the filter that name nothing and were left out.
    pub unknown: Vec<String>,
    /// By slug.
    pub municipalities: Vec<Choice>,
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
    let hard = hard_statuses(database, visibility).await?;
    let (chosen, unknown) = chosen(visibility, filter, &municipalities, &hard);
    let (total, dwellings) = totals(database, chosen.clone()).await?;
    let pages = total.div_ceil(PAGE_SIZE).max(1);
    let page = filter.page.clamp(1, pages);
    Ok(ListPage {
        rows: rows(database, visibility, chosen, page, &hard).await?,
        total,
        dwellings,
        page,
        pages,
        unknown,
        municipalities: municipalities.into_iter().map(|row| Choice::new(row.slug, row.name)).collect(),
        may_create: may_create_projects(request.actor()),
    })
}

/// What the filter chooses, and its parts that name nothing and are left out.
pub fn chosen(
    visibility: &Visibility,
    filter: &Filter,
    municipalities: &[municipality::Model],
    hard: &HardStatuses,
) -> (Select<project::Entity>, Vec<String>) {
    use project::Column as C;
    use sea_orm::sea_query::ExprTrait;
    let mut unknown = Vec::new();
    let mut all = Condition::all().add_option(filter.status.map(|status| C::Status.eq(status.code())));
    if let Some(slug) = filter.municipality.as_deref() {
        match municipalities.iter().find(|row| row.slug == slug) {
            Some(row) => all = all.add(C::MunicipalityId.eq(row.id)),
            None => unknown.push(format!("gemeente={slug}")),
        }
    }
    all = all.add_option(filter.hardness.map(|hardness| {
        let codes = hard.0.iter().map(|status| status.code());
        match hardness {
            Hardness::Hard => Condition::all().add(C::PlanStatus.is_in(codes)),
            Hardness::Soft => Condition::any().add(C::PlanStatus.is_null()).add(C::PlanStatus.is_not_in(codes)),
        }
    }));
    if let Some(care) = filter.care {
        all = all.add(C::Id.in_subquery(with_care(visibility)));
        if care == CareFilter::NoIntent {
            all = all.add(C::IntentSignedOn.is_null());
        }
    }
    if filter.bottleneck.is_some() {
        all = all.add(blocked_projects(visibility));
    }
    for word in filter.search.to_lowercase().split_whitespace() {
        let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        all = all
            .add(Expr::col((project::Entity, C::SearchText)).like(LikeExpr::new(format!("%{escaped}%")).escape('\\')));
    }
    (seen::<project::Entity>(visibility).filter(all), unknown)
}

/// The first to be ready first.
pub fn in_order(chosen: Select<project::Entity>) -> Select<project::Entity> {
    use project::Column as C;
    chosen
        .order_by_with_nulls(C::PlannedLastDay, Order::Asc, NullOrdering::Last)
        .order_by_asc(C::Name)
        // The id makes pages disjoint.
        .order_by_asc(C::Id)
}

/// The projects that have dwellings which come with care.
fn with_care(visibility: &Visibility) -> SelectStatement {
    let measures = seen::<measure::Entity>(visibility).filter(measure::Column::NeedsIntent.eq(true));
    let measures = measures.select_only().column(measure::Column::Id).into_query();
    Query::select()
        .column(project_count::Column::ProjectId)
        .from(project_count::Entity)
        .and_where(project_count::Column::MeasureId.in_subquery(measures))
        .to_owned()
}

async fn totals(connection: &impl ConnectionTrait, chosen: Select<project::Entity>) -> Result<(u64, u64), DbErr> {
    let total = chosen.clone().count(connection).await?;
    let sum: Option<Option<i64>> = chosen
        .select_only()
        .column_as(project::Column::Dwellings.sum(), "dwellings")
        .into_tuple()
        .one(connection)
        .await?;
    Ok((total, u64::try_from(sum.flatten().unwrap_or_default()).unwrap_or_default()))
}

#[derive(FromQueryResult)]
struct Record {
    id: Uuid,
    name: String,
    municipality: String,
    status: String,
    plan_status: Option<String>,
    planned: Option<String>,
    dwellings: i32,
    example: bool,
}

async fn rows(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    chosen: Select<project::Entity>,
    page: u64,
    hard: &HardStatuses,
) -> Result<Vec<Row>, DbErr> {
    use project::Column as C;
    let records = in_order(chosen)
        .select_only()
        .columns([C::Id, C::Name, C::Status, C::PlanStatus, C::Planned, C::Dwellings, C::Example])
        .column_as(municipality::Column::Name, "municipality")
        .join(JoinType::InnerJoin, project::Relation::Municipality.def())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
        .into_model::<Record>()
        .all(connection)
        .await?;
    let ids: Vec<Uuid> = records.iter().map(|record| record.id).collect();
    let names = Names::of(connection, visibility).await?;
    let mut counts = counts_of_many(connection, &ids).await?;
    let mut bottlenecks = of_projects(connection, visibility, &ids).await?;
    let row = |record: Record| {
        let counts = counts.remove(&record.id).unwrap_or_default();
        let plan_status = record.plan_status.as_deref().map(|code| stored(code, "plan status")).transpose()?;
        Ok(Row {
            id: record.id,
            name: record.name,
            municipality: record.municipality,
            status: stored(&record.status, "status")?,
            hardness: hard.hardness(plan_status),
            planned: record.planned.as_deref().and_then(|text| text.parse().ok()).map(Period::label),
            dwellings: stored_count(record.dwellings),
            types: names.totals(&counts),
            example: record.example,
            bottlenecks: bottlenecks.remove(&record.id).unwrap_or_default(),
        })
    };
    records.into_iter().map(row).collect()
}
