//! Counting the matrix: one query that adds up in the database, however many commitments there are.

use std::collections::BTreeMap;

use domain::commitments::LifeCycle;
use domain::policy::Visibility;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait,
};
use uuid::Uuid;

use super::matrix::{AgendaOf, Column, Count, Line, Matrix};
use crate::agendas;
use crate::commitments::entity::{commitment, commitment_challenge};
use crate::commitments::queries::visible;
use crate::municipalities::queries::number_of;
use crate::regions::entity::municipality;
use crate::regions::vision::challenge;
use crate::scope::seen;

/// The matrix as somebody may see it, in four queries. `year` is that of today.
///
/// # Errors
/// When the database fails.
pub async fn matrix(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    only_priority: bool,
    year: i32,
) -> Result<Matrix, DbErr> {
    let counts = counts(connection, visibility).await?;
    let lines = lines(connection, visibility, only_priority).await?;
    let mut progress = agendas::queries::progress(connection, visibility, year).await?;
    let places = seen::<municipality::Entity>(visibility).order_by_asc(municipality::Column::Name);
    let of_places = places.all(connection).await?.into_iter().map(|row| Column {
        progress: Some(progress.remove(&row.id).unwrap_or_default()),
        agenda: Some(row.id),
        name: row.name,
        slug: row.slug,
    });
    let columns = of_places.chain([Column::of_region()]).collect();
    Ok(Matrix { columns, lines, counts })
}

#[derive(FromQueryResult)]
struct Record {
    challenge_id: Uuid,
    municipality_id: AgendaOf,
    commitments: i64,
    concepts: i64,
}

async fn counts(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
) -> Result<BTreeMap<(Uuid, AgendaOf), Count>, DbErr> {
    use commitment::Column as C;
    use commitment_challenge::Column as L;
    let concept = Condition::all().add(C::LifeCycle.eq(LifeCycle::Draft.code())).add(C::SourceId.is_null());
    let records = visible(visibility)
        .filter(C::LifeCycle.ne(LifeCycle::Lapsed.code()))
        .select_only()
        .column(L::ChallengeId)
        .column(C::MunicipalityId)
        .column_as(C::Id.count(), "commitments")
        .column_as(number_of(concept), "concepts")
        .join_rev(JoinType::InnerJoin, commitment_challenge::Relation::Commitment.def())
        .group_by(L::ChallengeId)
        .group_by(C::MunicipalityId)
        .into_model::<Record>()
        .all(connection)
        .await?;
    let cell = |Record { challenge_id, municipality_id, commitments, concepts }: Record| {
        ((challenge_id, municipality_id), Count { shared: commitments - concepts, concepts })
    };
    Ok(records.into_iter().map(cell).collect())
}

async fn lines(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    only_priority: bool,
) -> Result<Vec<Line>, DbErr> {
    use challenge::Column as C;
    let mut rows = seen::<challenge::Entity>(visibility).order_by_desc(C::Priority).order_by_asc(C::Position);
    if only_priority {
        rows = rows.filter(C::Priority.eq(true));
    }
    let line = |row: challenge::Model| Line {
        challenge: row.id,
        number: row.number,
        title: row.title,
        priority: row.priority,
    };
    Ok(rows.all(connection).await?.into_iter().map(line).collect())
}
