//! Reading documents. A document is found through `seen`; the commitments that carry it out are counted from `visible`.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a document is read by its id, which was found through `seen`; commitments through `visible_ids`"
)]

use std::collections::BTreeMap;

use domain::documents::{DocumentKind, years};
use domain::ids::OrganisationId;
use domain::organisations::Role;
use domain::policy::{Action, DocumentRights, DocumentVerb, Visibility, allows, may_create_documents};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::entity::{document, document_party};
use super::form::DocumentForm;
use super::records::{Organisations, content_with, parties_of};
use crate::commitments::entity::commitment_document;
use crate::commitments::queries::{organisations, visible_ids};
use crate::error::AppError;
use crate::request::Request;
use crate::scope::seen;
use crate::ui::Choice;

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub id: Uuid,
    pub title: String,
    pub kind: DocumentKind,
    pub years: String,
    pub url: Option<String>,
    pub parties: Vec<String>,
    pub example: bool,
    /// How many commitments carry it out that the reader may see.
    pub commitments: u64,
    pub may_edit: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPage {
    pub rows: Vec<Row>,
    pub may_create: bool,
}

/// The documents of the region, those that last longest first.
///
/// # Errors
/// When the database fails.
pub async fn list(request: &Request) -> Result<ListPage, AppError> {
    let database = request.database();
    let organisations = Organisations::of_region(database, request.actor().region.0).await?;
    let rows = rows(database, request, &organisations).await?;
    Ok(ListPage { rows, may_create: may_create(request, &organisations) })
}

/// All of them, in that order.
pub async fn rows(
    connection: &impl ConnectionTrait,
    request: &Request,
    organisations: &Organisations,
) -> Result<Vec<Row>, AppError> {
    let visibility = &request.visibility();
    let documents = seen::<document::Entity>(visibility)
        .order_by_desc(document::Column::LastYear)
        .order_by_asc(document::Column::Title)
        .order_by_asc(document::Column::Id)
        .all(connection)
        .await?;
    let mut signed = parties(connection, visibility).await?;
    let counts = commitments(connection, visibility).await?;
    let row = |row: document::Model| {
        let parties = signed.remove(&row.id).unwrap_or_default();
        let rights = organisations.rights(row.region_id, parties.iter().copied());
        let content = content_with(&row, parties.iter().copied())?;
        Ok(Row {
            id: row.id,
            kind: content.kind,
            years: years(row.first_year, row.last_year),
            parties: organisations.names(parties),
            commitments: counts.get(&row.id).copied().unwrap_or_default(),
            may_edit: allows(request.actor(), Action::Document(DocumentVerb::Edit, &rights)).is_ok(),
            title: row.title,
            url: row.url,
            example: row.example,
        })
    };
    Ok(documents.into_iter().map(row).collect::<Result<_, DbErr>>()?)
}

fn seen_ids(visibility: &Visibility) -> SelectStatement {
    seen::<document::Entity>(visibility).select_only().column(document::Column::Id).into_query()
}

/// Who signed which document.
async fn parties(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
) -> Result<BTreeMap<Uuid, Vec<OrganisationId>>, DbErr> {
    let rows = document_party::Entity::find()
        .filter(document_party::Column::DocumentId.in_subquery(seen_ids(visibility)))
        .all(connection)
        .await?;
    let mut parties: BTreeMap<Uuid, Vec<OrganisationId>> = BTreeMap::new();
    for row in rows {
        parties.entry(row.document_id).or_default().push(row.organisation_id.into());
    }
    Ok(parties)
}

/// How many commitments carry out each document.
async fn commitments(connection: &impl ConnectionTrait, visibility: &Visibility) -> Result<BTreeMap<Uuid, u64>, DbErr> {
    use commitment_document::Column as L;
    let rows: Vec<(Uuid, i64)> = commitment_document::Entity::find()
        .select_only()
        .column(L::DocumentId)
        .column_as(L::CommitmentId.count(), "commitments")
        .filter(L::CommitmentId.in_subquery(visible_ids(visibility)))
        .group_by(L::DocumentId)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(|(id, count)| (id, u64::try_from(count).unwrap_or_default())).collect())
}

pub fn may_create(request: &Request, organisations: &Organisations) -> bool {
    let kind = organisations.kind(request.actor().organisation);
    kind.is_some_and(|kind| may_create_documents(request.actor(), kind))
}

/// One document with what decides the rights on it.
///
/// # Errors
/// `NotFound` when it does not exist for this person.
pub async fn one(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    organisations: &Organisations,
    id: Uuid,
) -> Result<(document::Model, Vec<OrganisationId>, DocumentRights), AppError> {
    let row = seen::<document::Entity>(visibility).filter(document::Column::Id.eq(id)).one(connection).await?;
    let row = row.ok_or(AppError::NotFound)?;
    let parties = parties_of(connection, id).await?;
    let rights = organisations.rights(row.region_id, parties.iter().copied());
    Ok((row, parties, rights))
}

/// What the form of a document offers, and what it starts with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormPage {
    pub title: String,
    pub form: DocumentForm,
    pub organisations: Vec<Choice>,
}

/// The form for a new document.
///
/// # Errors
/// `Forbidden` for who may add none.
pub async fn new_page(request: &Request) -> Result<FormPage, AppError> {
    let database = request.database();
    let known = Organisations::of_region(database, request.actor().region.0).await?;
    if !may_create(request, &known) {
        return Err(AppError::Forbidden);
    }
    let own = request.actor().organisation.to_string();
    let parties = if request.actor().role == Role::Driver { vec![] } else { vec![own] };
    let form = DocumentForm { parties, ..DocumentForm::default() };
    page(request, "Nieuw document".to_owned(), form).await
}

/// The form for an existing document.
///
/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn edit_page(request: &Request, id: Uuid) -> Result<FormPage, AppError> {
    let (database, visibility) = (request.database(), &request.visibility());
    let known = Organisations::of_region(database, visibility.region.0).await?;
    let (row, parties, rights) = one(database, visibility, &known, id).await?;
    request.allow(Action::Document(DocumentVerb::Edit, &rights))?;
    let form = DocumentForm::of(id.to_string(), row.version, content_with(&row, parties)?);
    page(request, format!("Wijzigen: {}", row.title), form).await
}

async fn page(request: &Request, title: String, form: DocumentForm) -> Result<FormPage, AppError> {
    let named = organisations(request.database(), &request.visibility()).await?;
    let organisations = named.into_iter().map(|named| Choice::new(named.value, named.name)).collect();
    Ok(FormPage { title, form, organisations })
}
