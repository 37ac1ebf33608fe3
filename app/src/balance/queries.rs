//! Counting what was delivered and is planned, in the database: the projects of a measure and gemeente are one row.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use domain::balance::{ByYear, Columns};
use domain::policy::Visibility;
use domain::projects::{Hardness, Status};
use sea_orm::sea_query::{Alias, CaseStatement, Expr, ExprTrait, IntoIden, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, FromQueryResult, JoinType, QueryFilter, QuerySelect, Select,
};
use uuid::Uuid;

use crate::commitments::data::{Named, Place};
use crate::deliveries::entity::lot;
use crate::error::AppError;
use crate::memo::remembered;
use crate::projects::entity::{project, project_count};
use crate::projects::queries::hard_statuses;
use crate::request::Request;
use crate::scope::seen;

/// What the projects of one gemeente bring to one measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    pub municipality: Uuid,
    pub measure: Uuid,
    pub columns: Columns,
}

/// One measure of the balance.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureBalance {
    pub name: String,
    pub target: Option<i64>,
    pub columns: Columns,
    /// Up to and with each year: delivered, with what is sure, with all that is planned.
    pub years: Vec<(i32, [i64; 3])>,
}

/// One gemeente of the balance: all measures of it together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceBalance {
    pub place: Place,
    pub target: Option<i64>,
    pub columns: Columns,
}

/// The balance of the region, or of one gemeente in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Balance {
    /// None: of the region.
    pub place: Option<Place>,
    /// By key.
    pub scenario: Named,
    pub horizon_year: i32,
    pub measures: Vec<MeasureBalance>,
    /// The measures together, where a dwelling counts in one of them only.
    pub total: Option<(Option<i64>, Columns)>,
    /// Of the region only, and where the measures add up.
    pub places: Vec<PlaceBalance>,
    /// The address asks for a gemeente that is not there.
    pub unknown_place: bool,
}

/// What everything is counted from, for one reader.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counted {
    pub shares: Vec<Share>,
    pub delivered: Vec<InYear>,
    pub planned: Vec<InYear>,
}

/// Dwellings of one measure and gemeente in one year; those that are planned, by how sure they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InYear {
    pub municipality: Uuid,
    pub measure: Uuid,
    pub year: i32,
    pub hardness: Option<Hardness>,
    pub count: i64,
}

/// As it was counted before, or is counted now.
pub async fn balance(request: &Request) -> Result<Counted, AppError> {
    let visibility = request.visibility();
    let counting = async { Ok(counted(request.database(), &visibility).await?) };
    remembered(request, "balance", counting).await
}

/// Counted now.
pub async fn counted(connection: &impl ConnectionTrait, visibility: &Visibility) -> Result<Counted, DbErr> {
    let hard = hard_statuses(connection, visibility).await?;
    let hard: Vec<&str> = hard.0.iter().map(|status| status.code()).collect();
    let there = there(connection, seen::<project::Entity>(visibility)).await?;
    let to_come = to_come(connection, seen::<project::Entity>(visibility), &hard).await?;
    Ok(Counted::of(there, to_come))
}

#[derive(FromQueryResult)]
struct ThereRecord {
    municipality: Uuid,
    measure: Uuid,
    day: NaiveDate,
    verified: i64,
    reported: i64,
}

/// What was delivered, by day.
async fn there(
    connection: &impl ConnectionTrait,
    projects: Select<project::Entity>,
) -> Result<Vec<ThereRecord>, DbErr> {
    let lots = |column: lot::Column| Expr::col((lot::Entity, column));
    let mut chosen = projects
        .select_only()
        .column_as(project::Column::MunicipalityId, "municipality")
        .expr_as(lots(lot::Column::MeasureId), "measure")
        .expr_as(lots(lot::Column::DeliveredOn), "day")
        .expr_as(sum_of(lots(lot::Column::Verified)), "verified")
        .expr_as(sum_of(lots(lot::Column::Waiting)), "reported");
    QuerySelect::query(&mut chosen).join(
        JoinType::InnerJoin,
        lot::Entity,
        lots(lot::Column::ProjectId).equals((project::Entity, project::Column::Id)),
    );
    chosen
        .filter(lots(lot::Column::MeasureId).is_not_null())
        .group_by(project::Column::MunicipalityId)
        .group_by(lots(lot::Column::MeasureId))
        .group_by(lots(lot::Column::DeliveredOn))
        .into_model()
        .all(connection)
        .await
}

#[derive(FromQueryResult)]
struct ToComeRecord {
    municipality: Uuid,
    measure: Uuid,
    /// None: nobody knows when.
    day: Option<NaiveDate>,
    hardness: String,
    count: i64,
}

