//! The bodies of a region, and who sits in them. The file decides: no screen changes them.
#![expect(
    clippy::disallowed_methods,
    reason = "a region file is loaded from the command line, for nobody in particular"
)]

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::organisations::Places;
use super::rows::{all_of_region, id_of, save};
use super::{LoadError, Loading, Thing, found};
use crate::regions::file::bodies::BodyEntry;
use crate::regions::vision::{body, body_member};

impl Loading<'_> {
    pub(super) async fn bodies(&mut self, places: &Places) -> Result<(), LoadError> {
        let existing = all_of_region::<body::Entity>(&self.transaction, body::Column::RegionId, self.region).await?;
        let mut wanted = Vec::new();
        for (entry, position) in self.file.bodies.iter().zip(0..) {
            let secretary = entry.secretary.as_ref().map(|name| found(&places.organisations, &name.value));
            wanted.push(body::Model {
                id: id_of(&existing, |row| row.name == entry.name.value),
                region_id: self.region,
                position,
                name: entry.name.value.clone(),
                members: entry.members.clone(),
                meetings_per_year: entry.meetings_per_year,
                secretary_id: secretary.transpose()?,
                secretary_function: entry.secretary_function.as_ref().map(|function| function.value.clone()),
                source_id: self.source(&entry.source)?,
                source_detail: entry.source.detail.clone(),
            });
        }
        let saved = save(&self.transaction, existing, wanted).await?;
        let mut count = saved.count();
        for (entry, row) in self.file.bodies.iter().zip(&saved.wanted) {
            let seats = self.seats(entry, row.id, places).await?;
            if seats && !saved.added.contains(&row.id) && !saved.changed.contains(&row.id) {
                count.changed += 1;
            }
        }
        self.report.add(Thing::Body, count);
        Ok(())
    }

    /// Whether anything was written.
    async fn seats(&self, entry: &BodyEntry, body: Uuid, places: &Places) -> Result<bool, LoadError> {
        let of_it = body_member::Entity::find().filter(body_member::Column::BodyId.eq(body));
        let existing = of_it.order_by_asc(body_member::Column::Position).all(&self.transaction).await?;
        let mut wanted = Vec::new();
        for (seat, position) in entry.seats.iter().zip(0..) {
            let organisation_id = found(&places.organisations, &seat.value.organisation)?;
            let function = seat.value.function.clone();
            wanted.push(body_member::Model { body_id: body, position, organisation_id, function });
        }
        if existing == wanted {
            return Ok(false);
        }
        let before = body_member::Entity::delete_many().filter(body_member::Column::BodyId.eq(body));
        before.exec(&self.transaction).await?;
        let rows = wanted.into_iter().map(|row| body_member::ActiveModel {
            body_id: Set(row.body_id),
            position: Set(row.position),
            organisation_id: Set(row.organisation_id),
            function: Set(row.function),
        });
        body_member::Entity::insert_many(rows).exec_without_returning(&self.transaction).await?;
        Ok(true)
    }
}
