//! Reading targets and the figures beside them, in one query per table.

use domain::ids::RegionId;
use sea_orm::{ColumnTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::data::{Area, Definition, Indicator, Overview};
use super::entity::{context_value, definition, measure, scenario, target};
use super::tables::Records;
use crate::error::AppError;
use crate::organisations::queries::Sources;
use crate::organisations::source::distinct;
use crate::regions::entity::{municipality, region};

/// The whole page; the division over the gemeenten is that of the scenario with this key, or else of the first.
pub async fn overview(
    database: &DatabaseConnection,
    region: RegionId,
    scenario: Option<&str>,
) -> Result<Overview, AppError> {
    let region: Uuid = region.into();
    let sources = Sources::of(database, region).await?;
    let records = records(database, region).await?;
    Ok(Overview {
        tables: records.region_tables(&sources),
        split: records.split(scenario, &sources),
        definitions: definitions(database, region, &sources).await?,
        indicators: indicators(database, region, &sources).await?,
    })
}

async fn records(database: &DatabaseConnection, region: Uuid) -> Result<Records, AppError> {
    let horizon_year = region::Entity::find_by_id(region).one(database).await?.ok_or(AppError::NotFound)?.horizon_year;
    let municipalities = municipality::Entity::find()
        .filter(municipality::Column::RegionId.eq(region))
        .order_by_asc(municipality::Column::Name)
        .all(database)
        .await?;
    let measures = measure::Entity::find()
        .filter(measure::Column::RegionId.eq(region))
        .order_by_asc(measure::Column::Position)
        .all(database)
        .await?;
    let scenarios = scenario::Entity::find()
        .filter(scenario::Column::RegionId.eq(region))
        .order_by_asc(scenario::Column::Position)
        .all(database)
        .await?;
    let targets = target::Entity::find().filter(target::Column::RegionId.eq(region)).all(database).await?;
    Ok(Records { horizon_year, municipalities, measures, scenarios, targets })
}

async fn definitions(database: &DatabaseConnection, region: Uuid, sources: &Sources) -> Result<Vec<Definition>, DbErr> {
    let rows = definition::Entity::find()
        .filter(definition::Column::RegionId.eq(region))
        .order_by_asc(definition::Column::Position)
        .all(database)
        .await?;
    let definition = |row: definition::Model| Definition {
        source: sources.find(row.source_id, row.source_detail.as_ref()),
        code: row.code,
        text: row.text,
    };
    Ok(rows.into_iter().map(definition).collect())
}

async fn indicators(database: &DatabaseConnection, region: Uuid, sources: &Sources) -> Result<Vec<Indicator>, DbErr> {
    let rows = context_value::Entity::find()
        .filter(context_value::Column::RegionId.eq(region))
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
