//! The proposals that are not yet there.
#![expect(
    clippy::disallowed_methods,
    reason = "a region file is loaded from the command line, for nobody in particular"
)]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::audit::Event;
use domain::differences::{Field, FieldChange};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::organisations::Places;
use super::rows::all_of_region;
use super::{Count, LoadError, Loading, Thing, found};
use crate::audit::{self, Author, Subject};
use crate::proposals::agenda::meeting_on;
use crate::proposals::entity::{proposal, proposal_step};
use crate::proposals::records::{NewProposal, Planned, insert_proposal, insert_step, which};
use crate::regions::file::proposals::{ProposalEntry, StepEntry};
use crate::regions::vision::body;

impl Loading<'_> {
    /// What stands there belongs to the people who write it.
    pub(super) async fn proposals(&mut self, places: &Places, at: DateTime<Utc>) -> Result<(), LoadError> {
        if self.file.proposals.is_empty() {
            return Ok(());
        }
        let bodies = all_of_region::<body::Entity>(&self.transaction, body::Column::RegionId, self.region).await?;
        let bodies: BTreeMap<String, Uuid> = bodies.into_iter().map(|row| (row.name, row.id)).collect();
        let existing = proposal::Entity::find().filter(proposal::Column::RegionId.eq(self.region));
        let existing = existing.all(&self.transaction).await?.into_iter();
        let existing: BTreeSet<_> = existing.map(|row| (row.organisation_id, row.title)).collect();
        let mut added = 0;
        for entry in &self.file.proposals {
            let organisation = found(&places.organisations, &entry.organisation.value)?;
            if !existing.contains(&(organisation, entry.content.title.clone())) {
                self.proposal(entry, organisation, &bodies, at).await?;
                added += 1;
            }
        }
        self.report.add(Thing::Proposal, Count { added, changed: 0 });
        Ok(())
    }

    async fn proposal(
        &self,
        entry: &ProposalEntry,
        organisation: Uuid,
        bodies: &BTreeMap<String, Uuid>,
        at: DateTime<Utc>,
    ) -> Result<(), LoadError> {
        let author = Author::nobody(self.region, at);
        let new = NewProposal {
            region: self.region,
            organisation: (organisation, &entry.organisation.value),
            content: entry.content.clone(),
            example: entry.example,
        };
        let row = insert_proposal(&self.transaction, new, &author, Event::Loaded).await?;
        for (step, position) in entry.steps.iter().zip(0..) {
            let step = &step.value;
            let body = found(bodies, &step.body)?;
            let meeting = meeting_on(&self.transaction, body, step.date).await?.map(|meeting| meeting.id);
            let planned = Planned { body, name: step.body.clone(), meeting, date: step.date, purpose: step.purpose };
            let added = insert_step(&self.transaction, row.id, position, &planned, &author).await?;
            if let Some(conclusion) = &step.conclusion {
                self.concluded((&row, &added), step, conclusion, &author).await?;
            }
        }
        Ok(())
    }

    async fn concluded(
        &self,
        (row, added): (&proposal::Model, &proposal_step::Model),
        step: &StepEntry,
        conclusion: &str,
        author: &Author,
    ) -> Result<(), LoadError> {
        let changed = proposal_step::ActiveModel {
            id: Set(added.id),
            conclusion: Set(Some(conclusion.to_owned())),
            concluded_version: Set(Some(row.version)),
            concluded_at: Set(Some(author.at)),
            ..Default::default()
        };
        changed.update(&self.transaction).await?;
        let said = FieldChange { field: Field::Conclusion, before: String::new(), after: conclusion.to_owned() };
        let changes = [which(&step.body, step.date), said];
        audit::record(&self.transaction, author, Event::Concluded, Subject::Proposal(row.id), &changes).await?;
        Ok(())
    }
}
