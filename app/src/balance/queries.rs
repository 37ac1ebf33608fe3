//! Counting what was delivered and is planned, in the database: the projects of a measure and gemeente are one row.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use domain::balance::{ByYear, Columns, Tally};
use domain::policy::Visibility;
use domain::projects::Hardness;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, JoinType, QueryFilter, QuerySelect, Select};
use uuid::Uuid;

use super::pipeline::{pipeline, sum_of};
use crate::deliveries::entity::lot;
use crate::error::AppError;
use crate::memo::remembered;
use crate::projects::entity::project;
use crate::projects::queries::hard_statuses;
use crate::request::Request;
use crate::scope::seen;

/// What everything is counted from, for one reader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    pub delivered: Vec<Delivered>,
    pub planned: Vec<Planned>,
}

/// Dwellings of one measure and gemeente that were delivered in one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivered {
    pub municipality: Uuid,
    pub measure: Uuid,
    pub year: i32,
    pub verified: i64,
    pub reported: i64,
}

/// Dwellings of one measure and gemeente that are planned for one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    pub municipality: Uuid,
    pub measure: Uuid,
    /// None: nobody knows when.
    pub year: Option<i32>,
    pub hardness: Hardness,
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

/// What of open projects is not there yet, by the day on which it is planned at the latest.
async fn to_come(
    connection: &impl ConnectionTrait,
    projects: Select<project::Entity>,
    hard: &[&str],
) -> Result<Vec<ToComeRecord>, DbErr> {
    let by = ["municipality", "measure", "day", "hardness"].map(Alias::new);
    let summed = Query::select()
        .columns(by.clone())
        .expr_as(sum_of(Expr::col(Alias::new("count"))), Alias::new("count"))
        .from_subquery(pipeline(projects, hard), Alias::new("pipeline"))
        .group_by_columns(by)
        .take();
    ToComeRecord::find_by_statement(connection.get_database_backend().build(&summed)).all(connection).await
}

impl Counted {
    fn of(there: Vec<ThereRecord>, to_come: Vec<ToComeRecord>) -> Self {
        let mut delivered: BTreeMap<(Uuid, Uuid, i32), (i64, i64)> = BTreeMap::new();
        let mut planned: BTreeMap<(Uuid, Uuid, Option<i32>, Hardness), i64> = BTreeMap::new();
        for ThereRecord { municipality, measure, day, verified, reported } in there {
            let of_year = delivered.entry((municipality, measure, day.year())).or_default();
            *of_year = (of_year.0 + verified, of_year.1 + reported);
        }
        for ToComeRecord { municipality, measure, day, hardness, count } in to_come {
            // An unknown one is not sure.
            let hardness = hardness.parse().unwrap_or(Hardness::Soft);
            *planned.entry((municipality, measure, day.map(|day| day.year()), hardness)).or_default() += count;
        }
        let delivered = delivered.into_iter().map(|((municipality, measure, year), (verified, reported))| Delivered {
            municipality,
            measure,
            year,
            verified,
            reported,
        });
        let planned = planned.into_iter().map(|((municipality, measure, year, hardness), count)| Planned {
            municipality,
            measure,
            year,
            hardness,
            count,
        });
        Self { delivered: delivered.collect(), planned: planned.collect() }
    }

    /// What a measure has, in one gemeente or in all, up to and with a year.
    pub fn tally(&self, measure: Uuid, place: Option<Uuid>, until: i32, target: Option<i64>) -> Tally {
        let mut tally = Tally { target, ..Tally::default() };
        for row in self.delivered.iter().filter(|row| is_of(measure, place, row.measure, row.municipality)) {
            let there = Columns { verified: row.verified, reported: row.reported, ..Columns::default() };
            tally.columns = tally.columns + there;
        }
        for row in self.planned.iter().filter(|row| is_of(measure, place, row.measure, row.municipality)) {
            if row.year.is_some_and(|year| year <= until) {
                tally.columns = tally.columns + Columns::to_come(row.count, row.hardness);
            } else {
                tally.later += row.count;
            }
        }
        tally
    }

    /// What there is of a measure by year, in one gemeente or in all; what is planned without a date is in no year.
    pub fn by_year(&self, measure: Uuid, place: Option<Uuid>) -> ByYear {
        let delivered = self.delivered.iter().filter(|row| is_of(measure, place, row.measure, row.municipality));
        let planned = self.planned.iter().filter(|row| is_of(measure, place, row.measure, row.municipality));
        ByYear {
            delivered: delivered.map(|row| (row.year, row.verified + row.reported)).collect(),
            planned: planned.filter_map(|row| Some((row.year?, row.hardness, row.count))).collect(),
        }
    }
}

/// Whether a row is of this measure, and in this gemeente if one is meant.
fn is_of(measure: Uuid, place: Option<Uuid>, of_measure: Uuid, municipality: Uuid) -> bool {
    of_measure == measure && place.is_none_or(|place| municipality == place)
}
