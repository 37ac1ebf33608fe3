//! The dwellings at risk: those of the commitments that are blocked and that the reader may see, each commitment once.
#![expect(clippy::disallowed_methods, reason = "summed over commitments that were found through `visible`")]

use std::collections::BTreeMap;

use domain::policy::Visibility;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, JoinType, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::super::entity::bottleneck_commitment;
use crate::commitments::entity::commitment_dwelling;
use crate::commitments::queries::visible_ids;

pub const COMMITMENTS: &str = "commitments";
pub const DWELLINGS: &str = "dwellings";
const PER_COMMITMENT: &str = "per_commitment";

/// For each bottleneck that blocks anything: how many commitments, and how many dwellings in them.
pub fn by_bottleneck(visibility: &Visibility) -> SelectStatement {
    use bottleneck_commitment::Column as L;
    let links = bottleneck_commitment::Entity;
    let dwellings = Func::coalesce([Expr::col((Alias::new(PER_COMMITMENT), Alias::new(DWELLINGS))).sum(), 0.into()]);
    let same_commitment = Expr::col((Alias::new(PER_COMMITMENT), commitment_dwelling::Column::CommitmentId))
        .equals((links, L::CommitmentId));
    Query::select()
        .column((links, L::BottleneckId))
        .expr_as(Expr::col((links, L::CommitmentId)).count(), Alias::new(COMMITMENTS))
        .expr_as(Expr::from(dwellings).cast_as(Alias::new("bigint")), Alias::new(DWELLINGS))
        .from(links)
        .join_subquery(JoinType::LeftJoin, per_commitment(), Alias::new(PER_COMMITMENT), same_commitment)
        .and_where(Expr::col((links, L::CommitmentId)).in_subquery(visible_ids(visibility)))
        .group_by_col((links, L::BottleneckId))
        .to_owned()
}

fn per_commitment() -> SelectStatement {
    use commitment_dwelling::Column as D;
    Query::select()
        .column(D::CommitmentId)
        .expr_as(Expr::col(D::Count).sum(), Alias::new(DWELLINGS))
        .from(commitment_dwelling::Entity)
        .group_by_col(D::CommitmentId)
        .to_owned()
}

/// The dwellings of everything that these bottlenecks block together.
pub async fn total(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    bottlenecks: SelectStatement,
) -> Result<u64, DbErr> {
    use bottleneck_commitment::Column as L;
    use commitment_dwelling::Column as D;
    let blocked = Query::select()
        .column(L::CommitmentId)
        .from(bottleneck_commitment::Entity)
        .and_where(L::BottleneckId.in_subquery(bottlenecks))
        .to_owned();
    let sum: Option<Option<i64>> = commitment_dwelling::Entity::find()
        .select_only()
        .column_as(D::Count.sum().cast_as(Alias::new("bigint")), DWELLINGS)
        .filter(D::CommitmentId.in_subquery(visible_ids(visibility)))
        .filter(D::CommitmentId.in_subquery(blocked))
        .into_tuple()
        .one(connection)
        .await?;
    Ok(amount(sum.flatten()))
}

/// The dwellings of each of these commitments; none for those that have none.
pub async fn of_commitments(connection: &impl ConnectionTrait, ids: &[Uuid]) -> Result<BTreeMap<Uuid, u64>, DbErr> {
    use commitment_dwelling::Column as D;
    let rows: Vec<(Uuid, Option<i64>)> = commitment_dwelling::Entity::find()
        .select_only()
        .column(D::CommitmentId)
        .column_as(D::Count.sum().cast_as(Alias::new("bigint")), DWELLINGS)
        .filter(D::CommitmentId.is_in(ids.iter().copied()))
        .group_by(D::CommitmentId)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(|(id, sum)| (id, amount(sum))).collect())
}

/// A sum of nothing is none.
pub fn amount(sum: Option<i64>) -> u64 {
    sum.and_then(|sum| u64::try_from(sum).ok()).unwrap_or_default()
}
