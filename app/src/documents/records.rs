//! Between the tables and the domain: reading and writing what a document consists of.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a document is read by its id, which was found through `seen`; names are those of its region"
)]

use std::collections::BTreeMap;

use domain::audit::Event;
use domain::differences::{Described, Field, differences};
use domain::documents::Content;
use domain::ids::OrganisationId;
use domain::organisations::OrganisationType;
use domain::policy::DocumentRights;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use uuid::Uuid;

use super::entity::{document, document_party};
use crate::audit::{self, Author, Subject};
use crate::regions::entity::organisation;
use crate::storage::new_id;

/// The organisations of a region: what each is called, and what it is.
#[derive(Clone, Debug, Default)]
pub struct Organisations(BTreeMap<Uuid, (String, OrganisationType)>);

impl Organisations {
    pub async fn of_region(connection: &impl ConnectionTrait, region: Uuid) -> Result<Self, DbErr> {
        let rows: Vec<(Uuid, String, String)> = organisation::Entity::find()
            .select_only()
            .columns([organisation::Column::Id, organisation::Column::Name, organisation::Column::OrganisationType])
            .filter(organisation::Column::RegionId.eq(region))
            .order_by_asc(organisation::Column::Name)
            .into_tuple()
            .all(connection)
            .await?;
        let known = rows.into_iter().filter_map(|(id, name, kind)| Some((id, (name, kind.parse().ok()?))));
        Ok(Self(known.collect()))
    }

    pub fn has(&self, id: OrganisationId) -> bool {
        self.0.contains_key(&id.0)
    }

    pub fn kind(&self, id: OrganisationId) -> Option<OrganisationType> {
        self.0.get(&id.0).map(|(_, kind)| *kind)
    }

    /// The names of these, in alphabetical order.
    pub fn names(&self, ids: impl IntoIterator<Item = OrganisationId>) -> Vec<String> {
        let mut names: Vec<String> =
            ids.into_iter().filter_map(|id| self.0.get(&id.0)).map(|(name, _)| name.clone()).collect();
        names.sort();
        names
    }

    /// The rights on a document that these organisations signed.
    pub fn rights(&self, region: Uuid, parties: impl IntoIterator<Item = OrganisationId>) -> DocumentRights {
        let parties = parties.into_iter().filter_map(|id| Some((id, self.kind(id)?)));
        DocumentRights::new(region.into(), parties)
    }

    /// The content in the words of the screen, for the trail and for comparing two versions.
    pub fn describe(&self, content: &Content) -> Vec<Described> {
        vec![
            (Field::Title, content.title.clone()),
            (Field::DocumentKind, content.kind.label().to_owned()),
            (Field::Years, content.years()),
            (Field::Address, content.url.clone().unwrap_or_default()),
            (Field::Parties, self.names(content.parties.iter().copied()).join("; ")),
        ]
    }
}

/// Who signed a document.
pub async fn parties_of(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<OrganisationId>, DbErr> {
    let rows = document_party::Entity::find().filter(document_party::Column::DocumentId.eq(id)).all(connection).await?;
    Ok(rows.into_iter().map(|row| row.organisation_id.into()).collect())
}

pub fn content_with(
    row: &document::Model,
    parties: impl IntoIterator<Item = OrganisationId>,
) -> Result<Content, DbErr> {
    Ok(Content {
        title: row.title.clone(),
        kind: row.kind.parse().map_err(|_| DbErr::Custom("unreadable kind of document".to_owned()))?,
        first_year: row.first_year,
        last_year: row.last_year,
        url: row.url.clone(),
        parties: parties.into_iter().collect(),
    })
}

#[derive(Clone, Debug)]
pub struct NewDocument {
    pub region_id: Uuid,
    pub content: Content,
    /// Invented, for the demo.
    pub example: bool,
}

/// Adds a document with its audit entry.
pub async fn insert_document(
    transaction: &DatabaseTransaction,
    new: NewDocument,
    organisations: &Organisations,
    author: &Author,
    event: Event,
) -> Result<Uuid, DbErr> {
    let NewDocument { region_id, content, example } = new;
    let id = new_id();
    let row = document::ActiveModel {
        id: Set(id),
        region_id: Set(region_id),
        example: Set(example),
        version: Set(1),
        created_at: Set(author.at),
        updated_at: Set(author.at),
        ..with_content(&content)
    };
    row.insert(transaction).await?;
    insert_parties(transaction, id, &content).await?;
    let described = organisations.describe(&content);
    audit::record(transaction, author, event, Subject::Document(id), &differences(&[], &described)).await?;
    Ok(id)
}

/// Replaces what is written down; the caller has locked the row.
pub async fn replace_content(
    transaction: &DatabaseTransaction,
    row: &document::Model,
    content: &Content,
    author: &Author,
) -> Result<(), DbErr> {
    let changed = document::ActiveModel {
        id: Set(row.id),
        version: Set(row.version + 1),
        updated_at: Set(author.at),
        ..with_content(content)
    };
    changed.update(transaction).await?;
    document_party::Entity::delete_many()
        .filter(document_party::Column::DocumentId.eq(row.id))
        .exec(transaction)
        .await?;
    insert_parties(transaction, row.id, content).await
}

fn with_content(content: &Content) -> document::ActiveModel {
    document::ActiveModel {
        title: Set(content.title.clone()),
        kind: Set(content.kind.code().to_owned()),
        first_year: Set(content.first_year),
        last_year: Set(content.last_year),
        url: Set(content.url.clone()),
        ..Default::default()
    }
}

async fn insert_parties(transaction: &impl ConnectionTrait, id: Uuid, content: &Content) -> Result<(), DbErr> {
    let parties = content
        .parties
        .iter()
        .map(|party| document_party::ActiveModel { document_id: Set(id), organisation_id: Set(party.0) });
    document_party::Entity::insert_many(parties).exec_without_returning(transaction).await?;
    Ok(())
}
