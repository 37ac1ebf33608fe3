//! What blocks projects: themselves, or a commitment that they serve.
#![expect(
    clippy::disallowed_methods,
    reason = "links of bottlenecks found through `seen`, of commitments found through `visible` and of projects found by the caller"
)]

use std::collections::BTreeMap;

use domain::bottlenecks::{Level, State};
use domain::policy::Visibility;
use sea_orm::sea_query::{Expr, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect,
    QueryTrait, RelationTrait, Select,
};
use uuid::Uuid;

use super::super::entity::{bottleneck, bottleneck_commitment, bottleneck_project};
use super::stored_level;
use crate::commitments::entity::{commitment, commitment_project};
use crate::commitments::queries::visible_ids;
use crate::scope::seen;

/// An open bottleneck of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocks {
    pub id: Uuid,
    pub title: String,
    pub level: Level,
    /// The numbers of the commitments through which it blocks the project; none when it does so itself.
    pub through: Vec<String>,
}

/// The ids of the projects that an open bottleneck blocks, as far as somebody may see why.
pub fn blocked_projects(visibility: &Visibility) -> Condition {
    Condition::any()
        .add(crate::projects::entity::project::Column::Id.in_subquery(directly(visibility)))
        .add(crate::projects::entity::project::Column::Id.in_subquery(through_commitments(visibility)))
}

fn open_ids(visibility: &Visibility) -> SelectStatement {
    open(visibility).select_only().column(bottleneck::Column::Id).into_query()
}

fn open(visibility: &Visibility) -> Select<bottleneck::Entity> {
    seen::<bottleneck::Entity>(visibility).filter(bottleneck::Column::State.eq(State::Open.code()))
}

fn directly(visibility: &Visibility) -> SelectStatement {
    use bottleneck_project::Column as L;
    bottleneck_project::Entity::find()
        .select_only()
        .column(L::ProjectId)
        .filter(L::BottleneckId.in_subquery(open_ids(visibility)))
        .into_query()
}

fn through_commitments(visibility: &Visibility) -> SelectStatement {
    use bottleneck_commitment::Column as L;
    let blocked = bottleneck_commitment::Entity::find()
        .select_only()
        .column(L::CommitmentId)
        .filter(L::BottleneckId.in_subquery(open_ids(visibility)))
        .filter(L::CommitmentId.in_subquery(visible_ids(visibility)))
        .into_query();
    commitment_project::Entity::find()
        .select_only()
        .column(commitment_project::Column::ProjectId)
        .filter(commitment_project::Column::Linked.eq(true))
        .filter(commitment_project::Column::CommitmentId.in_subquery(blocked))
        .into_query()
}

#[derive(FromQueryResult)]
struct Record {
    project: Uuid,
    id: Uuid,
    title: String,
    level: String,
    number: Option<String>,
}

/// The open bottlenecks of these projects, which the caller has found through `seen`: those that were taken highest first.
pub async fn of_projects(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    projects: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<Blocks>>, DbErr> {
    let mut blocking: BTreeMap<Uuid, Vec<Blocks>> = BTreeMap::new();
    for record in records(connection, visibility, projects).await? {
        let of_project = blocking.entry(record.project).or_default();
        match of_project.iter_mut().find(|known| known.id == record.id) {
            // What blocks the project itself need not be explained.
            Some(known) if !known.through.is_empty() => known.through.extend(record.number),
            Some(_) => {}
            None => of_project.push(Blocks {
                id: record.id,
                title: record.title,
                level: stored_level(&record.level)?,
                through: record.number.into_iter().collect(),
            }),
        }
    }
    for of_project in blocking.values_mut() {
        of_project.sort_by(|a, b| (b.level, &a.title, a.id).cmp(&(a.level, &b.title, b.id)));
    }
    Ok(blocking)
}

/// Those that block a project itself come first.
async fn records(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    projects: &[Uuid],
) -> Result<Vec<Record>, DbErr> {
    use bottleneck::Column as B;
    let columns = |select: Select<bottleneck::Entity>| select.select_only().columns([B::Id, B::Title, B::Level]);
    let mut records = columns(open(visibility))
        .column_as(bottleneck_project::Column::ProjectId, "project")
        .expr_as(Expr::value(None::<String>), "number")
        .join(JoinType::InnerJoin, bottleneck_project::Relation::Bottleneck.def().rev())
        .filter(bottleneck_project::Column::ProjectId.is_in(projects.iter().copied()))
        .into_model::<Record>()
        .all(connection)
        .await?;
    let through = columns(open(visibility))
        .column_as(commitment_project::Column::ProjectId, "project")
        .column_as(commitment::Column::Number, "number")
        .join(JoinType::InnerJoin, bottleneck_commitment::Relation::Bottleneck.def().rev())
        .join(JoinType::InnerJoin, bottleneck_commitment::Relation::Commitment.def())
        .join(JoinType::InnerJoin, commitment_project::Relation::Commitment.def().rev())
        .filter(commitment_project::Column::Linked.eq(true))
        .filter(commitment_project::Column::ProjectId.is_in(projects.iter().copied()))
        .filter(commitment::Column::Id.in_subquery(visible_ids(visibility)));
    records.extend(through.into_model::<Record>().all(connection).await?);
    Ok(records)
}
