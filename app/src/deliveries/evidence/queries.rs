//! Reading evidence: of a report in the ledger of a project that was found through `seen`.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a report is read by its id, which was found through its project"
)]

use std::collections::BTreeMap;

use domain::policy::{Action, ProjectVerb, allows};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select,
};
use uuid::Uuid;

use crate::deliveries::queries::{Head, LotLine, report_seen};
use crate::error::AppError;
use crate::files::entity::{delivery_file, file};
use crate::files::queries::{Download, FileLine, content_of, lines, what};
use crate::request::Request;

/// A file at its report in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceLink {
    pub id: Uuid,
    pub name: String,
    /// `PDF, 1,2 MB`
    pub what: String,
}

/// The files that count of these reports, the oldest first. One query.
pub async fn counting(
    connection: &impl ConnectionTrait,
    reports: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, Vec<EvidenceLink>>, DbErr> {
    let rows = delivery_file::Entity::find()
        .filter(delivery_file::Column::DeliveryId.is_in(reports))
        .find_also_related(file::Entity)
        .filter(file::Column::WithdrawnAt.is_null())
        .order_by_asc(file::Column::At)
        .order_by_asc(file::Column::Id)
        .all(connection)
        .await?;
    let mut links: BTreeMap<Uuid, Vec<EvidenceLink>> = BTreeMap::new();
    for (of, file) in rows {
        let Some(file) = file else { continue };
        let link = EvidenceLink { id: file.id, what: what(&file.kind, file.size)?, name: file.name };
        links.entry(of.delivery_id).or_default().push(link);
    }
    Ok(links)
}

fn of_report(report: Uuid) -> Select<file::Entity> {
    let ids = delivery_file::Entity::find().select_only().column(delivery_file::Column::FileId);
    let ids = ids.filter(delivery_file::Column::DeliveryId.eq(report)).into_query();
    file::Entity::find().filter(file::Column::Id.in_subquery(ids))
}

/// How many files a report has, with those that were withdrawn.
pub async fn many_of(connection: &impl ConnectionTrait, report: Uuid) -> Result<u64, DbErr> {
    of_report(report).count(connection).await
}

/// # Errors
/// `NotFound` when the report does not have it.
pub async fn one_of(connection: &impl ConnectionTrait, report: Uuid, id: Uuid) -> Result<file::Model, AppError> {
    of_report(report).filter(file::Column::Id.eq(id)).one(connection).await?.ok_or(AppError::NotFound)
}

/// What the page of all files of a report shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidencePage {
    pub head: Head,
    pub lot: LotLine,
    pub files: Vec<FileLine>,
    pub may_change: bool,
}

async fn opened(request: &Request, project: Uuid, report: Uuid) -> Result<EvidencePage, AppError> {
    let (head, lot, rights) = report_seen(request, project, report).await?;
    let may_change = allows(request.actor(), Action::Project(ProjectVerb::ReportDelivery, &rights)).is_ok();
    Ok(EvidencePage { head, lot, files: vec![], may_change })
}

/// # Errors
/// `NotFound` when the project does not exist for this person, or does not have this report; `Forbidden` when they may
/// not know where it is.
pub async fn page(request: &Request, project: Uuid, report: Uuid) -> Result<EvidencePage, AppError> {
    let page = opened(request, project, report).await?;
    let files = lines(request.database(), of_report(report)).await?;
    Ok(EvidencePage { files, ..page })
}

/// The same page with one file only.
///
/// # Errors
/// As [`page`], and `NotFound` when the report does not have this file.
pub async fn one(
    request: &Request,
    project: Uuid,
    report: Uuid,
    id: Uuid,
) -> Result<(EvidencePage, FileLine), AppError> {
    let page = opened(request, project, report).await?;
    let file = lines(request.database(), of_report(report).filter(file::Column::Id.eq(id))).await?;
    let file = file.into_iter().next().ok_or(AppError::NotFound)?;
    let may_change = page.may_change && file.withdrawn.is_none();
    Ok((EvidencePage { may_change, ..page }, file))
}

/// # Errors
/// As [`one`], and `NotFound` when it was withdrawn; `Internal` when its content is not what was added.
pub async fn download(request: &Request, project: Uuid, report: Uuid, id: Uuid) -> Result<Download, AppError> {
    opened(request, project, report).await?;
    let row = one_of(request.database(), report, id).await?;
    if row.withdrawn_at.is_some() {
        return Err(AppError::NotFound);
    }
    content_of(request, row).await
}
