//! What organisations do, of which nothing is written down yet.
#![expect(
    clippy::disallowed_methods,
    reason = "a region file is loaded from the command line, for nobody in particular"
)]

use chrono::{DateTime, Utc};
use domain::audit::Event;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::organisations::Places;
use super::{Count, LoadError, Loading, Thing, found};
use crate::audit::Author;
use crate::roles::entity::role_description;
use crate::roles::records::{NewRole, insert_role};

impl Loading<'_> {
    /// One that is there is left as it is: it belongs to the people who keep it.
    pub(super) async fn roles(&mut self, places: &Places, at: DateTime<Utc>) -> Result<(), LoadError> {
        if self.file.roles.is_empty() {
            return Ok(());
        }
        let of_region = role_description::Entity::find().filter(role_description::Column::RegionId.eq(self.region));
        let existing = of_region.all(&self.transaction).await?;
        let author = Author::nobody(self.region, at);
        let mut added = 0;
        for entry in &self.file.roles {
            let organisation_id = found(&places.organisations, &entry.organisation.value)?;
            if existing.iter().any(|row| row.organisation_id == organisation_id) {
                continue;
            }
            let new = NewRole {
                region_id: self.region,
                organisation_id,
                text: entry.text.clone(),
                acknowledged_on: entry.acknowledged_on,
                example: entry.example,
            };
            insert_role(&self.transaction, new, &author, Event::Loaded).await?;
            added += 1;
        }
        self.report.add(Thing::Role, Count { added, changed: 0 });
        Ok(())
    }
}
