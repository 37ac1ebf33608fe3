//! How far municipalities are with deadlines, of which nobody told anything yet.
#![expect(
    clippy::disallowed_methods,
    reason = "a region file is loaded from the command line, for nobody in particular"
)]

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::audit::Event;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::organisations::Places;
use super::{Count, LoadError, Loading, Thing, found};
use crate::audit::Author;
use crate::deadlines::entity::{deadline, deadline_phase};
use crate::deadlines::records::{NewPhase, insert_phase};
use crate::request::day_of;

impl Loading<'_> {
    /// One that is there is left as it is: it belongs to the people who keep it.
    pub(super) async fn deadline_phases(&mut self, places: &Places, at: DateTime<Utc>) -> Result<(), LoadError> {
        if self.file.deadline_phases.is_empty() {
            return Ok(());
        }
        let deadlines = deadline::Entity::find().filter(deadline::Column::RegionId.eq(self.region));
        let deadlines = deadlines.all(&self.transaction).await?.into_iter().map(|row| (row.key, row.id));
        let deadlines: BTreeMap<_, _> = deadlines.collect();
        let of_region = deadline_phase::Entity::find().filter(deadline_phase::Column::RegionId.eq(self.region));
        let existing = of_region.all(&self.transaction).await?;
        let author = Author::nobody(self.region, at);
        let mut added = 0;
        for entry in &self.file.deadline_phases {
            let deadline_id = found(&deadlines, &entry.deadline.value)?;
            let municipality_id = found(&places.municipalities, &entry.municipality.value)?;
            let told =
                existing.iter().any(|row| row.deadline_id == deadline_id && row.municipality_id == municipality_id);
            let (false, Some(reached)) = (told, entry.reached(day_of(at))) else { continue };
            let example = entry.example;
            let new = NewPhase { region_id: self.region, deadline_id, municipality_id, reached, example };
            insert_phase(&self.transaction, new, &author, Event::Loaded).await?;
            added += 1;
        }
        self.report.add(Thing::DeadlinePhase, Count { added, changed: 0 });
        Ok(())
    }
}
