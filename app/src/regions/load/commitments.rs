//! The commitments that are not yet in their agenda.
#![expect(
    clippy::disallowed_methods,
    reason = "a region file is loaded from the command line, for nobody in particular"
)]

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveTime, Utc};
use domain::audit::Event;
use domain::differences::differences;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::organisations::Places;
use super::{Count, LoadError, Loading, Thing, found};
use crate::audit::{self, Author, Subject};
use crate::commitments::entity::commitment;
use crate::commitments::names::Names;
use crate::commitments::records::{NewCommitment, Quotation, insert_commitment};
use crate::commitments::reports::{Reported, describe_progress, insert_progress};
use crate::regions::file::commitments::{CommitmentEntry, Directory, ProgressEntry, UnknownName};

/// The middle of the day: the same day on every clock in the country.
pub(super) const NOON: NaiveTime = NaiveTime::MIN.overflowing_add_signed(chrono::TimeDelta::hours(12)).0;

/// The commitments by the municipality in whose agenda they stand, and their number.
pub(super) type Numbers = BTreeMap<(Option<Uuid>, String), Uuid>;

/// A commitment that this load added.
pub(super) struct Added<'f> {
    pub id: Uuid,
    pub municipality_id: Option<Uuid>,
    pub entry: &'f CommitmentEntry,
}

impl Loading<'_> {
    pub(super) async fn commitments(
        &mut self,
        places: &Places,
        directory: Directory,
        at: DateTime<Utc>,
    ) -> Result<(), LoadError> {
        let mut known = self.numbers().await?;
        let names = Names::of_region(&self.transaction, self.region).await?;
        let author = Author::nobody(self.region, at);
        let (mut reports, mut added) = (0, Vec::new());
        for entry in &self.file.commitments {
            for of in self.file.agendas(entry) {
                let municipality_id = of.map(|of| found(&places.municipalities, &of.code.value)).transpose()?;
                let place = (municipality_id, entry.number.value.clone());
                if known.contains_key(&place) {
                    continue;
                }
                let new = NewCommitment {
                    region_id: self.region,
                    municipality_id,
                    number: entry.number.value.clone(),
                    external_id: None,
                    content: entry.content(of, &directory)?,
                    life_cycle: entry.life_cycle,
                    quotation: self.quotation(entry)?,
                    example: entry.example,
                };
                let id = insert_commitment(&self.transaction, new, &names, &author, Event::Loaded).await?;
                known.insert(place, id);
                added.push(Added { id, municipality_id, entry });
                if let Some(progress) = &entry.progress {
                    self.progress(id, progress, &author).await?;
                    reports += 1;
                }
            }
        }
        self.report.add(Thing::Commitment, Count { added: added.len(), changed: 0 });
        self.report.add(Thing::Progress, Count { added: reports, changed: 0 });
        self.served(&added, &names, &author).await?;
        self.steps(&added, &known, places, &names, &author).await
    }

    /// Every number that is taken, with the municipality in whose agenda.
    async fn numbers(&self) -> Result<Numbers, DbErr> {
        let rows: Vec<(Option<Uuid>, String, Uuid)> = commitment::Entity::find()
            .select_only()
            .columns([commitment::Column::MunicipalityId, commitment::Column::Number, commitment::Column::Id])
            .filter(commitment::Column::RegionId.eq(self.region))
            .into_tuple()
            .all(&self.transaction)
            .await?;
        Ok(rows.into_iter().map(|(municipality, number, id)| ((municipality, number), id)).collect())
    }

    fn quotation(&self, entry: &CommitmentEntry) -> Result<Option<Quotation>, UnknownName> {
        let Some(quotation) = &entry.quotation else { return Ok(None) };
        let source_id = found(&self.sources, &quotation.source.key.value)?;
        Ok(Some(Quotation { source_id, detail: quotation.source.detail.clone(), quote: quotation.quote.clone() }))
    }

    /// The report counts from the day that the file names; the audit trail says when it came in.
    async fn progress(&self, id: Uuid, progress: &ProgressEntry, author: &Author) -> Result<(), DbErr> {
        let (report, on) = (progress.report.clone(), progress.on);
        let reported = Reported { report, at: on.and_time(NOON).and_utc(), on, unchanged: false };
        insert_progress(&self.transaction, id, &reported, author).await?;
        let changes = differences(&[], &describe_progress(&progress.report));
        audit::record(&self.transaction, author, Event::ProgressReported, Subject::Commitment(id), &changes).await
    }
}
