//! The files that somebody added: with commitments, as papers of meetings, and as evidence of deliveries.
#![expect(
    clippy::disallowed_methods,
    reason = "it is about one account, found through `of_region` or named on the command line; commitments start from `visible`"
)]

use domain::policy::Visibility;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::data::{EvidenceData, FileData, PaperData};
use super::export::commitment_data;
use crate::commitments::entity::commitment;
use crate::deliveries::entity::delivery;
use crate::files::entity::{delivery_file, file, paper};
use crate::meetings::entity::agenda_item;
use crate::projects::entity::project;
use crate::scope::seen;

pub async fn files(connection: &impl ConnectionTrait, user: Uuid, seen: Condition) -> Result<Vec<FileData>, DbErr> {
    use file::Column as C;
    let rows = file::Entity::find()
        .filter(C::UserId.eq(user))
        .order_by_asc(C::At)
        .find_also_related(commitment::Entity)
        .filter(seen)
        .all(connection)
        .await?;
    let data = |(row, commitment): (file::Model, Option<commitment::Model>)| {
        Some(FileData {
            commitment: commitment.map(commitment_data)?,
            at: row.at,
            name: row.name,
            note: row.note,
            size: row.size,
            sha256: row.sha256,
            withdrawn_at: row.withdrawn_at,
            withdrawn_reason: row.withdrawn_reason,
        })
    };
    Ok(rows.into_iter().filter_map(data).collect())
}

/// The whole region reads them.
pub async fn papers(connection: &impl ConnectionTrait, user: Uuid) -> Result<Vec<PaperData>, DbErr> {
    let rows = paper::Entity::find()
        .find_also_related(file::Entity)
        .filter(file::Column::UserId.eq(user))
        .order_by_asc(file::Column::At)
        .all(connection)
        .await?;
    let items = rows.iter().map(|(paper, _)| paper.agenda_item_id);
    let items = agenda_item::Entity::find().filter(agenda_item::Column::Id.is_in(items)).all(connection).await?;
    let data = |(paper, file): (paper::Model, Option<file::Model>)| {
        let (row, item) = file.zip(items.iter().find(|item| item.id == paper.agenda_item_id))?;
        Some(PaperData {
            meeting: item.meeting_id,
            item: item.title.clone(),
            at: row.at,
            name: row.name,
            note: row.note,
            size: row.size,
            sha256: row.sha256,
            withdrawn_at: row.withdrawn_at,
            withdrawn_reason: row.withdrawn_reason,
        })
    };
    Ok(rows.into_iter().filter_map(data).collect())
}

/// Of the projects that exist in each of these views.
pub async fn evidence(
    connection: &impl ConnectionTrait,
    user: Uuid,
    views: &[Visibility],
) -> Result<Vec<EvidenceData>, DbErr> {
    let rows = delivery_file::Entity::find()
        .find_also_related(file::Entity)
        .filter(file::Column::UserId.eq(user))
        .order_by_asc(file::Column::At)
        .all(connection)
        .await?;
    let of_existing = views.iter().fold(Condition::all(), |all, view| {
        let projects = seen::<project::Entity>(view).select_only().column(project::Column::Id).into_query();
        all.add(delivery::Column::ProjectId.in_subquery(projects))
    });
    let reports = rows.iter().map(|(of, _)| of.delivery_id);
    let reports = delivery::Entity::find().filter(delivery::Column::Id.is_in(reports)).filter(of_existing);
    let reports = reports.all(connection).await?;
    let data = |(of, file): (delivery_file::Model, Option<file::Model>)| {
        let (row, report) = file.zip(reports.iter().find(|report| report.id == of.delivery_id))?;
        Some(EvidenceData {
            project: report.project_id,
            delivery: report.id,
            at: row.at,
            name: row.name,
            note: row.note,
            size: row.size,
            sha256: row.sha256,
            withdrawn_at: row.withdrawn_at,
            withdrawn_reason: row.withdrawn_reason,
        })
    };
    Ok(rows.into_iter().filter_map(data).collect())
}
