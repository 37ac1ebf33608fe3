//! The documents that are not yet there.
#![expect(
    clippy::disallowed_methods,
    reason = "a region file is loaded from the command line, for nobody in particular"
)]

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::audit::Event;
use domain::ids::OrganisationId;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::organisations::Places;
use super::{Count, LoadError, Loading, Thing, found};
use crate::audit::Author;
use crate::documents::entity::document;
use crate::documents::records::{NewDocument, Organisations, insert_document};
use crate::regions::file::commitments::UnknownName;

impl Loading<'_> {
    /// Returns the documents by title.
    pub(super) async fn documents(
        &mut self,
        places: &Places,
        at: DateTime<Utc>,
    ) -> Result<BTreeMap<String, Uuid>, LoadError> {
        let mut known = self.document_titles().await?;
        if self.file.documents.is_empty() {
            return Ok(known);
        }
        let organisations = Organisations::of_region(&self.transaction, self.region).await?;
        let author = Author::nobody(self.region, at);
        let mut added = 0;
        for entry in &self.file.documents {
            if known.contains_key(&entry.title.value) {
                continue;
            }
            let parties = entry.parties.iter().map(|name| found(&places.organisations, &name.value));
            let parties = parties.map(|id| id.map(OrganisationId)).collect::<Result<_, UnknownName>>()?;
            let content = entry.content(parties);
            let new = NewDocument { region_id: self.region, content, example: entry.example };
            let id = insert_document(&self.transaction, new, &organisations, &author, Event::Loaded).await?;
            known.insert(entry.title.value.clone(), id);
            added += 1;
        }
        self.report.add(Thing::Document, Count { added, changed: 0 });
        Ok(known)
    }

    async fn document_titles(&self) -> Result<BTreeMap<String, Uuid>, DbErr> {
        let rows: Vec<(String, Uuid)> = document::Entity::find()
            .select_only()
            .columns([document::Column::Title, document::Column::Id])
            .filter(document::Column::RegionId.eq(self.region))
            .into_tuple()
            .all(&self.transaction)
            .await?;
        Ok(rows.into_iter().collect())
    }
}
