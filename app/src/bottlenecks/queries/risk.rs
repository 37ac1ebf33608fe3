//! What bottlenecks block and the dwellings in it, read for the rule of [`domain::bottlenecks::risk`]: all of it starts from
//! what the reader may see, and takes as many queries however much is blocked.
#![expect(
    clippy::disallowed_methods,
    reason = "links and dwellings are read with commitments found through `visible` and projects found through `seen`"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::bottlenecks::risk::{Blocked, Dwellings, Held, Promise};
use domain::policy::Visibility;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::super::entity::{bottleneck_commitment, bottleneck_project};
use crate::commitments::entity::{commitment_dwelling, commitment_project};
use crate::commitments::queries::visible_ids;
use crate::deliveries::entity::lot;
use crate::error::AppError;
use crate::memo::remembered;
use crate::projects::entity::project;
use crate::projects::queries::is_seen;
use crate::request::Request;
use crate::scope::seen;

/// What bottlenecks block, for one reader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Risk {
    blocked: BTreeMap<Uuid, Blocked>,
    pub dwellings: Dwellings,
}

impl Risk {
    /// Nothing of what the reader may not see.
    pub fn blocked_by(&self, bottleneck: Uuid) -> Blocked {
        self.blocked.get(&bottleneck).cloned().unwrap_or_default()
    }

    /// In everything that one bottleneck blocks.
    pub fn of(&self, bottleneck: Uuid) -> u64 {
        self.blocked.get(&bottleneck).map_or(0, |blocked| self.dwellings.at_risk(blocked))
    }

    /// In everything that several block together.
    pub fn together(&self, bottlenecks: impl IntoIterator<Item = Uuid>) -> u64 {
        let blocked = bottlenecks.into_iter().filter_map(|id| self.blocked.get(&id));
        self.dwellings.at_risk(&blocked.fold(Blocked::default(), Blocked::and))
    }
}

/// Of all bottlenecks of the region, as it was read before or is read now.
pub async fn of_region(request: &Request) -> Result<Arc<Risk>, AppError> {
    let reading = async { Ok(Arc::new(of_all(request.database(), &request.visibility()).await?)) };
    remembered(request, "risk", reading).await
}

/// Read now.
pub async fn of_all(connection: &impl ConnectionTrait, visibility: &Visibility) -> Result<Risk, DbErr> {
    read(connection, visibility, None).await
}

/// Of one bottleneck.
pub async fn of_one(connection: &impl ConnectionTrait, visibility: &Visibility, id: Uuid) -> Result<Risk, DbErr> {
    read(connection, visibility, Some(id)).await
}

/// `only`: what this bottleneck blocks.
async fn read(connection: &impl ConnectionTrait, visibility: &Visibility, only: Option<Uuid>) -> Result<Risk, DbErr> {
    use {bottleneck_commitment as commitments, bottleneck_project as projects};
    let mut blocked: BTreeMap<Uuid, Blocked> = BTreeMap::new();
    let links: Vec<(Uuid, Uuid)> = commitments::Entity::find()
        .select_only()
        .columns([commitments::Column::BottleneckId, commitments::Column::CommitmentId])
        .filter(of_bottleneck(commitments::Column::BottleneckId, only))
        .filter(commitments::Column::CommitmentId.in_subquery(visible_ids(visibility)))
        .into_tuple()
        .all(connection)
        .await?;
    for (bottleneck, commitment) in links {
        blocked.entry(bottleneck).or_default().commitments.insert(commitment.into());
    }
    let links: Vec<(Uuid, Uuid)> = projects::Entity::find()
        .select_only()
        .columns([projects::Column::BottleneckId, projects::Column::ProjectId])
        .filter(of_bottleneck(projects::Column::BottleneckId, only))
        .filter(is_seen(visibility, (projects::Entity, projects::Column::ProjectId)))
        .into_tuple()
        .all(connection)
        .await?;
    for (bottleneck, project) in links {
        blocked.entry(bottleneck).or_default().projects.insert(project.into());
    }
    Ok(Risk { dwellings: dwellings(connection, visibility, &blocked, only).await?, blocked })
}

fn of_bottleneck(column: impl ColumnTrait, only: Option<Uuid>) -> Condition {
    Condition::all().add_option(only.map(|id| column.eq(id)))
}

