//! The agendas whose years are still free.
#![expect(
    clippy::disallowed_methods,
    reason = "a region file is loaded from the command line, for nobody in particular"
)]

use chrono::{DateTime, Utc};
use domain::audit::Event;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::organisations::Places;
use super::{Count, LoadError, Loading, Thing, found};
use crate::agendas::entity::agenda;
use crate::agendas::records::{NewAgenda, insert_agenda, years_of};
use crate::audit::Author;

impl Loading<'_> {
    /// One whose years are taken is left out: what stands there belongs to the people who keep it.
    pub(super) async fn agendas(&mut self, places: &Places, at: DateTime<Utc>) -> Result<(), LoadError> {
        if self.file.agendas.is_empty() {
            return Ok(());
        }
        let of_region = agenda::Entity::find().filter(agenda::Column::RegionId.eq(self.region));
        let existing = of_region.all(&self.transaction).await?;
        let author = Author::nobody(self.region, at);
        let mut added = 0;
        for entry in &self.file.agendas {
            let municipality_id = found(&places.municipalities, &entry.municipality.value)?;
            let taken =
                existing.iter().any(|row| row.municipality_id == municipality_id && years_of(row).overlap(entry.years));
            let (false, Some(standing)) = (taken, entry.standing()) else { continue };
            let new = NewAgenda {
                region_id: self.region,
                municipality_id,
                years: entry.years,
                standing,
                example: entry.example,
            };
            insert_agenda(&self.transaction, new, &author, Event::Loaded).await?;
            added += 1;
        }
        self.report.add(Thing::Agenda, Count { added, changed: 0 });
        Ok(())
    }
}
