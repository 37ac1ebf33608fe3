//! The changes of commitments that were decided and that nobody made yet.

use domain::commitments::LifeCycle;
use domain::decisions::Effect;
use sea_orm::{
    ColumnTrait, Condition, DbErr, FromQueryResult, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait,
};
use uuid::Uuid;

use super::super::entity::{decision, decision_commitment};
use super::super::standing::amend_path;
use crate::commitments::entity::commitment;
use crate::commitments::names::commitment_label;
use crate::commitments::queries::visible;
use crate::regions::entity::municipality;
use crate::request::Request;

/// A commitment that is to be changed as was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToCarryOut {
    pub href: String,
    pub commitment: String,
    pub decision: String,
    pub example: bool,
}

#[derive(FromQueryResult)]
struct Record {
    id: Uuid,
    number: String,
    title: String,
    municipality: Option<String>,
    decision_id: Uuid,
    text: String,
    example: bool,
}

/// Of the commitments that are somebody's (`whose`), what was decided longest ago first; and how many there are.
pub async fn to_carry_out(request: &Request, whose: Condition, limit: u64) -> Result<(Vec<ToCarryOut>, u64), DbErr> {
    use commitment::Column as C;
    let over = [LifeCycle::Lapsed, LifeCycle::Completed].map(LifeCycle::code);
    let waiting = visible(&request.visibility())
        .join(JoinType::InnerJoin, decision_commitment::Relation::Commitment.def().rev())
        .join(JoinType::InnerJoin, decision_commitment::Relation::Decision.def())
        .filter(decision_commitment::Column::Effect.eq(Effect::Amends.code()))
        .filter(decision_commitment::Column::DoneAt.is_null())
        .filter(decision::Column::ReportedToId.is_null())
        .filter(C::LifeCycle.is_not_in(over))
        .filter(whose);
    let records: Vec<Record> = waiting
        .clone()
        .select_only()
        .columns([C::Id, C::Number, C::Title])
        .column_as(municipality::Column::Name, "municipality")
        .column_as(decision::Column::Id, "decision_id")
        .column(decision::Column::Text)
        .column(decision::Column::Example)
        .join(JoinType::LeftJoin, commitment::Relation::Municipality.def())
        .order_by_asc(decision::Column::Id)
        .order_by_asc(C::Id)
        .limit(limit)
        .into_model()
        .all(request.database())
        .await?;
    let found = records.len() as u64;
    let total = if found < limit { found } else { waiting.count(request.database()).await? };
    let told = |record: Record| ToCarryOut {
        href: amend_path(record.id, record.decision_id),
        commitment: commitment_label(&record.number, &record.title, record.municipality.as_deref()),
        decision: super::excerpt(&record.text),
        example: record.example,
    };
    Ok((records.into_iter().map(told).collect(), total))
}
