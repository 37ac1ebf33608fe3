//! Reading papers: of an item of a meeting that was found through `seen`.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to an item is read by its id, which was found through its meeting"
)]

use std::collections::BTreeMap;

use domain::policy::{Action, BodyVerb};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};
use uuid::Uuid;

use crate::error::AppError;
use crate::files::entity::{file, paper};
use crate::files::queries::{Download, FileLine, content_of, lines, what};
use crate::meetings::entity::agenda_item;
use crate::meetings::queries::{Found, one as one_meeting};
use crate::meetings::records::{items_of, state_of};
use crate::request::Request;

/// A paper at its item on the page of the meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperLink {
    pub id: Uuid,
    pub name: String,
    /// `PDF, 1,2 MB`
    pub what: String,
}

/// The papers that count of these items, the oldest first. One query.
pub async fn counting(
    connection: &impl ConnectionTrait,
    items: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<PaperLink>>, DbErr> {
    let rows = paper::Entity::find()
        .filter(paper::Column::AgendaItemId.is_in(items.iter().copied()))
        .find_also_related(file::Entity)
        .filter(file::Column::WithdrawnAt.is_null())
        .order_by_asc(file::Column::At)
        .order_by_asc(file::Column::Id)
        .all(connection)
        .await?;
    let mut papers: BTreeMap<Uuid, Vec<PaperLink>> = BTreeMap::new();
    for (paper, file) in rows {
        let Some(file) = file else { continue };
        let link = PaperLink { id: file.id, what: what(&file.kind, file.size)?, name: file.name };
        papers.entry(paper.agenda_item_id).or_default().push(link);
    }
    Ok(papers)
}

fn of_item(item: Uuid) -> Select<file::Entity> {
    let ids = paper::Entity::find().select_only().column(paper::Column::FileId);
    let ids = ids.filter(paper::Column::AgendaItemId.eq(item)).into_query();
    file::Entity::find().filter(file::Column::Id.in_subquery(ids))
}

/// # Errors
/// `NotFound` when the item does not have it.
pub async fn one_of(connection: &impl ConnectionTrait, item: Uuid, id: Uuid) -> Result<file::Model, AppError> {
    of_item(item).filter(file::Column::Id.eq(id)).one(connection).await?.ok_or(AppError::NotFound)
}

/// An item with its meeting, for who may read it.
async fn item_of(request: &Request, meeting: Uuid, item: Uuid) -> Result<(Found, agenda_item::Model), AppError> {
    let found = one_meeting(request.database(), &request.visibility(), meeting).await?;
    request.allow(Action::Body(BodyVerb::View, &found.rights))?;
    let rows = items_of(request.database(), meeting).await?;
    let row = rows.into_iter().find(|row| row.id == item).ok_or(AppError::NotFound)?;
    Ok((found, row))
}

fn may_change(request: &Request, found: &Found) -> Result<bool, DbErr> {
    let open = state_of(&found.row)?.may_change_minutes().is_ok();
    Ok(open && request.allow(Action::Body(BodyVerb::Prepare, &found.rights)).is_ok())
}

/// What the page of all papers of an item shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PapersPage {
    pub meeting: Uuid,
    /// Body and day.
    pub label: String,
    pub item: Uuid,
    pub title: String,
    pub files: Vec<FileLine>,
    pub may_change: bool,
}

/// # Errors
/// `NotFound` when the meeting does not exist for this person, or does not have this item.
pub async fn page(request: &Request, meeting: Uuid, item: Uuid) -> Result<PapersPage, AppError> {
    let (found, row) = item_of(request, meeting, item).await?;
    let may_change = may_change(request, &found)?;
    let files = lines(request.database(), of_item(item)).await?;
    Ok(PapersPage { meeting, label: found.label(), item, title: row.title, files, may_change })
}

/// The same page with one paper only.
///
/// # Errors
/// `NotFound` when the meeting does not exist for this person, or does not have this item with this paper.
pub async fn one(request: &Request, meeting: Uuid, item: Uuid, id: Uuid) -> Result<(PapersPage, FileLine), AppError> {
    let (found, row) = item_of(request, meeting, item).await?;
    let file = lines(request.database(), of_item(item).filter(file::Column::Id.eq(id))).await?;
    let file = file.into_iter().next().ok_or(AppError::NotFound)?;
    let may_change = file.withdrawn.is_none() && may_change(request, &found)?;
    let page = PapersPage { meeting, label: found.label(), item, title: row.title, files: vec![], may_change };
    Ok((page, file))
}

/// # Errors
/// `NotFound` when the meeting does not exist for this person, does not have this paper, or it was withdrawn; `Internal`
/// when its content is not what was added.
pub async fn download(request: &Request, meeting: Uuid, item: Uuid, id: Uuid) -> Result<Download, AppError> {
    item_of(request, meeting, item).await?;
    let row = one_of(request.database(), item, id).await?;
    if row.withdrawn_at.is_some() {
        return Err(AppError::NotFound);
    }
    content_of(request, row).await
}