async fn dwellings(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    blocked: &BTreeMap<Uuid, Blocked>,
    only: Option<Uuid>,
) -> Result<Dwellings, DbErr> {
    let all: BTreeSet<_> = blocked.values().flat_map(|blocked| &blocked.commitments).copied().collect();
    let mut promises: BTreeMap<_, Promise> = all.into_iter().map(|id| (id, Promise::default())).collect();
    for (commitment, sum) in promised(connection, only).await? {
        if let Some(promise) = promises.get_mut(&commitment.into()) {
            promise.dwellings = amount(sum);
        }
    }
    let served: Vec<(Uuid, Uuid)> = commitment_project::Entity::find()
        .select_only()
        .columns([commitment_project::Column::CommitmentId, commitment_project::Column::ProjectId])
        .filter(commitment_project::Column::Linked.eq(true))
        .filter(commitment_project::Column::CommitmentId.in_subquery(commitments_blocked(only)))
        .filter(is_seen(visibility, (commitment_project::Entity, commitment_project::Column::ProjectId)))
        .into_tuple()
        .all(connection)
        .await?;
    for (commitment, project) in served {
        if let Some(promise) = promises.get_mut(&commitment.into()) {
            promise.serves.insert(project.into());
        }
    }
    Ok(Dwellings { projects: held(connection, visibility, only).await?, commitments: promises })
}

async fn promised(connection: &impl ConnectionTrait, only: Option<Uuid>) -> Result<Vec<(Uuid, Option<i64>)>, DbErr> {
    use commitment_dwelling::Column as D;
    commitment_dwelling::Entity::find()
        .select_only()
        .column(D::CommitmentId)
        .column_as(D::Count.sum().cast_as(Alias::new("bigint")), "dwellings")
        .filter(D::CommitmentId.in_subquery(commitments_blocked(only)))
        .group_by(D::CommitmentId)
        .into_tuple()
        .all(connection)
        .await
}

/// The dwellings of every project that is blocked itself, or through a commitment.
async fn held(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    only: Option<Uuid>,
) -> Result<BTreeMap<domain::ids::ProjectId, Held>, DbErr> {
    use project::Column as C;
    let directly = bottleneck_project::Entity::find()
        .select_only()
        .column(bottleneck_project::Column::ProjectId)
        .filter(of_bottleneck(bottleneck_project::Column::BottleneckId, only))
        .into_query();
    let through = commitment_project::Entity::find()
        .select_only()
        .column(commitment_project::Column::ProjectId)
        .filter(commitment_project::Column::Linked.eq(true))
        .filter(commitment_project::Column::CommitmentId.in_subquery(commitments_blocked(only)))
        .into_query();
    let there = Query::select()
        .expr(Expr::col(lot::Column::Verified).add(Expr::col(lot::Column::Waiting)).sum().cast_as(Alias::new("bigint")))
        .from(lot::Entity)
        .and_where(Expr::col((lot::Entity, lot::Column::ProjectId)).equals((project::Entity, C::Id)))
        .to_owned();
    let rows: Vec<(Uuid, String, i32, Option<i64>)> = seen::<project::Entity>(visibility)
        .filter(Condition::any().add(C::Id.in_subquery(directly)).add(C::Id.in_subquery(through)))
        .select_only()
        .columns([C::Id, C::Status, C::Dwellings])
        .expr_as(Expr::from(there), "there")
        .into_tuple()
        .all(connection)
        .await?;
    let held = |(id, status, planned, there): (Uuid, String, i32, Option<i64>)| {
        let status = crate::projects::records::stored(&status, "status")?;
        Ok((id.into(), Held { status, planned: amount(Some(planned.into())), there: amount(there) }))
    };
    rows.into_iter().map(held).collect()
}

fn commitments_blocked(only: Option<Uuid>) -> SelectStatement {
    bottleneck_commitment::Entity::find()
        .select_only()
        .column(bottleneck_commitment::Column::CommitmentId)
        .filter(of_bottleneck(bottleneck_commitment::Column::BottleneckId, only))
        .into_query()
}

/// A sum of nothing is none.
fn amount(sum: Option<i64>) -> u64 {
    sum.and_then(|sum| u64::try_from(sum).ok()).unwrap_or_default()
}
