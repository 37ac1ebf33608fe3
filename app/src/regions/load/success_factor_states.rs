//! How municipalities are placed for success factors, of which nobody told anything yet.
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
use crate::regions::vision::success_factor;
use crate::success_factors::entity::factor_state;
use crate::success_factors::records::{NewState, insert};

impl Loading<'_> {
    /// One that is there is left as it is: it belongs to the people who keep it.
    pub(super) async fn success_factor_states(&mut self, places: &Places, at: DateTime<Utc>) -> Result<(), LoadError> {
        if self.file.success_factor_states.is_empty() {
            return Ok(());
        }
        let factors = success_factor::Entity::find().filter(success_factor::Column::RegionId.eq(self.region));
        let factors = factors.all(&self.transaction).await?.into_iter().map(|row| (row.name, row.id));
        let factors: BTreeMap<_, _> = factors.collect();
        let of_region = factor_state::Entity::find().filter(factor_state::Column::RegionId.eq(self.region));
        let existing = of_region.all(&self.transaction).await?;
        let author = Author::nobody(self.region, at);
        let mut added = 0;
        for entry in &self.file.success_factor_states {
            let success_factor_id = found(&factors, &entry.success_factor.value)?;
            let municipality_id = found(&places.municipalities, &entry.municipality.value)?;
            let is_this = |row: &&factor_state::Model| {
                row.success_factor_id == success_factor_id && row.municipality_id == municipality_id
            };
            if existing.iter().any(|row| is_this(&row)) {
                continue;
            }
            let (region_id, told, example) = (self.region, entry.told.clone(), entry.example);
            let new = NewState { region_id, success_factor_id, municipality_id, told, example };
            insert(&self.transaction, new, &author, Event::Loaded).await?;
            added += 1;
        }
        self.report.add(Thing::SuccessFactorState, Count { added, changed: 0 });
        Ok(())
    }
}
