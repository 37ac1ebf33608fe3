//! Challenges, target groups, deadlines and success factors.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::DbErr;
use uuid::Uuid;

use super::organisations::Places;
use super::rows::{all_of_region, id_of, save};
use super::{LoadError, Loading, Thing};
use crate::deadlines::entity::deadline;
use crate::regions::file::commitments::Directory;
use crate::regions::vision::{challenge, success_factor, target_group};

/// The version of a deadline that nobody changed.
const FROM_FILE: i32 = 1;

/// What commitments refer to.
pub struct Vision {
    /// By number.
    pub challenges: BTreeMap<String, Uuid>,
    /// By name.
    pub target_groups: BTreeMap<String, Uuid>,
    /// By name.
    pub success_factors: BTreeMap<String, Uuid>,
}

impl Vision {
    pub fn directory(self, places: &Places) -> Directory {
        let Self { challenges, target_groups, success_factors } = self;
        let organisations = places.organisations.clone();
        Directory { organisations, challenges, target_groups, success_factors, ..Directory::default() }
    }
}

impl Loading<'_> {
    pub(super) async fn vision(&mut self, places: &Places, at: DateTime<Utc>) -> Result<Vision, LoadError> {
        let challenges = self.challenges().await?;
        let target_groups = self.target_groups().await?;
        self.deadlines(at).await?;
        self.bodies(places).await?;
        let success_factors = self.success_factors().await?;
        Ok(Vision { challenges, target_groups, success_factors })
    }

    async fn challenges(&mut self) -> Result<BTreeMap<String, Uuid>, DbErr> {
        let existing =
            all_of_region::<challenge::Entity>(&self.transaction, challenge::Column::RegionId, self.region).await?;
        let wanted = self.file.challenges.iter().zip(0..).map(|(entry, position)| challenge::Model {
            id: id_of(&existing, |row| row.number == entry.number.value),
            region_id: self.region,
            number: entry.number.value.clone(),
            position,
            title: entry.title.clone(),
            priority: entry.priority,
        });
        let wanted = wanted.collect();
        let saved = save(&self.transaction, existing, wanted).await?;
        self.report.add(Thing::Challenge, saved.count());
        Ok(saved.wanted.into_iter().map(|row| (row.number, row.id)).collect())
    }

    async fn target_groups(&mut self) -> Result<BTreeMap<String, Uuid>, DbErr> {
        let existing =
            all_of_region::<target_group::Entity>(&self.transaction, target_group::Column::RegionId, self.region);
        let existing = existing.await?;
        let wanted = self.file.target_groups.iter().zip(0..).map(|(entry, position)| target_group::Model {
            id: id_of(&existing, |row| row.name == entry.name.value),
            region_id: self.region,
            position,
            name: entry.name.value.clone(),
            urgent: entry.urgent,
        });
        let wanted = wanted.collect();
        let saved = save(&self.transaction, existing, wanted).await?;
        self.report.add(Thing::TargetGroup, saved.count());
        Ok(saved.wanted.into_iter().map(|row| (row.name, row.id)).collect())
    }

    /// What people changed of one is theirs: of that only its name and its place in the row are the file's.
    async fn deadlines(&mut self, at: DateTime<Utc>) -> Result<(), LoadError> {
        let existing =
            all_of_region::<deadline::Entity>(&self.transaction, deadline::Column::RegionId, self.region).await?;
        let mut wanted = Vec::new();
        for (entry, position) in self.file.deadlines.iter().zip(0..) {
            let known = existing.iter().find(|row| row.key == entry.key.value);
            let (title, source_id) = (entry.title.clone(), self.source(&entry.source)?);
            if let Some(kept) = known.filter(|row| row.version > FROM_FILE) {
                wanted.push(deadline::Model { position, title, ..kept.clone() });
                continue;
            }
            let row = deadline::Model {
                id: id_of(&existing, |row| row.key == entry.key.value),
                region_id: self.region,
                position,
                source_id,
                source_detail: entry.source.detail.clone(),
                key: entry.key.value.clone(),
                title,
                due: entry.due.map(|due| due.to_string()),
                legal_status: entry.legal_status.clone(),
                note: entry.note.clone(),
                checked_on: entry.checked_on,
                version: FROM_FILE,
                updated_at: known.map_or(at, |row| row.updated_at),
            };
            let is_new = known.is_none_or(|known| *known != row);
            wanted.push(deadline::Model { updated_at: if is_new { at } else { row.updated_at }, ..row });
        }
        let saved = save(&self.transaction, existing, wanted).await?;
        self.report.add(Thing::Deadline, saved.count());
        Ok(())
    }

    async fn success_factors(&mut self) -> Result<BTreeMap<String, Uuid>, LoadError> {
        let existing =
            all_of_region::<success_factor::Entity>(&self.transaction, success_factor::Column::RegionId, self.region);
        let existing = existing.await?;
        let mut wanted = Vec::new();
        for (entry, position) in self.file.success_factors.iter().zip(0..) {
            wanted.push(success_factor::Model {
                id: id_of(&existing, |row| row.name == entry.name.value),
                region_id: self.region,
                position,
                name: entry.name.value.clone(),
                origin: entry.origin.to_owned(),
                source_id: self.source(&entry.source)?,
                source_detail: entry.source.detail.clone(),
            });
        }
        let saved = save(&self.transaction, existing, wanted).await?;
        self.report.add(Thing::SuccessFactor, saved.count());
        Ok(saved.wanted.into_iter().map(|row| (row.name, row.id)).collect())
    }
}
