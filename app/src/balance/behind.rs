//! What a number of the balance was counted from: a list that adds up to exactly that number.

use chrono::NaiveDate;
use domain::balance::Figure;
use domain::policy::Visibility;
use domain::projects::{HardStatuses, Hardness};
use domain::{Period, dutch};
use leptos_router::params::ParamsMap;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, NullOrdering, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, RelationTrait, Select,
};
use uuid::Uuid;

use super::pipeline::{pipeline, sum_of};
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
    place: String,
    measure: Uuid,
    delivered: Option<NaiveDate>,
    planned: Option<String>,
    count: i64,
}

#[derive(Default, FromQueryResult)]
struct Total {
    entries: i64,
    count: Option<i64>,
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
    /// The last day that counts.
    until: NaiveDate,
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
        today: NaiveDate,
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
        if !known || !figure.is_counted() || measures.is_empty() || (slug.is_some() && place.is_none()) {
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
            until: NaiveDate::from_ymd_opt(records.balance_year(scenario, today), 12, 31).unwrap_or(NaiveDate::MAX),
        })
    }

    /// How many entries there are, and what they add up to.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn total(&self, connection: &impl ConnectionTrait) -> Result<(u64, i64), DbErr> {
        let (entries, count) = (Alias::new("entries"), Alias::new("count"));
        let total = Query::select()
            .expr_as(Expr::val(1).count(), entries)
            .expr_as(sum_of(Expr::col(count.clone())), count)
            .from_subquery(self.chosen(), Alias::new("chosen"))
            .take();
        let row = Total::find_by_statement(connection.get_database_backend().build(&total)).one(connection).await?;
        let Total { entries, count } = row.unwrap_or_default();
        Ok((u64::try_from(entries).unwrap_or_default(), count.unwrap_or_default()))
    }

    /// Some entries, in the order of the screen.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn entries(&self, connection: &impl ConnectionTrait, first: u64, many: u64) -> Result<Vec<Entry>, DbErr> {
        let mut chosen = self.chosen();
        chosen.limit(many).offset(first);
        let statement = connection.get_database_backend().build(&chosen);
        let records = Record::find_by_statement(statement).all(connection).await?;
        Ok(records.into_iter().map(|record| record.into_entry(&self.measures)).collect())
    }

    fn chosen(&self) -> SelectStatement {
        match self.figure {
            Figure::Reported => self.delivered(lot::Column::Waiting),
            Figure::Hard => self.planned(Some(Hardness::Hard)),
            Figure::Soft => self.planned(Some(Hardness::Soft)),
            Figure::Later => self.planned(None),
            // `of` lets no other figures through.
            Figure::Verified | Figure::Target | Figure::Left => self.delivered(lot::Column::Verified),
        }
    }

    fn measure_ids(&self) -> impl Iterator<Item = Uuid> {
        self.measures.iter().map(|(id, _)| *id)
    }

    /// Of each report the dwellings in one state, the newest first.
    fn delivered(&self, column: lot::Column) -> SelectStatement {
        use lot::Column as C;
        let ids = self.projects.clone().select_only().column(project::Column::Id).into_query();
        #[expect(
            clippy::disallowed_methods,
            reason = "deliveries are read by the projects that were found through `seen`"
        )]
        let lots = lot::Entity::find();
        lots.filter(C::ProjectId.in_subquery(ids))
            .filter(C::MeasureId.is_in(self.measure_ids()))
            .filter(column.gt(0))
            .join(JoinType::InnerJoin, lot::Relation::Project.def())
            .join(JoinType::InnerJoin, project::Relation::Municipality.def())
            .select_only()
            .column_as(project::Column::Id, "project")
            .columns([project::Column::Name, project::Column::Example])
            .expr_as(Expr::col((municipality::Entity, municipality::Column::Name)), "place")
            .column_as(C::MeasureId, "measure")
            .column_as(C::DeliveredOn, "delivered")
            .expr_as(Expr::value(None::<String>), "planned")
            .expr_as(Expr::col((lot::Entity, column)).cast_as(Alias::new("bigint")), "count")
            .order_by(C::DeliveredOn, Order::Desc)
            .order_by(C::Id, Order::Desc)
            .into_query()
    }

    /// Of each project what is to come, the first to be ready first; without a hardness, what comes too late to count.
    fn planned(&self, wanted: Option<Hardness>) -> SelectStatement {
        let hard: Vec<&str> = self.hard.0.iter().map(|status| status.code()).collect();
        let column = |name: &'static str| Expr::col((Alias::new("pipeline"), Alias::new(name)));
        let in_time = column("day").lte(self.until);
        let counts = match wanted {
            Some(hardness) => Condition::all().add(in_time).add(column("hardness").eq(hardness.code())),
            None => Condition::any().add(in_time.not()).add(column("day").is_null()),
        };
        let mut chosen = Query::select();
        for name in ["project", "name", "example", "measure", "planned", "count"] {
            chosen.expr_as(column(name), Alias::new(name));
        }
        chosen
            .expr_as(Expr::col((municipality::Entity, municipality::Column::Name)), Alias::new("place"))
            .expr_as(Expr::value(None::<NaiveDate>), Alias::new("delivered"))
            .from_subquery(pipeline(self.projects.clone(), &hard), Alias::new("pipeline"))
            .join(
                JoinType::InnerJoin,
                municipality::Entity,
                column("municipality").equals((municipality::Entity, municipality::Column::Id)),
            )
            .and_where(column("measure").is_in(self.measure_ids()))
            .and_where(column("count").gt(0))
            .cond_where(counts)
            .order_by_expr_with_nulls(column("day"), Order::Asc, NullOrdering::Last);
        for name in ["name", "project", "measure"] {
            chosen.order_by_expr(column(name), Order::Asc);
        }
        chosen.take()
    }
}

/// One page of the list.
///
/// # Errors
/// As [`Basis::of`].
pub async fn behind(request: &Request, query: &ParamsMap) -> Result<Behind, AppError> {
    let database = request.database();
    let basis = Basis::of(database, &request.visibility(), query, request.today()).await?;
    let total = basis.total(database).await?;
    let pages = Ord::max(total.0.div_ceil(PAGE_SIZE), 1);
    let asked = query.get("pagina").and_then(|text| page_number(&text)).unwrap_or(1);
    let page = Ord::min(asked, pages);
    let entries = basis.entries(database, (page - 1) * PAGE_SIZE, PAGE_SIZE).await?;
    let Basis { figure, place, scenario, measure, .. } = basis;
    Ok(Behind { figure, place, scenario, measure, entries, total, page, pages })
}

impl Record {
    fn into_entry(self, measures: &[(Uuid, String)]) -> Entry {
        let measure = measures.iter().find(|(id, _)| *id == self.measure);
        let planned = self.planned.as_deref().and_then(|text| text.parse().ok()).map(Period::label);
        Entry {
            project: self.project,
            name: self.name,
            municipality: self.place,
            measure: measure.map(|(_, name)| name.clone()).unwrap_or_default(),
            when: self.delivered.map(dutch::date).or(planned),
            count: self.count,
            example: self.example,
        }
    }
}
