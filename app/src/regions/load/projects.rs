//! The projects that are not yet there.
#![expect(
    clippy::disallowed_methods,
    reason = "a region file is loaded from the command line, for nobody in particular"
)]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::audit::Event;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::organisations::Places;
use super::{Count, LoadError, Loading, Thing, found};
use crate::audit::Author;
use crate::projects::entity::project;
use crate::projects::names::Names;
use crate::projects::records::{NewProject, insert_project};

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
        let existing = self.project_names().await?;
        let names = Names::of_region(&self.transaction, self.region).await?;
        let author = Author::nobody(self.region, at);
        let mut added = 0;
        for entry in self.file.projects.iter().filter(|entry| !existing.contains(&entry.name.value)) {
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

    async fn project_names(&self) -> Result<BTreeSet<String>, DbErr> {
        let names: Vec<String> = project::Entity::find()
            .select_only()
            .column(project::Column::Name)
            .filter(project::Column::RegionId.eq(self.region))
            .into_tuple()
            .all(&self.transaction)
            .await?;
        Ok(names.into_iter().collect())
    }
}
