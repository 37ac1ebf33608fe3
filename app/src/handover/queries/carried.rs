//! The commitments that a function carries, with how they stand.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a commitment is read by its id, which was found through `visible`"
)]

use std::collections::BTreeMap;

use domain::commitments::PartyRole;
use domain::period::label_or_unknown;
use domain::progress::Standing;
use domain::snapshots::Reasons;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::super::data::{Carried, First, MOST, Milestone};
use super::Whose;
use super::functions::CARRYING;
use crate::commitments::data::Row;
use crate::commitments::entity::commitment;
use crate::commitments::entity::{party, progress_update};
use crate::commitments::names::commitment_label;
use crate::commitments::queries::conditions::open;
use crate::commitments::queries::{in_order, list_rows, visible};
use crate::commitments::steps::entity::milestone;
use crate::commitments::steps::records::to_milestone;
use crate::error::AppError;
use crate::meetings::records::unreadable;
use crate::request::Request;

/// Of each commitment; what comes after these shows itself as these are done.
const NEXT: usize = 3;

/// How many open commitments this organisation carries without saying in which function: they are no function's own.
pub async fn unnamed(request: &Request, organisation: Uuid) -> Result<u64, DbErr> {
    let named = Query::select()
        .column(party::Column::CommitmentId)
        .from(party::Entity)
        .and_where(party::Column::OrganisationId.eq(organisation))
        .and_where(party::Column::Function.is_null())
        .and_where(party::Column::Role.is_in(CARRYING.map(PartyRole::code)))
        .to_owned();
    let chosen = visible(&request.visibility()).filter(open()).filter(commitment::Column::Id.in_subquery(named));
    chosen.count(request.database()).await
}

/// In the order of agendas and numbers. Five queries, however many there are.
pub async fn carried(request: &Request, whose: &Whose) -> Result<First<Carried>, AppError> {
    let database = request.database();
    let named = Query::select()
        .column(party::Column::CommitmentId)
        .from(party::Entity)
        .cond_where(whose.holds(party::Column::OrganisationId, party::Column::Function))
        .and_where(party::Column::Role.is_in(CARRYING.map(PartyRole::code)))
        .to_owned();
    let chosen =
        visible(&request.visibility()).filter(open()).filter(commitment::Column::Id.in_subquery(named)).limit(MOST + 1);
    let First { lines: rows, more } = First::of(list_rows(database, in_order(chosen), request.reckoning()).await?);
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut parts = parts(database, whose, &ids).await?;
    let troubled = rows.iter().filter(|row| is_troubled(row)).map(|row| row.id).collect();
    let mut reasons = reasons(database, troubled).await?;
    let mut milestones = milestones(database, &rows, request).await?;
    let line = |row: Row| {
        let (role, function) = parts.remove(&row.id).ok_or_else(|| unreadable("party"))?;
        let municipality = row.municipality.as_ref().map(|place| place.name.as_str());
        Ok(Carried {
            name: commitment_label(&row.number, &row.title, municipality),
            role,
            function,
            reasons: reasons.remove(&row.id).unwrap_or_default(),
            milestones: milestones.remove(&row.id).unwrap_or_default(),
            id: row.id,
            example: row.example,
            life_cycle: row.life_cycle,
            change_asked: row.change_asked,
            due: row.due,
            overdue: row.overdue,
            progress: row.progress,
            stale: row.stale,
        })
    };
    Ok(First { lines: rows.into_iter().map(line).collect::<Result<_, DbErr>>()?, more })
}

fn is_troubled(row: &Row) -> bool {
    matches!(row.progress, Standing::Amber | Standing::Red)
}

/// What the organisation is in each, and in which function. It is in each of them once.
async fn parts(
    connection: &impl ConnectionTrait,
    whose: &Whose,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, (PartyRole, Option<String>)>, DbErr> {
    use party::Column as P;
    let rows: Vec<(Uuid, String, Option<String>)> = party::Entity::find()
        .filter(P::CommitmentId.is_in(ids.iter().copied()))
        .filter(P::OrganisationId.eq(whose.organisation))
        .select_only()
        .columns([P::CommitmentId, P::Role, P::Function])
        .into_tuple()
        .all(connection)
        .await?;
    let part = |(id, role, function): (Uuid, String, Option<String>)| {
        Ok((id, (role.parse().map_err(|_| unreadable("role"))?, function)))
    };
    rows.into_iter().map(part).collect()
}

/// Those of the newest report of each.
async fn reasons(connection: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<BTreeMap<Uuid, Reasons>, DbErr> {
    use progress_update::Column as U;
    let later = Alias::new("later");
    let newest = Query::select()
        .expr(Expr::col((later.clone(), U::At)).max())
        .from_as(progress_update::Entity, later.clone())
        .and_where(Expr::col((later, U::CommitmentId)).equals((progress_update::Entity, U::CommitmentId)))
        .to_owned();
    let rows = progress_update::Entity::find()
        .filter(U::CommitmentId.is_in(ids))
        .filter(U::At.in_subquery(newest))
        // Of two at one moment the last that was written counts.
        .order_by_asc(U::Id)
        .all(connection)
        .await?;
    let told = |row: progress_update::Model| {
        (row.commitment_id, Reasons { cause: row.cause, effect: row.effect, correction: row.correction })
    };
    Ok(rows.into_iter().map(told).collect())
}

/// The first of each that are not done.
async fn milestones(
    connection: &impl ConnectionTrait,
    commitments: &[Row],
    request: &Request,
) -> Result<BTreeMap<Uuid, Vec<Milestone>>, DbErr> {
    use milestone::Column as M;
    let states: BTreeMap<Uuid, _> = commitments.iter().map(|row| (row.id, row.life_cycle)).collect();
    let rows = milestone::Entity::find()
        .filter(M::CommitmentId.is_in(states.keys().copied()))
        .filter(M::DoneOn.is_null())
        .order_by_asc(M::DueLastDay)
        .order_by_asc(M::Id)
        .all(connection)
        .await?;
    let mut next: BTreeMap<Uuid, Vec<Milestone>> = BTreeMap::new();
    for row in rows {
        let Some(state) = states.get(&row.commitment_id) else { continue };
        let of_one = next.entry(row.commitment_id).or_default();
        if of_one.len() < NEXT {
            let milestone = to_milestone(&row)?;
            of_one.push(Milestone {
                overdue: milestone.is_overdue(*state, request.today()),
                due: label_or_unknown(Some(milestone.due)),
                title: milestone.title,
            });
        }
    }
    Ok(next)
}
