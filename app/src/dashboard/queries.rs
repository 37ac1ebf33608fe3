//! Reading the dashboard: nine queries, however many commitments there are.

use chrono::{Datelike, NaiveDate};
use domain::Period;
use domain::policy::Visibility;
use domain::progress::Reckoning;
use sea_orm::{ColumnTrait, DatabaseConnection, DbErr, QueryFilter, QueryOrder, QuerySelect};

use super::data::{Dashboard, NextDeadline};
use super::goals::{Goals, Measure, Scenario, Target, goals};
use super::published::{Agreement, PublishedFigures};
use crate::agendas::queries::progress;
use crate::commitments::entity::commitment;
use crate::commitments::queries::conditions::without_lead;
use crate::commitments::queries::visible;
use crate::deadlines;
use crate::error::AppError;
use crate::municipalities::figures::{chosen_figure, unknown_figure};
use crate::municipalities::queries::{counted, region_figures};
use crate::scope::seen;
use crate::targets::entity::{measure, scenario, target};

/// # Errors
/// When the database does not answer.
pub async fn dashboard(
    database: &DatabaseConnection,
    visibility: &Visibility,
    scenario: Option<&str>,
    map: Option<&str>,
    reckoning: Reckoning,
) -> Result<Dashboard, AppError> {
    let today = reckoning.today;
    let region = region_figures(database, visibility, reckoning).await?;
    let agreements = agreements(database, visibility).await?;
    let (goals, scenario_known) = region_goals(database, visibility, scenario, today).await?;
    let deadlines = deadlines::queries::overview(database, visibility, today).await?.deadlines;
    let (map, map_known) = chosen_figure(map);
    let mut warnings = Vec::new();
    if !map_known {
        warnings.push(unknown_figure(map));
    }
    if !scenario_known {
        let shown = goals.as_ref().map(|goals| format!(" U ziet ‘{}’.", goals.chosen.name)).unwrap_or_default();
        warnings.push(format!("Het adres vraagt om een scenario dat er niet is.{shown}"));
    }
    let progress = progress(database, visibility, today.year()).await?;
    let adopted = progress.values().filter(|progress| progress.adopted).count();
    Ok(Dashboard {
        without_agenda: region.municipalities.len().saturating_sub(adopted).try_into().unwrap_or_default(),
        published: PublishedFigures::of(&agreements, region.municipalities.len()),
        region,
        map,
        goals,
        deadlines: deadlines.into_iter().map(|deadline| next_deadline(deadline.title, deadline.due, today)).collect(),
        warnings,
    })
}

/// What published sources state, one line per number of a source.
pub async fn agreements(database: &DatabaseConnection, visibility: &Visibility) -> Result<Vec<Agreement>, DbErr> {
    use commitment::Column as C;
    visible(visibility)
        .filter(C::SourceId.is_not_null())
        .select_only()
        .column(C::Number)
        .column_as(C::MunicipalityId.count(), "municipalities")
        .column_as(counted(without_lead()), "without_lead")
        .column_as(counted(C::Due.is_null()), "without_due")
        .group_by(C::Number)
        .group_by(C::SourceId)
        .order_by_asc(C::Number)
        .into_model::<Agreement>()
        .all(database)
        .await
}

async fn region_goals(
    database: &DatabaseConnection,
    visibility: &Visibility,
    asked: Option<&str>,
    today: NaiveDate,
) -> Result<(Option<Goals>, bool), DbErr> {
    let measures: Vec<measure::Model> =
        seen::<measure::Entity>(visibility).order_by_asc(measure::Column::Position).all(database).await?;
    let scenarios: Vec<scenario::Model> =
        seen::<scenario::Entity>(visibility).order_by_asc(scenario::Column::Position).all(database).await?;
    // A number of a gemeente is part of the region's, not one more.
    let targets: Vec<target::Model> =
        seen::<target::Entity>(visibility).filter(target::Column::MunicipalityId.is_null()).all(database).await?;
    let with_keys = |row: target::Model| {
        let measure = measures.iter().find(|measure| measure.id == row.measure_id)?;
        let scenario = scenarios.iter().find(|scenario| scenario.id == row.scenario_id)?;
        let (measure, scenario) = (measure.key.clone(), scenario.key.clone());
        Some(Target { measure, scenario, horizon_year: row.horizon_year, value: row.value })
    };
    let targets: Vec<Target> = targets.into_iter().filter_map(with_keys).collect();
    let measure = |measure::Model { key, name, category, nests_in, .. }| Measure { key, name, category, nests_in };
    let measures: Vec<Measure> = measures.into_iter().map(measure).collect();
    let scenario = |scenario::Model { key, name, category, .. }| Scenario { key, name, category };
    let scenarios: Vec<Scenario> = scenarios.into_iter().map(scenario).collect();
    Ok(goals(&measures, &scenarios, &targets, asked, today.year()))
}

fn next_deadline(title: String, due: Option<Period>, today: NaiveDate) -> NextDeadline {
    NextDeadline {
        title,
        due: due.map(Period::label),
        next: due.filter(|due| due.recurs()).and_then(|due| due.next_end(today)),
        over: due.is_some_and(|due| due.is_over(today)),
    }
}
