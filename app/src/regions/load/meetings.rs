//! The meetings that are not yet there.
#![expect(
    clippy::disallowed_methods,
    reason = "a region file is loaded from the command line, for nobody in particular"
)]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::audit::Event;
use domain::decisions::Effect;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

use super::organisations::Places;
use super::rows::all_of_region;
use super::{Count, LoadError, Loading, Thing, found};
use crate::audit::Author;
use crate::decisions::links::Change;
use crate::decisions::records::{NewDecision, insert_decision};
use crate::meetings::entity::meeting;
use crate::meetings::records::{Names, NewMeeting, insert_item, insert_meeting, state_of};
use crate::pack::kept::Papers;
use crate::regions::file::meetings::MeetingEntry;
use crate::regions::vision::body;

impl Loading<'_> {
    /// What stands there belongs to the people who prepare it.
    pub(super) async fn meetings(&mut self, places: &Places, at: DateTime<Utc>) -> Result<(), LoadError> {
        if self.file.meetings.is_empty() {
            return Ok(());
        }
        let bodies = all_of_region::<body::Entity>(&self.transaction, body::Column::RegionId, self.region).await?;
        let bodies: BTreeMap<String, body::Model> = bodies.into_iter().map(|row| (row.name.clone(), row)).collect();
        let existing = meeting::Entity::find().filter(meeting::Column::RegionId.eq(self.region));
        let existing = existing.all(&self.transaction).await?.into_iter();
        let existing: BTreeSet<_> = existing.map(|row| (row.body_id, row.date)).collect();
        let names = Names::of_region(&self.transaction, self.region).await?;
        let mut added = 0;
        for entry in &self.file.meetings {
            let ids = bodies.iter().map(|(name, row)| (name.clone(), row.id)).collect();
            let id = found(&ids, &entry.body.value)?;
            let Some(body) = bodies.get(&entry.body.value).filter(|_| !existing.contains(&(id, entry.date))) else {
                continue;
            };
            self.meeting(entry, body, &names, places, at).await?;
            added += 1;
        }
        self.report.add(Thing::Meeting, Count { added, changed: 0 });
        Ok(())
    }

    /// What people read before them, once everything that stands on their agendas is there.
    pub(super) async fn kept_agendas(&self) -> Result<(), LoadError> {
        let rows = meeting::Entity::find()
            .filter(meeting::Column::RegionId.eq(self.region))
            .filter(meeting::Column::KeptAgenda.is_null())
            .all(&self.transaction)
            .await?;
        for row in rows {
            if state_of(&row)?.agenda_was_read() {
                let kept = Set(Some(Papers::loaded(&self.transaction, &row).await?.stored()?));
                let mut changed = row.into_active_model();
                changed.kept_agenda = kept;
                changed.update(&self.transaction).await?;
            }
        }
        Ok(())
    }

    async fn meeting(
        &self,
        entry: &MeetingEntry,
        body: &body::Model,
        names: &Names,
        places: &Places,
        at: DateTime<Utc>,
    ) -> Result<(), LoadError> {
        let author = Author::nobody(self.region, at);
        let new = NewMeeting { body, content: entry.content(), example: entry.example };
        let row = insert_meeting(&self.transaction, new, &author, Event::Loaded).await?;
        for (item, position) in entry.items.iter().zip(0..) {
            insert_item(&self.transaction, row.id, position, &item.value.item(), &author).await?;
        }
        let mut changed = row.into_active_model();
        changed.state = Set(entry.state.code().to_owned());
        changed.cancelled_reason = Set(entry.reason.clone());
        let row = changed.update(&self.transaction).await?;
        let numbers = self.ids_by_number().await?;
        for decision in &entry.decisions {
            let content = decision.value.content(found(&places.organisations, &decision.value.owner)?);
            let label = entry.content().label(&body.name);
            let new = NewDecision { meeting: &row, label, content, point: None, example: entry.example };
            let about: BTreeSet<Uuid> = decision
                .value
                .about
                .iter()
                .map(|name| super::bottlenecks::commitment(&name.value, places, &numbers))
                .collect::<Result<_, _>>()?;
            let taken = insert_decision(&self.transaction, new, names, &author, Event::Loaded).await?;
            Change::adding(about, Effect::Amends).write(&self.transaction, &taken, &author).await?;
        }
        Ok(())
    }
}
