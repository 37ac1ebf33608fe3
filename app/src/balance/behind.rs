//! What a number of the balance was counted from: a list that adds up to exactly that number.

use chrono::NaiveDate;
use domain::balance::Figure;
use domain::projects::Hardness;
use domain::{Period, dutch};
use leptos_router::params::ParamsMap;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, NullOrdering};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationTrait, Select,
};
use uuid::Uuid;

use super::queries::{hardness, part, sum_of_expr, to_come, with_parts};
use crate::commitments::data::{Named, Place};
use crate::deliveries::entity::lot;
use crate::error::AppError;
use crate::projects::entity::project;
use crate::projects::queries::hard_statuses;
use crate::regions::entity::municipality;
use crate::request::Request;
use crate::scope::seen;
use crate::targets::entity::measure;
use crate::targets::queries::records;
use crate::targets::tables::{named_place, named_scenario};
use crate::ui::page_number;

const PAGE_SIZE: u64 = 50;

/// One report of deliveries, or one project, as far as it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub project: Uuid,
    pub name: String,
    pub municipality: String,
    pub measure: String,
    /// When it was delivered, or is planned; None of what has no date.
    pub when: Option<String>,
    pub count: i64,
    pub example: bool,
}

/// The list behind one number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    pub figure: Figure,
    /// None: of the region.
    pub place: Option<Place>,
    pub scenario: Named,
    /// None: all measures of the scenario together.
    pub measure: Option<Named>,
    pub entries: Vec<Entry>,
    /// How many entries there are, and what they add up to.
    pub total: (u64, i64),
    pub page: u64,
    pub pages: u64,
}

#[derive(FromQueryResult)]
struct Record {
    project: Uuid,
    name: String,
    example: bool,
    municipality: String,
    measure: Uuid,
    day: Option<NaiveDate>,
    planned: Option<String>,
    count: i64,
}

/// # Errors
/// `NotFound` when the address names what is not there, or a number that is no sum of entries.
pub async fn behind(request: &Request, query: &ParamsMap) -> Result<Behind, AppError> {
    let (database, visibility) = (request.database(), &request.visibility());
    let asked = |name: &str| query.get(name).filter(|value| !value.is_empty());
    let figure: Figure =
        asked("kolom").map_or(Ok(Figure::Verified), |code| code.parse()).map_err(|_| AppError::NotFound)?;
    let records = records(database, visibility).await?;
    let (scenario, known) = records.chosen(asked("scenario").as_deref()).ok_or(AppError::NotFound)?;
    let slug = asked("gemeente");
    let place = records.place(slug.as_deref());
    if !known || (slug.is_some() && place.is_none()) {
        return Err(AppError::NotFound);
    }
    let mut measures = records.measures_of(&scenario.category);
    let key = asked("soort");
    if let Some(key) = &key {
        measures.retain(|measure| measure.key == *key);
    }
    let first = measures.first().ok_or(AppError::NotFound)?;
    let mut projects = seen::<project::Entity>(visibility);
    if let Some(place) = place {
        projects = projects.filter(project::Column::MunicipalityId.eq(place.id));
    }
    let ids: Vec<Uuid> = measures.iter().map(|measure| measure.id).collect();
    let page = asked("pagina").and_then(|text| page_number(&text)).unwrap_or(1);
    let hard = hard_statuses(database, visibility).await?;
    let hard: Vec<&str> = hard.0.iter().map(|status| status.code()).collect();
    let (total, page, found) = match figure {
        Figure::Verified => delivered(database, projects, &ids, lot::Column::Verified, page).await?,
        Figure::Reported => delivered(database, projects, &ids, lot::Column::Waiting, page).await?,
        Figure::Hard => planned(database, projects, &ids, (Hardness::Hard, &hard), page).await?,
        Figure::Soft => planned(database, projects, &ids, (Hardness::Soft, &hard), page).await?,
        Figure::Target | Figure::Left => return Err(AppError::NotFound),
    };
    Ok(Behind {
        figure,
        place: place.map(named_place),
        scenario: named_scenario(scenario),
        measure: key.map(|value| Named { value, name: first.name.clone() }),
        entries: found.into_iter().map(|record| record.into_entry(&measures)).collect(),
        total,
        page,
        pages: pages(total.0),
    })
}

fn pages(entries: u64) -> u64 {
    Ord::max(entries.div_ceil(PAGE_SIZE), 1)
}

