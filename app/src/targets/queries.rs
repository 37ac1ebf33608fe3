//! Reading targets and the figures beside them, in one query per table.

use domain::policy::{Action, Visibility, allows};
use leptos_router::params::ParamsMap;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseConnection, DbErr, QueryFilter, QueryOrder};

use super::PATH;
use super::data::{Area, Definition, Indicator, Overview};
use super::edit::{Frame, last_change};
use super::entity::{context_value, definition, measure, scenario, target};
use super::form::REGION;
use super::tables::Records;
use crate::allocations::INHABITANTS;
use crate::balance::balance;
use crate::error::AppError;
use crate::organisations::queries::Sources;
use crate::organisations::source::distinct;
use crate::regions::entity::{municipality, region};
use crate::request::Request;
use crate::scope::seen;

/// What the address of the page asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// By key.
    pub scenario: Option<String>,
    /// By slug: whose balance is shown.
    pub municipality: Option<String>,
    /// By key: by which measure the gemeenten are compared.
    pub measure: Option<String>,
    /// By code: by which figure of it.
    pub figure: Option<String>,
}

impl Asked {
    pub fn from_query(query: &ParamsMap) -> Self {
        let part = |name: &str| query.get(name).filter(|value| !value.is_empty());
        Self {
            scenario: part("scenario"),
            municipality: part("gemeente"),
            measure: part("soort"),
            figure: part("kaart"),
        }
    }

    /// The query that asks for it, as far as it says which numbers are meant.
    pub fn query(&self) -> String {
        let parts = [("scenario", &self.scenario), ("gemeente", &self.municipality)];
        let parts = parts.into_iter().filter_map(|(name, value)| Some((name, value.clone()?)));
        parts.collect::<ParamsMap>().to_query_string()
    }
}

/// The whole page; the division over the gemeenten and the balance are those of the scenario that is asked for, or else of the
/// first.
pub async fn overview(request: &Request, asked: &Asked) -> Result<Overview, AppError> {
    let (database, visibility) = (request.database(), &request.visibility());
    let scenario = asked.scenario.as_deref();
    let counted = balance(request).await?;
    let sources = Sources::of(database, visibility).await?;
    let records = records(database, visibility).await?;
    let place = records.place(asked.municipality.as_deref());
    let of_scenario = |scenario| records.detailed_balance(scenario, place, &counted, request.today());
    Ok(Overview {
        tables: records.region_tables(&sources),
        split: records.split(scenario, &sources),
        balance: records.chosen(scenario).map(|(scenario, _)| of_scenario(scenario)),
        settable: settable(request).await?,
        last_change: last_change(request).await?,
        definitions: definitions(database, visibility, &sources).await?,
        indicators: indicators(database, visibility, &sources).await?,
    })
}

/// The pages on which this person sets targets: the region's, and the own gemeente's.
async fn settable(request: &Request) -> Result<Vec<(String, String)>, AppError> {
    let frame = Frame::of(request.database(), &request.visibility()).await?;
    let own = frame.municipalities.iter().find(|row| Some(row.id) == request.actor().municipality.map(|id| id.0));
    let slugs = std::iter::once(REGION).chain(own.map(|row| row.slug.as_str()));
    let holders = slugs.filter_map(|slug| frame.holder(slug));
    let may = holders.filter(|holder| allows(request.actor(), Action::SetTargets(&holder.rights)).is_ok());
    Ok(may.map(|holder| (format!("{PATH}/{}", holder.slug), holder.name)).collect())
}

/// Everything about targets that stands on the page.
pub async fn records(database: &impl ConnectionTrait, visibility: &Visibility) -> Result<Records, AppError> {
    let horizon_year = seen::<region::Entity>(visibility).one(database).await?.ok_or(AppError::NotFound)?.horizon_year;
    let municipalities =
        seen::<municipality::Entity>(visibility).order_by_asc(municipality::Column::Name).all(database).await?;
    let measures = seen::<measure::Entity>(visibility).order_by_asc(measure::Column::Position).all(database).await?;
    let scenarios = seen::<scenario::Entity>(visibility).order_by_asc(scenario::Column::Position).all(database).await?;
    let targets = seen::<target::Entity>(visibility).all(database).await?;
    Ok(Records { horizon_year, municipalities, measures, scenarios, targets })
}

async fn definitions(
    database: &DatabaseConnection,
    visibility: &Visibility,
    sources: &Sources,
) -> Result<Vec<Definition>, DbErr> {
    let rows = seen::<definition::Entity>(visibility).order_by_asc(definition::Column::Position).all(database).await?;
    let definition = |row: definition::Model| Definition {
        source: sources.find(row.source_id, row.source_detail.as_ref()),
        code: row.code,
        text: row.text,
    };
    Ok(rows.into_iter().map(definition).collect())
}

async fn indicators(
    database: &DatabaseConnection,
    visibility: &Visibility,
    sources: &Sources,
) -> Result<Vec<Indicator>, DbErr> {
    let rows = seen::<context_value::Entity>(visibility)
        // A figure for each gemeente is no line to draw; the urgent allocations stand beside it.
        .filter(context_value::Column::Indicator.ne(INHABITANTS))
        .order_by_asc(context_value::Column::Position)
        .order_by_asc(context_value::Column::Year)
        .all(database)
        .await?;
    let mut indicators: Vec<Indicator> = Vec::new();
    for row in rows {
        let source = sources.find(row.source_id, row.source_detail.as_ref());
        let position = indicators.iter().position(|one| (&one.name, &one.unit) == (&row.indicator, &row.unit));
        let index = position.unwrap_or_else(|| {
            indicators.push(Indicator { name: row.indicator, unit: row.unit, areas: vec![], sources: vec![] });
            indicators.len() - 1
        });
        let indicator = &mut indicators[index];
        indicator.sources = distinct(indicator.sources.drain(..).chain(source));
        let point = (row.year, row.value);
        match indicator.areas.iter_mut().find(|area| area.name == row.area) {
            Some(area) => area.points.push(point),
            None => indicator.areas.push(Area { name: row.area, points: vec![point] }),
        }
    }
    Ok(indicators)
}
