//! What a number of the balance was counted from: a list that adds up to exactly that number.

use chrono::NaiveDate;
use domain::balance::Figure;
use domain::policy::Visibility;
use domain::projects::{HardStatuses, Hardness};
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

/// Which number it is.
pub struct Basis {
    pub figure: Figure,
    pub place: Option<Place>,
    pub scenario: Named,
    pub measure: Option<Named>,
    /// The measures that are counted, and their names.
    measures: Vec<(Uuid, String)>,
    projects: Select<project::Entity>,
    /// The plan statuses that are sure.
    hard: HardStatuses,
}

impl Basis {
    /// The number that an address asks for.
    ///
    /// # Errors
    /// `NotFound` when the address names what is not there, or a number that is no sum of entries.
    pub async fn of(
        connection: &impl ConnectionTrait,
        visibility: &Visibility,
        query: &ParamsMap,
    ) -> Result<Self, AppError> {
        let asked = |name: &str| query.get(name).filter(|value| !value.is_empty());
        let figure =
            asked("kolom").map_or(Ok(Figure::Verified), |code| code.parse()).map_err(|_| AppError::NotFound)?;
        let records = records(connection, visibility).await?;
        let (scenario, known) = records.chosen(asked("scenario").as_deref()).ok_or(AppError::NotFound)?;
        let slug = asked("gemeente");
        let place = records.place(slug.as_deref());
        let mut measures = records.measures_of(&scenario.category);
        let key = asked("soort");
        if let Some(key) = &key {
            measures.retain(|measure| measure.key == *key);
        }
        let counted = !matches!(figure, Figure::Target | Figure::Left);
        if !known || !counted || measures.is_empty() || (slug.is_some() && place.is_none()) {
            return Err(AppError::NotFound);
        }
        let mut projects = seen::<project::Entity>(visibility);
        if let Some(place) = place {
            projects = projects.filter(project::Column::MunicipalityId.eq(place.id));
        }
        let only = key.and_then(|value| Some(Named { value, name: measures.first()?.name.clone() }));
        Ok(Self {
            figure,
            place: place.map(named_place),
            scenario: named_scenario(scenario),
            measure: only,
            measures: measures.iter().map(|measure| (measure.id, measure.name.clone())).collect(),
            projects,
            hard: hard_statuses(connection, visibility).await?,
        })
    }

    /// How many entries there are, and what they add up to.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn total(&self, connection: &impl ConnectionTrait) -> Result<(u64, i64), DbErr> {
        match self.counting() {
            Counting::Delivered(column) => total(connection, self.lots(column), Expr::col((lot::Entity, column))).await,
            Counting::Planned(wanted) => total(connection, self.plans(wanted), to_come()).await,
        }
    }

    /// Some entries, in the order of the screen.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn entries(&self, connection: &impl ConnectionTrait, first: u64, many: u64) -> Result<Vec<Entry>, DbErr> {
        let records: Vec<Record> = match self.counting() {
            Counting::Delivered(column) => {
                delivered(self.lots(column), column).limit(many).offset(first).into_model().all(connection).await?
            }
            Counting::Planned(wanted) => {
                planned(self.plans(wanted)).limit(many).offset(first).into_model().all(connection).await?
            }
        };
        Ok(records.into_iter().map(|record| record.into_entry(&self.measures)).collect())
    }

    const fn counting(&self) -> Counting {
        match self.figure {
            Figure::Reported => Counting::Delivered(lot::Column::Waiting),
            Figure::Hard => Counting::Planned(Hardness::Hard),
            Figure::Soft => Counting::Planned(Hardness::Soft),
            // `of` lets no other figures through.
            Figure::Verified | Figure::Target | Figure::Left => Counting::Delivered(lot::Column::Verified),
        }
    }

    fn measure_ids(&self) -> impl Iterator<Item = Uuid> {
        self.measures.iter().map(|(id, _)| *id)
    }

    fn lots(&self, column: lot::Column) -> Select<lot::Entity> {
        let ids = self.projects.clone().select_only().column(project::Column::Id).into_query();
        #[expect(
            clippy::disallowed_methods,
            reason = "deliveries are read by the projects that were found through `seen`"
        )]
        let lots = lot::Entity::find();
        lots.filter(lot::Column::ProjectId.in_subquery(ids))
            .filter(lot::Column::MeasureId.is_in(self.measure_ids()))
            .filter(column.gt(0))
    }

    fn plans(&self, wanted: Hardness) -> Select<project::Entity> {
        let hard: Vec<&str> = self.hard.0.iter().map(|status| status.code()).collect();
        with_parts(self.projects.clone())
            .filter(part("measure_id").is_in(self.measure_ids()))
            .filter(hardness(&hard).eq(wanted.code()))
            .filter(to_come().gt(0))
    }
}

/// What an entry counts.
enum Counting {
    /// Of a report, the dwellings in this state.
    Delivered(lot::Column),
    /// Of a project that is so sure, what is still to come.
    Planned(Hardness),
}

/// One page of the list.
///
/// # Errors
/// As [`Basis::of`].
pub async fn behind(request: &Request, query: &ParamsMap) -> Result<Behind, AppError> {
    let database = request.database();
    let basis = Basis::of(database, &request.visibility(), query).await?;
    let total = basis.total(database).await?;
    let pages = Ord::max(total.0.div_ceil(PAGE_SIZE), 1);
    let asked = query.get("pagina").and_then(|text| page_number(&text)).unwrap_or(1);
    let page = Ord::min(asked, pages);
    let entries = basis.entries(database, (page - 1) * PAGE_SIZE, PAGE_SIZE).await?;
    let Basis { figure, place, scenario, measure, .. } = basis;
    Ok(Behind { figure, place, scenario, measure, entries, total, page, pages })
}

fn delivered(chosen: Select<lot::Entity>, column: lot::Column) -> Select<lot::Entity> {
    use lot::Column as C;
    chosen
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
}

fn planned(chosen: Select<project::Entity>) -> Select<project::Entity> {
    use project::Column as C;
    chosen
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
    fn into_entry(self, measures: &[(Uuid, String)]) -> Entry {
        let measure = measures.iter().find(|(id, _)| *id == self.measure);
        let planned = self.planned.as_deref().and_then(|text| text.parse().ok()).map(Period::label);
        Entry {
            project: self.project,
            name: self.name,
            municipality: self.municipality,
            measure: measure.map(|(_, name)| name.clone()).unwrap_or_default(),
            when: self.day.map(dutch::date).or(planned),
            count: self.count,
            example: self.example,
        }
    }
}