/// Never beyond the last page.
fn shown_page(asked: u64, entries: u64) -> u64 {
    Ord::min(asked, pages(entries))
}

/// How many entries and dwellings there are, the page that is shown, and what stands on it.
type Found = ((u64, i64), u64, Vec<Record>);

async fn delivered(
    connection: &impl ConnectionTrait,
    projects: Select<project::Entity>,
    measures: &[Uuid],
    column: lot::Column,
    page: u64,
) -> Result<Found, DbErr> {
    use lot::Column as C;
    let ids = projects.select_only().column(project::Column::Id).into_query();
    #[expect(clippy::disallowed_methods, reason = "deliveries are read by the projects that were found through `seen`")]
    let lots = lot::Entity::find();
    let chosen = lots
        .filter(C::ProjectId.in_subquery(ids))
        .filter(C::MeasureId.is_in(measures.iter().copied()))
        .filter(column.gt(0));
    let total = total(connection, chosen.clone(), Expr::col((lot::Entity, column))).await?;
    let page = shown_page(page, total.0);
    let found = chosen
        .select_only()
        .column_as(C::MeasureId, "measure")
        .column_as(C::DeliveredOn, "day")
        .expr_as(Expr::value(None::<String>), "planned")
        .expr_as(Expr::col((lot::Entity, column)).cast_as(Alias::new("bigint")), "count")
        .column_as(project::Column::Id, "project")
        .columns([project::Column::Name, project::Column::Example])
        .column_as(municipality::Column::Name, "municipality")
        .join(JoinType::InnerJoin, lot::Relation::Project.def())
        .join(JoinType::InnerJoin, project::Relation::Municipality.def())
        .order_by(C::DeliveredOn, Order::Desc)
        .order_by(C::Id, Order::Desc)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
        .into_model()
        .all(connection)
        .await?;
    Ok((total, page, found))
}

async fn planned(
    connection: &impl ConnectionTrait,
    projects: Select<project::Entity>,
    measures: &[Uuid],
    (wanted, hard): (Hardness, &[&str]),
    page: u64,
) -> Result<Found, DbErr> {
    use project::Column as C;
    let chosen = with_parts(projects)
        .filter(part("measure_id").is_in(measures.iter().copied()))
        .filter(hardness(hard).eq(wanted.code()))
        .filter(to_come().gt(0));
    let total = total(connection, chosen.clone(), to_come()).await?;
    let page = shown_page(page, total.0);
    let found = chosen
        .select_only()
        .expr_as(part("measure_id"), "measure")
        .expr_as(Expr::value(None::<NaiveDate>), "day")
        .columns([C::Planned, C::Name, C::Example])
        .expr_as(to_come().cast_as(Alias::new("bigint")), "count")
        .column_as(C::Id, "project")
        .column_as(municipality::Column::Name, "municipality")
        .join(JoinType::InnerJoin, project::Relation::Municipality.def())
        .order_by_with_nulls(C::PlannedLastDay, Order::Asc, NullOrdering::Last)
        .order_by_asc(C::Name)
        .order_by_asc(C::Id)
        .order_by(part("measure_id"), Order::Asc)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
        .into_model()
        .all(connection)
        .await?;
    Ok((total, page, found))
}

/// How many rows there are, and what an expression over them adds up to.
async fn total<E: EntityTrait>(
    connection: &impl ConnectionTrait,
    chosen: Select<E>,
    count: Expr,
) -> Result<(u64, i64), DbErr> {
    let sums: Option<(i64, Option<i64>)> = chosen
        .select_only()
        .expr_as(Expr::val(1).count(), "entries")
        .expr_as(sum_of_expr(count), "dwellings")
        .into_tuple()
        .one(connection)
        .await?;
    let (entries, dwellings) = sums.unwrap_or_default();
    Ok((u64::try_from(entries).unwrap_or_default(), dwellings.unwrap_or_default()))
}

impl Record {
    fn into_entry(self, measures: &[&measure::Model]) -> Entry {
        let measure = measures.iter().find(|measure| measure.id == self.measure);
        let planned = self.planned.as_deref().and_then(|text| text.parse().ok()).map(Period::label);
        Entry {
            project: self.project,
            name: self.name,
            municipality: self.municipality,
            measure: measure.map(|measure| measure.name.clone()).unwrap_or_default(),
            when: self.day.map(dutch::date).or(planned),
            count: self.count,
            example: self.example,
        }
    }
}
