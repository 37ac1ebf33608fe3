//! Reading the dashboard: as many queries, however many commitments there are.

use chrono::{Datelike, NaiveDate};
use domain::Period;
use domain::policy::Visibility;
use domain::progress::Reckoning;
use sea_orm::{ColumnTrait, DatabaseConnection, DbErr, QueryFilter, QueryOrder, QuerySelect};

use super::data::{Dashboard, NextDeadline};
use super::goals::Goals;
use super::published::{Agreement, PublishedFigures};
use crate::agendas::queries::progress;
use crate::balance::{Counted, counted};
use crate::commitments::entity::commitment;
use crate::commitments::queries::conditions::without_lead;
use crate::commitments::queries::visible;
use crate::deadlines;
use crate::error::AppError;
use crate::municipalities::figures::{chosen_figure, unknown_figure};
use crate::municipalities::queries::{number_of, region_figures};
use crate::targets::queries::records;
use crate::targets::tables::{Records, named_scenario};

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
    let records = records(database, visibility).await?;
    let (goals, scenario_known) = goals(&records, scenario, &counted(database, visibility).await?, today);
    let deadlines = deadlines::queries::overview(database, visibility, today).await?.deadlines;
    let (map, map_known) = chosen_figure(map);
    let mut warnings = Vec::new();
    if !map_known {
        warnings.push(unknown_figure(map));
    }
    if !scenario_known {
        let shown =
            goals.as_ref().map(|goals| format!(" U ziet ‘{}’.", goals.balance.scenario.name)).unwrap_or_default();
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
        .column_as(number_of(without_lead()), "without_lead")
        .column_as(number_of(C::Due.is_null()), "without_due")
        .group_by(C::Number)
        .group_by(C::SourceId)
        .order_by_asc(C::Number)
        .into_model::<Agreement>()
        .all(database)
        .await
}

/// The goals of the first category of measures, and whether the scenario that was asked for is one of its own.
fn goals(records: &Records, asked: Option<&str>, counted: &Counted, today: NaiveDate) -> (Option<Goals>, bool) {
    let asked = asked.filter(|key| !key.is_empty());
    let category = records.categories().into_iter().next();
    let scenarios = category.map(|category| records.scenarios_of(category)).unwrap_or_default();
    let found = asked.and_then(|key| scenarios.iter().find(|scenario| scenario.key == key));
    let goals = found.or(scenarios.first()).map(|scenario| Goals {
        scenarios: scenarios.iter().copied().map(named_scenario).collect(),
        balance: records.balance(scenario, None, counted, today),
    });
    (goals, asked.is_none() || found.is_some())
}

fn next_deadline(title: String, due: Option<Period>, today: NaiveDate) -> NextDeadline {
    NextDeadline {
        title,
        due: due.map(Period::label),
        next: due.filter(|due| due.recurs()).and_then(|due| due.next_end(today)),
        over: due.is_some_and(|due| due.is_over(today)),
    }
}
