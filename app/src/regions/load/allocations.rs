//! The years of urgent allocations of which a municipality told nothing yet.
#![expect(
    clippy::disallowed_methods,
    reason = "a region file is loaded from the command line, for nobody in particular"
)]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::allocations::Content;
use domain::audit::Event;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::organisations::Places;
use super::{Count, LoadError, Loading, Thing, found};
use crate::allocations::entity::allocation_year;
use crate::allocations::names::Names;
use crate::allocations::records::{NewYear, insert_year};
use crate::audit::Author;

impl Loading<'_> {
    /// What stands there belongs to the people who told it.
    pub(super) async fn allocations(
        &mut self,
        places: &Places,
        groups: &BTreeMap<String, Uuid>,
        at: DateTime<Utc>,
    ) -> Result<(), LoadError> {
        if self.file.allocations.is_empty() {
            return Ok(());
        }
        let existing = allocation_year::Entity::find().filter(allocation_year::Column::RegionId.eq(self.region));
        let existing = existing.all(&self.transaction).await?.into_iter();
        let existing: BTreeSet<_> = existing.map(|row| (row.municipality_id, row.year)).collect();
        let names = Names::of_region(&self.transaction, self.region).await?;
        let author = Author::nobody(self.region, at);
        let mut added = 0;
        for entry in &self.file.allocations {
            let municipality_id = found(&places.municipalities, &entry.municipality.value)?;
            if existing.contains(&(municipality_id, entry.year)) {
                continue;
            }
            let content = entry.content(
                |name| found(groups, name).map(Into::into),
                |name| found(&places.organisations, name).map(Into::into),
            )?;
            let told = names.changes(&Content::default(), &content);
            let (region_id, year, example) = (self.region, entry.year, entry.example);
            let new = NewYear { region_id, municipality_id, year, content, example };
            insert_year(&self.transaction, new, &told, &author, Event::Loaded).await?;
            added += 1;
        }
        self.report.add(Thing::Allocations, Count { added, changed: 0 });
        Ok(())
    }
}
