//! Between the tables and the domain: what a commitment serves, what it counts and what it follows from.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a commitment is read by its id, which was found through `visible`"
)]

use std::collections::{BTreeMap, BTreeSet};

use domain::commitments::Content;
use domain::ids::{ChallengeId, DocumentId, MeasureId, SuccessFactorId, TargetGroupId};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, Set};
use uuid::Uuid;

use super::entity::{
    commitment_challenge, commitment_document, commitment_dwelling, commitment_success_factor, commitment_target_group,
};

/// What a commitment is linked to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    pub challenges: BTreeSet<ChallengeId>,
    pub target_groups: BTreeSet<TargetGroupId>,
    pub dwellings: BTreeMap<MeasureId, u32>,
    pub success_factors: BTreeSet<SuccessFactorId>,
    pub documents: BTreeSet<DocumentId>,
}

/// The other sides of one table of links.
async fn linked<E, T>(connection: &impl ConnectionTrait, of: E::Column, to: E::Column, id: Uuid) -> Result<T, DbErr>
where
    E: EntityTrait,
    T: FromIterator<Uuid>,
{
    let ids: Vec<Uuid> = E::find().select_only().column(to).filter(of.eq(id)).into_tuple().all(connection).await?;
    Ok(ids.into_iter().collect())
}

/// A number as it is stored; no other can be.
pub fn stored_count(count: i32) -> u32 {
    u32::try_from(count).unwrap_or_default()
}

pub async fn links_of(connection: &impl ConnectionTrait, id: Uuid) -> Result<Links, DbErr> {
    use {commitment_challenge as challenge, commitment_document as document, commitment_success_factor as factor};
    use {commitment_dwelling as dwelling, commitment_target_group as group};
    let challenges: Vec<Uuid> =
        linked::<challenge::Entity, _>(connection, challenge::Column::CommitmentId, challenge::Column::ChallengeId, id)
            .await?;
    let groups: Vec<Uuid> =
        linked::<group::Entity, _>(connection, group::Column::CommitmentId, group::Column::TargetGroupId, id).await?;
    let factors: Vec<Uuid> =
        linked::<factor::Entity, _>(connection, factor::Column::CommitmentId, factor::Column::SuccessFactorId, id)
            .await?;
    let documents: Vec<Uuid> =
        linked::<document::Entity, _>(connection, document::Column::CommitmentId, document::Column::DocumentId, id)
            .await?;
    let dwellings =
        dwelling::Entity::find().filter(dwelling::Column::CommitmentId.eq(id)).all(connection).await?.into_iter();
    Ok(Links {
        challenges: challenges.into_iter().map(Into::into).collect(),
        target_groups: groups.into_iter().map(Into::into).collect(),
        dwellings: dwellings.map(|row| (row.measure_id.into(), stored_count(row.count))).collect(),
        success_factors: factors.into_iter().map(Into::into).collect(),
        documents: documents.into_iter().map(Into::into).collect(),
    })
}

pub(super) async fn delete_links(connection: &impl ConnectionTrait, id: Uuid) -> Result<(), DbErr> {
    async fn delete<E: EntityTrait>(connection: &impl ConnectionTrait, of: E::Column, id: Uuid) -> Result<(), DbErr> {
        E::delete_many().filter(of.eq(id)).exec(connection).await.map(|_| ())
    }
    use commitment_document as document;
    delete::<commitment_challenge::Entity>(connection, commitment_challenge::Column::CommitmentId, id).await?;
    delete::<commitment_target_group::Entity>(connection, commitment_target_group::Column::CommitmentId, id).await?;
    delete::<commitment_dwelling::Entity>(connection, commitment_dwelling::Column::CommitmentId, id).await?;
    delete::<commitment_success_factor::Entity>(connection, commitment_success_factor::Column::CommitmentId, id)
        .await?;
    delete::<document::Entity>(connection, document::Column::CommitmentId, id).await
}

pub(super) async fn insert_links(connection: &impl ConnectionTrait, id: Uuid, content: &Content) -> Result<(), DbErr> {
    let challenges = content
        .challenges
        .iter()
        .map(|challenge| commitment_challenge::ActiveModel { commitment_id: Set(id), challenge_id: Set(challenge.0) });
    commitment_challenge::Entity::insert_many(challenges).exec_without_returning(connection).await?;
    let groups = content
        .target_groups
        .iter()
        .map(|group| commitment_target_group::ActiveModel { commitment_id: Set(id), target_group_id: Set(group.0) });
    commitment_target_group::Entity::insert_many(groups).exec_without_returning(connection).await?;
    let dwellings = content.dwellings.iter().map(|(measure, count)| commitment_dwelling::ActiveModel {
        commitment_id: Set(id),
        measure_id: Set(measure.0),
        count: Set(i32::try_from(*count).unwrap_or(i32::MAX)),
    });
    commitment_dwelling::Entity::insert_many(dwellings).exec_without_returning(connection).await?;
    let factors = content.success_factors.iter().map(|factor| commitment_success_factor::ActiveModel {
        commitment_id: Set(id),
        success_factor_id: Set(factor.0),
    });
    commitment_success_factor::Entity::insert_many(factors).exec_without_returning(connection).await?;
    let documents = content
        .documents
        .iter()
        .map(|document| commitment_document::ActiveModel { commitment_id: Set(id), document_id: Set(document.0) });
    commitment_document::Entity::insert_many(documents).exec_without_returning(connection).await?;
    Ok(())
}
