//! Counting what was delivered and is planned, in the database: the projects of a measure and gemeente are one row.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use domain::balance::{ByYear, Columns};
use domain::policy::Visibility;
use domain::projects::{Hardness, Status};
use sea_orm::sea_query::{Alias, CaseStatement, Expr, ExprTrait, Query, SelectStatement, UnionType};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, FromQueryResult, JoinType, QueryFilter, QuerySelect, QueryTrait,
    Select,
};
use uuid::Uuid;

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
    let projects = seen::<project::Entity>(visibility);
    Ok(Counted {
        shares: shares(connection, projects.clone(), &hard).await?,
        delivered: delivered(connection, projects.clone()).await?,
        planned: planned(connection, projects, &hard).await?,
    })
}

#[derive(FromQueryResult)]
struct ShareRecord {
    municipality: Uuid,
    measure: Uuid,
    hardness: Option<String>,
    verified: i64,
    reported: i64,
    to_come: i64,
}

/// What each measure of each gemeente has. `hard`: the plan statuses that are sure.
pub async fn shares(
    connection: &impl ConnectionTrait,
    projects: Select<project::Entity>,
    hard: &[&str],
) -> Result<Vec<Share>, DbErr> {
    let columns =
        [("verified", sum_of("verified")), ("reported", sum_of("waiting")), ("to_come", sum_of_expr(to_come()))];
    let mut chosen = with_parts(projects)
        .select_only()
        .column_as(project::Column::MunicipalityId, "municipality")
        .expr_as(part("measure_id"), "measure")
        .expr_as(hardness(hard), "hardness");
    for (name, sum) in columns {
        chosen = chosen.expr_as(sum, name);
    }
    let rows: Vec<ShareRecord> = chosen
        .group_by(project::Column::MunicipalityId)
        .group_by(part("measure_id"))
        .group_by(Expr::col(Alias::new("hardness")))
        .into_model()
        .all(connection)
        .await?;
    let mut shares: BTreeMap<(Uuid, Uuid), Columns> = BTreeMap::new();
    for row in rows {
        let share = shares.entry((row.municipality, row.measure)).or_default();
        let hardness = row.hardness.as_deref().and_then(|code| code.parse().ok());
        let there = Columns { verified: row.verified, reported: row.reported, ..Columns::default() };
        *share = *share + there + Columns::to_come(row.to_come, hardness);
    }
    let share = |((municipality, measure), columns)| Share { municipality, measure, columns };
    Ok(shares.into_iter().map(share).collect())
}

/// The name of the subquery with what each project has of each measure.
const PARTS: &str = "parts";

/// Each project as often as it has measures.
pub(super) fn with_parts(mut projects: Select<project::Entity>) -> Select<project::Entity> {
    QuerySelect::query(&mut projects).join_subquery(
        JoinType::InnerJoin,
        per_project(),
        Alias::new(PARTS),
        part("project_id").equals((project::Entity, project::Column::Id)),
    );
    projects
}

pub(super) fn part(column: &str) -> Expr {
    Expr::col((Alias::new(PARTS), Alias::new(column)))
}

/// Sums of sums are of a wider type on PostgreSQL.
pub(super) fn sum_of_expr(expression: Expr) -> Expr {
    Expr::expr(expression.sum()).cast_as(Alias::new("bigint"))
}

fn sum_of(column: &str) -> Expr {
    sum_of_expr(part(column))
}

/// What is planned and not there yet: [`Columns::of_project`], in SQL.
pub(super) fn to_come() -> Expr {
    let there = || part("verified").add(part("waiting"));
    let left = part("planned").sub(there());
    CaseStatement::new().case(Condition::all().add(part("planned").gt(there())), left).finally(Expr::value(0)).into()
}

/// How sure a project is; NULL when nothing more comes of it.
pub(super) fn hardness(hard: &[&str]) -> Expr {
    use project::Column as C;
    let open = Status::ALL.iter().filter(|status| status.is_open()).map(|status| status.code());
    let over = Condition::all().add(C::Status.is_not_in(open));
    let sure = Condition::all().add(C::PlanStatus.is_in(hard.iter().copied()));
    CaseStatement::new()
        .case(over, Expr::value(None::<String>))
        .case(sure, Expr::value(Hardness::Hard.code()))
        .finally(Expr::value(Hardness::Soft.code()))
        .into()
}

