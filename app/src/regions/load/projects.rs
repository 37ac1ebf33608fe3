//! The projects that are not yet there.
#![expect(
    clippy::disallowed_methods,
    reason = "a region file is loaded from the command line, for nobody in particular"
)]

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::audit::Event;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::commitments::Added;
use super::organisations::Places;
use super::{Count, LoadError, Loading, Thing, found};
use crate::audit::Author;
use crate::commitments::names::{Names as CommitmentNames, commitment_label};
use crate::commitments::projects::records::{Called, write_links};
use crate::projects::choose::project_label;
use crate::projects::entity::project;
use crate::projects::names::Names;
use crate::projects::records::{NewProject, insert_project};
use crate::regions::file::commitments::UnknownName;
use crate::regions::reader::At;

impl Loading<'_> {
    pub(super) async fn projects(
        &mut self,
        places: &Places,
        measures: &BTreeMap<String, Uuid>,
        at: DateTime<Utc>,
    ) -> Result<(), LoadError> {
        if self.file.projects.is_empty() {
            return Ok(());
        }
        let existing = self.ids_by_name().await?;
        let names = Names::of_region(&self.transaction, self.region).await?;
        let author = Author::nobody(self.region, at);
        let mut added = 0;
        for entry in self.file.projects.iter().filter(|entry| !existing.contains_key(&entry.name.value)) {
            let municipality_id = found(&places.municipalities, &entry.municipality.value)?;
            let content = entry.content(
                |key| found(measures, key).map(Into::into),
                |name| found(&places.organisations, name).map(Into::into),
            )?;
            let told = names.told(municipality_id.into(), &content);
            let new = NewProject { region_id: self.region, municipality_id, content, example: entry.example };
            insert_project(&self.transaction, new, &told, &author, Event::Loaded).await?;
            added += 1;
        }
        self.report.add(Thing::Project, Count { added, changed: 0 });
        Ok(())
    }

    /// The projects of the region by name.
    pub(super) async fn ids_by_name(&self) -> Result<BTreeMap<String, Uuid>, DbErr> {
        let names: Vec<(String, Uuid)> = project::Entity::find()
            .select_only()
            .columns([project::Column::Name, project::Column::Id])
            .filter(project::Column::RegionId.eq(self.region))
            .into_tuple()
            .all(&self.transaction)
            .await?;
        Ok(names.into_iter().collect())
    }

    /// Links the commitments that were added to their projects.
    pub(super) async fn served(
        &self,
        added: &[Added<'_>],
        names: &CommitmentNames,
        author: &Author,
    ) -> Result<(), LoadError> {
        if added.iter().all(|commitment| commitment.entry.projects.is_empty()) {
            return Ok(());
        }
        let projects = self.ids_by_name().await?;
        for Added { id, municipality_id, entry } in added {
            let called = |name: &At<String>| {
                let of_name = self.file.projects.iter().find(|project| project.name.value == name.value);
                let code = of_name.map(|project| project.municipality.value.as_str()).unwrap_or_default();
                let place = self.file.municipalities.iter().find(|place| place.code.value == code);
                let place = place.map(|place| place.name.value.as_str()).unwrap_or_default();
                Ok((found(&projects, &name.value)?, project_label(&name.value, place)))
            };
            let served = entry.projects.iter().map(called).collect::<Result<Vec<Called>, UnknownName>>()?;
            let links = write_links(&self.transaction, *id, &served, &[]).await?;
            let place = municipality_id.and_then(|id| names.municipalities.get(&id)).map(String::as_str);
            let label = commitment_label(&entry.number.value, &entry.title, place);
            links.record(&self.transaction, &label, author).await?;
        }
        Ok(())
    }
}
