//! Reading the links between commitments and projects. A link exists only for who may see both.
#![expect(
    clippy::disallowed_methods,
    reason = "links are read by their commitment, which was found through `visible`, or their project, found through `seen`"
)]

use domain::policy::Visibility;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::super::data::{ProjectLine, Row};
use super::super::entity::{commitment, commitment_project};
use super::super::queries::{list_rows, visible, visible_ids};
use crate::audit::entity::audit_entry;
use crate::choosing::Choosable;
use crate::projects::choose::{self, Found};
use crate::projects::queries::is_seen;
use crate::request::Request;

/// The links that exist for somebody, by id, undone ones too: their entries stay in the timeline.
pub fn seen_ids(visibility: &Visibility) -> SelectStatement {
    links(visibility).select_only().column(commitment_project::Column::Id).into_query()
}

fn links(visibility: &Visibility) -> sea_orm::Select<commitment_project::Entity> {
    commitment_project::Entity::find()
        .filter(commitment_project::Column::CommitmentId.in_subquery(visible_ids(visibility)))
        .filter(is_seen(visibility, (commitment_project::Entity, commitment_project::Column::ProjectId)))
}

/// The entries about the links of a commitment, or of a project, that exist for somebody.
pub fn told_of(visibility: &Visibility, side: commitment_project::Column, id: Uuid) -> Condition {
    let of_it = links(visibility).filter(side.eq(id));
    let of_it = of_it.select_only().column(commitment_project::Column::Id).into_query();
    Condition::all().add(audit_entry::Column::SubjectId.in_subquery(of_it))
}

/// The projects that a commitment serves, of those that somebody may see.
pub async fn served(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    commitment: Uuid,
) -> Result<Vec<Found>, DbErr> {
    choose::chosen(connection, visibility, linked_to(commitment)).await
}

pub fn line(found: Found) -> ProjectLine {
    ProjectLine { id: found.id, label: found.label() }
}

/// The ids of the projects of a commitment, whoever may see them.
fn linked_to(commitment: Uuid) -> SelectStatement {
    Query::select()
        .column(commitment_project::Column::ProjectId)
        .from(commitment_project::Entity)
        .and_where(commitment_project::Column::CommitmentId.eq(commitment))
        .and_where(commitment_project::Column::Linked.eq(true))
        .to_owned()
}

/// The commitments that serve a project, of those that the reader may see. The caller has found the project through `seen`.
pub async fn serving(request: &Request, project: Uuid) -> Result<Vec<Row>, DbErr> {
    let linked = commitment_project::Entity::find()
        .filter(commitment_project::Column::ProjectId.eq(project))
        .filter(commitment_project::Column::Linked.eq(true))
        .select_only()
        .column(commitment_project::Column::CommitmentId)
        .into_query();
    let chosen = visible(&request.visibility())
        .filter(commitment::Column::Id.in_subquery(linked))
        .order_by_asc(commitment::Column::Number)
        .order_by_asc(commitment::Column::Id);
    list_rows(request.database(), chosen, request.reckoning()).await
}