/// Of each project and measure: how many are planned, verified, and reported but not verified.
fn per_project() -> SelectStatement {
    let nought = || Expr::value(0);
    let planned = Query::select()
        .columns([project_count::Column::ProjectId, project_count::Column::MeasureId])
        .expr_as(Expr::col(project_count::Column::Count), Alias::new("planned"))
        .expr_as(nought(), Alias::new("verified"))
        .expr_as(nought(), Alias::new("waiting"))
        .from(project_count::Entity)
        .and_where(project_count::Column::MeasureId.is_not_null())
        .to_owned();
    let there = Query::select()
        .columns([lot::Column::ProjectId, lot::Column::MeasureId])
        .expr_as(nought(), Alias::new("planned"))
        .expr_as(Expr::col(lot::Column::Verified), Alias::new("verified"))
        .expr_as(Expr::col(lot::Column::Waiting), Alias::new("waiting"))
        .from(lot::Entity)
        .and_where(lot::Column::MeasureId.is_not_null())
        .to_owned();
    let mut both = planned;
    both.union(UnionType::All, there);
    let column = |name: &'static str| Expr::col(Alias::new(name));
    Query::select()
        .columns([Alias::new("project_id"), Alias::new("measure_id")])
        .expr_as(column("planned").sum(), Alias::new("planned"))
        .expr_as(column("verified").sum(), Alias::new("verified"))
        .expr_as(column("waiting").sum(), Alias::new("waiting"))
        .from_subquery(both, Alias::new("each"))
        .group_by_columns([Alias::new("project_id"), Alias::new("measure_id")])
        .to_owned()
}

#[derive(FromQueryResult)]
struct DayRecord {
    municipality: Uuid,
    measure: Uuid,
    day: Option<NaiveDate>,
    hardness: Option<String>,
    count: i64,
}

/// What was delivered, verified or not, by year.
async fn delivered(connection: &impl ConnectionTrait, projects: Select<project::Entity>) -> Result<Vec<InYear>, DbErr> {
    use lot::Column as C;
    use sea_orm::{EntityTrait, RelationTrait};
    let there = Expr::col((lot::Entity, C::Verified)).add(Expr::col((lot::Entity, C::Waiting)));
    let ids = projects.select_only().column(project::Column::Id).into_query();
    #[expect(clippy::disallowed_methods, reason = "deliveries are read by the projects that were found through `seen`")]
    let lots = lot::Entity::find();
    let rows: Vec<DayRecord> = lots
        .select_only()
        .column_as(project::Column::MunicipalityId, "municipality")
        .column_as(C::MeasureId, "measure")
        .column_as(C::DeliveredOn, "day")
        .expr_as(Expr::value(None::<String>), "hardness")
        .expr_as(sum_of_expr(there), "count")
        .join(JoinType::InnerJoin, lot::Relation::Project.def())
        .filter(C::ProjectId.in_subquery(ids))
        .filter(C::MeasureId.is_not_null())
        .group_by(project::Column::MunicipalityId)
        .group_by(C::MeasureId)
        .group_by(C::DeliveredOn)
        .into_model()
        .all(connection)
        .await?;
    Ok(in_years(rows))
}

/// What is still to come of open projects, by the year in which it is planned; what has no date is in none.
async fn planned(
    connection: &impl ConnectionTrait,
    projects: Select<project::Entity>,
    hard: &[&str],
) -> Result<Vec<InYear>, DbErr> {
    use project::Column as C;
    let rows: Vec<DayRecord> = with_parts(projects)
        .filter(C::PlannedLastDay.is_not_null())
        .select_only()
        .column_as(C::MunicipalityId, "municipality")
        .expr_as(part("measure_id"), "measure")
        .column_as(C::PlannedLastDay, "day")
        .expr_as(hardness(hard), "hardness")
        .expr_as(sum_of_expr(to_come()), "count")
        .group_by(C::MunicipalityId)
        .group_by(part("measure_id"))
        .group_by(C::PlannedLastDay)
        .group_by(Expr::col(Alias::new("hardness")))
        .into_model()
        .all(connection)
        .await?;
    Ok(in_years(rows).into_iter().filter(|row| row.hardness.is_some()).collect())
}

fn in_years(rows: Vec<DayRecord>) -> Vec<InYear> {
    let mut sums: BTreeMap<(Uuid, Uuid, i32, Option<String>), i64> = BTreeMap::new();
    for row in rows {
        let Some(day) = row.day else { continue };
        *sums.entry((row.municipality, row.measure, day.year(), row.hardness)).or_default() += row.count;
    }
    let of_year = |((municipality, measure, year, hardness), count): ((Uuid, Uuid, i32, Option<String>), i64)| InYear {
        municipality,
        measure,
        year,
        hardness: hardness.and_then(|code| code.parse().ok()),
        count,
    };
    sums.into_iter().map(of_year).collect()
}

impl Counted {
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
