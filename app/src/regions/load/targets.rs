//! Measures, scenarios, targets, and the figures and definitions beside them.

use std::collections::BTreeMap;

use sea_orm::DbErr;
use uuid::Uuid;

use super::organisations::Places;
use super::rows::{all_of_region, id_of, save};
use super::{LoadError, Loading, Thing, found};
use crate::targets::entity::{context_value, definition, measure, scenario, target};

impl Loading<'_> {
    /// Returns the measures by key.
    pub(super) async fn targets(&mut self, places: &Places) -> Result<BTreeMap<String, Uuid>, LoadError> {
        let measures = self.measures().await?;
        let scenarios = self.scenarios().await?;
        let existing =
            all_of_region::<target::Entity>(&self.transaction, target::Column::RegionId, self.region).await?;
        let mut wanted = Vec::new();
        for entry in &self.file.targets {
            let measure_id = found(&measures, &entry.measure.value)?;
            let scenario_id = found(&scenarios, &entry.scenario.value)?;
            let code = entry.municipality.as_ref();
            let municipality_id = code.map(|code| found(&places.municipalities, &code.value)).transpose()?;
            let horizon_year = entry.horizon_year.unwrap_or(self.file.region.horizon_year);
            let key = (measure_id, scenario_id, municipality_id, horizon_year);
            // Those of corporaties are in no file.
            let is_it = |row: &target::Model| {
                row.organisation_id.is_none()
                    && (row.measure_id, row.scenario_id, row.municipality_id, row.horizon_year) == key
            };
            // What people have set since, the file has no say in any more.
            if let Some(set) = existing.iter().find(|row| is_it(row) && row.version > 0) {
                wanted.push(set.clone());
                continue;
            }
            wanted.push(target::Model {
                id: id_of(&existing, is_it),
                region_id: self.region,
                measure_id,
                scenario_id,
                municipality_id,
                organisation_id: None,
                horizon_year,
                value: entry.value,
                status: entry.status.to_owned(),
                source_id: self.source(&entry.source)?,
                source_detail: entry.source.detail.clone(),
                motivation: None,
                version: 0,
            });
        }
        let saved = save(&self.transaction, existing, wanted).await?;
        self.report.add(Thing::Target, saved.count());
        self.context().await?;
        self.definitions().await?;
        Ok(measures)
    }

    async fn measures(&mut self) -> Result<BTreeMap<String, Uuid>, DbErr> {
        let existing =
            all_of_region::<measure::Entity>(&self.transaction, measure::Column::RegionId, self.region).await?;
        let wanted = self.file.measures.iter().zip(0..).map(|(entry, position)| measure::Model {
            id: id_of(&existing, |row| row.key == entry.key.value),
            region_id: self.region,
            key: entry.key.value.clone(),
            position,
            name: entry.name.clone(),
            category: entry.group.to_owned(),
            nests_in: entry.nests_in.as_ref().map(|key| key.value.clone()),
            needs_intent: entry.needs_intent,
        });
        let wanted = wanted.collect();
        let saved = save(&self.transaction, existing, wanted).await?;
        self.report.add(Thing::Measure, saved.count());
        Ok(saved.wanted.into_iter().map(|row| (row.key, row.id)).collect())
    }

    async fn scenarios(&mut self) -> Result<BTreeMap<String, Uuid>, DbErr> {
        let existing =
            all_of_region::<scenario::Entity>(&self.transaction, scenario::Column::RegionId, self.region).await?;
        let wanted = self.file.scenarios.iter().zip(0..).map(|(entry, position)| scenario::Model {
            id: id_of(&existing, |row| row.key == entry.key.value),
            region_id: self.region,
            key: entry.key.value.clone(),
            position,
            name: entry.name.clone(),
            category: entry.group.to_owned(),
        });
        let wanted = wanted.collect();
        let saved = save(&self.transaction, existing, wanted).await?;
        self.report.add(Thing::Scenario, saved.count());
        Ok(saved.wanted.into_iter().map(|row| (row.key, row.id)).collect())
    }

    async fn context(&mut self) -> Result<(), LoadError> {
        let existing =
            all_of_region::<context_value::Entity>(&self.transaction, context_value::Column::RegionId, self.region);
        let existing = existing.await?;
        let mut wanted = Vec::new();
        for (entry, position) in self.file.context.iter().zip(0..) {
            for (year, value) in &entry.values {
                let is_it = |row: &context_value::Model| {
                    (&row.indicator, &row.area, row.year) == (&entry.indicator.value, &entry.area, *year)
                };
                wanted.push(context_value::Model {
                    id: id_of(&existing, is_it),
                    region_id: self.region,
                    position,
                    source_id: self.source(&entry.source)?,
                    source_detail: entry.source.detail.clone(),
                    indicator: entry.indicator.value.clone(),
                    unit: entry.unit.to_owned(),
                    area: entry.area.clone(),
                    year: *year,
                    value: *value,
                });
            }
        }
        let saved = save(&self.transaction, existing, wanted).await?;
        self.report.add(Thing::ContextValue, saved.count());
        Ok(())
    }

    async fn definitions(&mut self) -> Result<(), LoadError> {
        let existing =
            all_of_region::<definition::Entity>(&self.transaction, definition::Column::RegionId, self.region).await?;
        let mut wanted = Vec::new();
        for (entry, position) in self.file.definitions.iter().zip(0..) {
            wanted.push(definition::Model {
                id: id_of(&existing, |row| row.code == entry.code.value),
                region_id: self.region,
                position,
                source_id: self.source(&entry.source)?,
                source_detail: entry.source.detail.clone(),
                code: entry.code.value.clone(),
                text: entry.text.clone(),
            });
        }
        let saved = save(&self.transaction, existing, wanted).await?;
        self.report.add(Thing::Definition, saved.count());
        Ok(())
    }
}
