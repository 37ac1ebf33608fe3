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

/// One table of links: whose, and to what.
async fn linked<E: EntityTrait>(
    connection: &impl ConnectionTrait,
    of: E::Column,
    to: E::Column,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, Uuid)>, DbErr> {
    let of_them = E::find().select_only().columns([of, to]).filter(of.is_in(ids.iter().copied()));
    of_them.into_tuple().all(connection).await
}

/// A number as it is stored; no other can be.
pub fn stored_count(count: i32) -> u32 {
    u32::try_from(count).unwrap_or_default()
}

/// What each of these commitments is linked to; those without links are left out. One query for each table.
pub async fn links_of_many(connection: &impl ConnectionTrait, ids: &[Uuid]) -> Result<BTreeMap<Uuid, Links>, DbErr> {
    use {commitment_challenge as challenge, commitment_document as document, commitment_success_factor as factor};
    use {commitment_dwelling as dwelling, commitment_target_group as group};
    let mut links: BTreeMap<Uuid, Links> = BTreeMap::new();
    let (of, to) = (challenge::Column::CommitmentId, challenge::Column::ChallengeId);
    for (id, other) in linked::<challenge::Entity>(connection, of, to, ids).await? {
        links.entry(id).or_default().challenges.insert(other.into());
    }
    let (of, to) = (group::Column::CommitmentId, group::Column::TargetGroupId);
    for (id, other) in linked::<group::Entity>(connection, of, to, ids).await? {
        links.entry(id).or_default().target_groups.insert(other.into());
    }
    let (of, to) = (factor::Column::CommitmentId, factor::Column::SuccessFactorId);
    for (id, other) in linked::<factor::Entity>(connection, of, to, ids).await? {
        links.entry(id).or_default().success_factors.insert(other.into());
    }
    let (of, to) = (document::Column::CommitmentId, document::Column::DocumentId);
    for (id, other) in linked::<document::Entity>(connection, of, to, ids).await? {
        links.entry(id).or_default().documents.insert(other.into());
    }
    let counted = dwelling::Entity::find().filter(dwelling::Column::CommitmentId.is_in(ids.iter().copied()));
    for row in counted.all(connection).await? {
        let own = links.entry(row.commitment_id).or_default();
        own.dwellings.insert(row.measure_id.into(), stored_count(row.count));
    }
    Ok(links)
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

/// The rows of what commitments are linked to.
#[derive(Clone, Debug, Default)]
pub struct LinkRows {
    pub challenges: Vec<commitment_challenge::ActiveModel>,
    pub target_groups: Vec<commitment_target_group::ActiveModel>,
    pub dwellings: Vec<commitment_dwelling::ActiveModel>,
    pub success_factors: Vec<commitment_success_factor::ActiveModel>,
    pub documents: Vec<commitment_document::ActiveModel>,
}

impl LinkRows {
    pub fn add(&mut self, other: Self) {
        self.challenges.extend(other.challenges);
        self.target_groups.extend(other.target_groups);
        self.dwellings.extend(other.dwellings);
        self.success_factors.extend(other.success_factors);
        self.documents.extend(other.documents);
    }
}

pub fn link_rows(id: Uuid, content: &Content) -> LinkRows {
    let of = Set(id);
    let challenges = content.challenges.iter().map(|challenge| commitment_challenge::ActiveModel {
        commitment_id: of.clone(),
        challenge_id: Set(challenge.0),
    });
    let groups = content
        .target_groups
        .iter()
        .map(|group| commitment_target_group::ActiveModel { commitment_id: of.clone(), target_group_id: Set(group.0) });
    let dwellings = content.dwellings.iter().map(|(measure, count)| commitment_dwelling::ActiveModel {
        commitment_id: of.clone(),
        measure_id: Set(measure.0),
        count: Set(i32::try_from(*count).unwrap_or(i32::MAX)),
    });
    let factors = content.success_factors.iter().map(|factor| commitment_success_factor::ActiveModel {
        commitment_id: of.clone(),
        success_factor_id: Set(factor.0),
    });
    let documents = content
        .documents
        .iter()
        .map(|document| commitment_document::ActiveModel { commitment_id: of.clone(), document_id: Set(document.0) });
    LinkRows {
        challenges: challenges.collect(),
        target_groups: groups.collect(),
        dwellings: dwellings.collect(),
        success_factors: factors.collect(),
        documents: documents.collect(),
    }
}

pub(super) async fn insert_links(connection: &impl ConnectionTrait, id: Uuid, content: &Content) -> Result<(), DbErr> {
    let rows = link_rows(id, content);
    commitment_challenge::Entity::insert_many(rows.challenges).exec_without_returning(connection).await?;
    commitment_target_group::Entity::insert_many(rows.target_groups).exec_without_returning(connection).await?;
    commitment_dwelling::Entity::insert_many(rows.dwellings).exec_without_returning(connection).await?;
    commitment_success_factor::Entity::insert_many(rows.success_factors).exec_without_returning(connection).await?;
    commitment_document::Entity::insert_many(rows.documents).exec_without_returning(connection).await?;
    Ok(())
}
