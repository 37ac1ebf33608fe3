//! The bottlenecks that are not yet there.
#![expect(
    clippy::disallowed_methods,
    reason = "a region file is loaded from the command line, for nobody in particular"
)]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::audit::Event;
use domain::bottlenecks::risk::Blocked;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::commitments::NOON;
use super::organisations::Places;
use super::{Count, LoadError, Loading, Thing, found};
use crate::audit::Author;
use crate::bottlenecks::entity::bottleneck;
use crate::bottlenecks::records::{Names, NewBottleneck, insert_bottleneck, take_step};
use crate::commitments::entity::commitment;
use crate::regions::file::bottlenecks::{BottleneckEntry, CommitmentName, StepEntry};
use crate::regions::file::commitments::UnknownName;
use crate::regions::vision::success_factor;

/// The agenda of a commitment, and its number there.
pub(super) type Numbers = BTreeMap<(Option<Uuid>, String), Uuid>;

impl Loading<'_> {
    pub(super) async fn bottlenecks(&mut self, places: &Places, at: DateTime<Utc>) -> Result<(), LoadError> {
        if self.file.bottlenecks.is_empty() {
            return Ok(());
        }
        let existing = self.titles().await?;
        let factors = self.factors().await?;
        let numbers = self.ids_by_number().await?;
        let projects = self.ids_by_name().await?;
        let names = Names::of_region(&self.transaction, self.region).await?;
        let mut added = 0;
        for entry in self.file.bottlenecks.iter().filter(|entry| !existing.contains(&entry.title.value)) {
            let content = entry.content(
                found(&factors, &entry.success_factor.value)?,
                found(&places.organisations, &entry.owner.value)?,
                found(&places.organisations, &entry.acting.value)?,
            );
            let blocked = blocked(entry, places, &numbers, &projects)?;
            let new = NewBottleneck { region_id: self.region, content, blocked, example: entry.example };
            self.bottleneck(entry, new, &names, at).await?;
            added += 1;
        }
        self.report.add(Thing::Bottleneck, Count { added, changed: 0 });
        Ok(())
    }

    /// With the steps that were taken, on the days that the file names; the audit trail says when they came in.
    async fn bottleneck(
        &self,
        entry: &BottleneckEntry,
        new: NewBottleneck,
        names: &Names,
        at: DateTime<Utc>,
    ) -> Result<(), LoadError> {
        let author = Author::nobody(self.region, at);
        let mut row = insert_bottleneck(&self.transaction, new, names, &author, Event::Loaded).await?;
        for StepEntry { step, leads_to, on } in entry.steps().unwrap_or_default() {
            let taken = on.and_time(NOON).and_utc();
            row = take_step(&self.transaction, row, &step, leads_to, taken, &author).await?;
        }
        Ok(())
    }

    async fn titles(&self) -> Result<BTreeSet<String>, DbErr> {
        let titles: Vec<String> = bottleneck::Entity::find()
            .select_only()
            .column(bottleneck::Column::Title)
            .filter(bottleneck::Column::RegionId.eq(self.region))
            .into_tuple()
            .all(&self.transaction)
            .await?;
        Ok(titles.into_iter().collect())
    }

    async fn factors(&self) -> Result<BTreeMap<String, Uuid>, DbErr> {
        let rows = success_factor::Entity::find().filter(success_factor::Column::RegionId.eq(self.region));
        Ok(rows.all(&self.transaction).await?.into_iter().map(|row| (row.name, row.id)).collect())
    }

    pub(super) async fn ids_by_number(&self) -> Result<Numbers, DbErr> {
        use commitment::Column as C;
        let rows: Vec<(Option<Uuid>, String, Uuid)> = commitment::Entity::find()
            .select_only()
            .columns([C::MunicipalityId, C::Number, C::Id])
            .filter(C::RegionId.eq(self.region))
            .into_tuple()
            .all(&self.transaction)
            .await?;
        Ok(rows.into_iter().map(|(municipality, number, id)| ((municipality, number), id)).collect())
    }
}

/// The commitment behind its agenda and number.
pub(super) fn commitment(name: &CommitmentName, places: &Places, numbers: &Numbers) -> Result<Uuid, UnknownName> {
    let municipality = match &name.municipality {
        Some(code) => Some(found(&places.municipalities, code)?),
        None => None,
    };
    numbers.get(&(municipality, name.number.clone())).copied().ok_or_else(|| UnknownName(name.to_string()))
}

fn blocked(
    entry: &BottleneckEntry,
    places: &Places,
    numbers: &Numbers,
    projects: &BTreeMap<String, Uuid>,
) -> Result<Blocked, UnknownName> {
    let id = |name: &CommitmentName| commitment(name, places, numbers).map(Into::into);
    Ok(Blocked {
        commitments: entry.blocks.iter().map(|name| id(&name.value)).collect::<Result<_, _>>()?,
        projects: entry
            .blocks_projects
            .iter()
            .map(|name| found(projects, &name.value).map(Into::into))
            .collect::<Result<_, _>>()?,
    })
}