/// What of open projects is not there yet, by the day on which it is planned at the latest: the rest of
/// [`Columns::of_project`], in SQL.
///
/// Both sides are summed per project on their own, each along an index; as one list of both they would have to be sorted.
async fn to_come(
    connection: &impl ConnectionTrait,
    projects: Select<project::Entity>,
    hard: &[&str],
) -> Result<Vec<ToComeRecord>, DbErr> {
    use project::Column as C;
    let planned = |column: &str| Expr::col((Alias::new(PLANNED), Alias::new(column)));
    let delivered = |column: &str| Expr::col((Alias::new(DELIVERED), Alias::new(column)));
    let there = || delivered("count").if_null(0);
    let left = CaseStatement::new()
        .case(Condition::all().add(planned("count").gt(there())), planned("count").sub(there()))
        .finally(Expr::value(0));
    let mut chosen = projects
        .select_only()
        .column_as(C::MunicipalityId, "municipality")
        .expr_as(planned("measure_id"), "measure")
        .column_as(C::PlannedLastDay, "day")
        .expr_as(hardness(hard), "hardness")
        .expr_as(sum_of(left.into()), "count");
    let same_project = planned("project_id").equals((project::Entity, C::Id));
    let same = |column: &'static str| delivered(column).equals((Alias::new(PLANNED), Alias::new(column)));
    QuerySelect::query(&mut chosen)
        .join_subquery(JoinType::InnerJoin, planned_of_each(), Alias::new(PLANNED), same_project)
        .join_subquery(
            JoinType::LeftJoin,
            delivered_of_each(),
            Alias::new(DELIVERED),
            Condition::all().add(same("project_id")).add(same("measure_id")),
        );
    let open = Status::ALL.iter().filter(|status| status.is_open()).map(|status| status.code());
    chosen
        .filter(C::Status.is_in(open))
        .group_by(C::MunicipalityId)
        .group_by(planned("measure_id"))
        .group_by(C::PlannedLastDay)
        .group_by(Expr::col(Alias::new("hardness")))
        .into_model()
        .all(connection)
        .await
}

/// The names of the subqueries with what each project has of each measure.
const PLANNED: &str = "planned_of_each";
const DELIVERED: &str = "delivered_of_each";

fn planned_of_each() -> SelectStatement {
    use project_count::Column as C;
    of_each(project_count::Entity, C::ProjectId, C::MeasureId, Expr::col(C::Count))
}

fn delivered_of_each() -> SelectStatement {
    use lot::Column as C;
    of_each(lot::Entity, C::ProjectId, C::MeasureId, Expr::col(C::Verified).add(Expr::col(C::Waiting)))
}

/// Of each project and measure: how many.
fn of_each(
    table: impl sea_orm::sea_query::IntoTableRef,
    project: impl IntoIden + Copy,
    measure: impl IntoIden + Copy,
    count: Expr,
) -> SelectStatement {
    Query::select()
        .columns([project.into_iden(), measure.into_iden()])
        .expr_as(sum_of(count), Alias::new("count"))
        .from(table)
        .and_where(Expr::col(measure).is_not_null())
        .group_by_columns([project.into_iden(), measure.into_iden()])
        .to_owned()
}

/// Sums of sums are of a wider type on PostgreSQL.
fn sum_of(expression: Expr) -> Expr {
    Expr::expr(expression.sum()).cast_as(Alias::new("bigint"))
}

/// How sure an open project is.
fn hardness(hard: &[&str]) -> Expr {
    let sure = Condition::all().add(project::Column::PlanStatus.is_in(hard.iter().copied()));
    CaseStatement::new()
        .case(sure, Expr::value(Hardness::Hard.code()))
        .finally(Expr::value(Hardness::Soft.code()))
        .into()
}

impl Counted {
    /// What is there and what is to come, by gemeente and measure, and by year; what is planned without a date is in no year.
    fn of(there: Vec<ThereRecord>, to_come: Vec<ToComeRecord>) -> Self {
        let mut shares: BTreeMap<(Uuid, Uuid), Columns> = BTreeMap::new();
        let mut delivered: BTreeMap<(Uuid, Uuid, i32), i64> = BTreeMap::new();
        let mut planned: BTreeMap<(Uuid, Uuid, i32, Hardness), i64> = BTreeMap::new();
        for ThereRecord { municipality, measure, day, verified, reported } in there {
            let share = shares.entry((municipality, measure)).or_default();
            *share = *share + Columns { verified, reported, ..Columns::default() };
            *delivered.entry((municipality, measure, day.year())).or_default() += verified + reported;
        }
        for ToComeRecord { municipality, measure, day, hardness, count } in to_come {
            // An unknown one is not sure.
            let hardness = hardness.parse().unwrap_or(Hardness::Soft);
            let share = shares.entry((municipality, measure)).or_default();
            *share = *share + Columns::to_come(count, Some(hardness));
            if let Some(day) = day {
                *planned.entry((municipality, measure, day.year(), hardness)).or_default() += count;
            }
        }
        let share = |((municipality, measure), columns)| Share { municipality, measure, columns };
        let delivered = delivered.into_iter().map(|((municipality, measure, year), count)| InYear {
            municipality,
            measure,
            year,
            hardness: None,
            count,
        });
        let planned = planned.into_iter().map(|((municipality, measure, year, hardness), count)| InYear {
            municipality,
            measure,
            year,
            hardness: Some(hardness),
            count,
        });
        Self {
            shares: shares.into_iter().map(share).collect(),
            delivered: delivered.collect(),
            planned: planned.collect(),
        }
    }

    /// What a measure has, in one gemeente or in all.
    pub fn columns(&self, measure: Uuid, place: Option<Uuid>) -> Columns {
        let here = |share: &&Share| share.measure == measure && place.is_none_or(|place| share.municipality == place);
        self.shares.iter().filter(here).map(|share| share.columns).sum()
    }

    /// What there is of a measure by year, in one gemeente or in all.
    pub fn by_year(&self, measure: Uuid, place: Option<Uuid>) -> ByYear {
        let here = |row: &&InYear| row.measure == measure && place.is_none_or(|place| row.municipality == place);
        let planned = |row: &InYear| row.hardness.map(|hardness| (row.year, hardness, row.count));
        ByYear {
            delivered: self.delivered.iter().filter(here).map(|row| (row.year, row.count)).collect(),
            planned: self.planned.iter().filter(here).filter_map(planned).collect(),
        }
    }
}
