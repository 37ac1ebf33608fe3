//! Writing waits: in one transaction lock, ask the policy and the rules, write, and add the audit entry. The
//! commitment's own version stays what it is.
#![expect(
    clippy::disallowed_methods,
    reason = "waits are read by their commitment, which was found through `visible`, or under the region's lock"
)]

use domain::Problem;
use domain::audit::Event;
use domain::commitments::LifeCycle;
use domain::ids::{CommitmentId, OrganisationId, RegionId};
use domain::policy::{Action, CommitmentRights, Verb, Visibility, WaitRights};
use domain::waiting::{Graph, Refused, WaitsFor, may_begin};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, JoinType, PaginatorTrait, QueryFilter,
    QuerySelect, QueryTrait, RelationTrait,
};
use uuid::Uuid;

use super::super::commands::{lock, lock_region};
use super::super::entity::commitment;
use super::super::names::called;
use super::super::queries::conditions::open;
use super::entity::wait;
use super::form::{Named, ResolveForm, WaitForm, unknown_organisation};
use super::queries::{Record, waits_of};
use super::records::{Called, insert_wait, resolve_wait};
use super::search;
use crate::audit::{Author, Subject, allowed};
use crate::error::AppError;
use crate::regions::entity::organisation;
use crate::request::Request;
use crate::scope::seen;
use crate::storage::begin_write;
use crate::ui::form::FormReply;

pub async fn add(request: &Request, form: &WaitForm) -> Result<FormReply, AppError> {
    let id: Uuid = form.id.parse().map_err(|_| AppError::NotFound)?;
    let transaction = begin_write(request.database()).await?;
    // Others who add a wait in this region stand still here: what makes no circle now makes none when it is saved.
    lock_region(&transaction, request.actor().region).await?;
    let (row, rights) = lock(&transaction, request, id).await?;
    let action = Action::Commitment(Verb::Edit, &rights);
    let transaction = allowed(transaction, request, action, Event::WaitAdded, Subject::Commitment(id)).await?;
    let (named, new) = match form.read(request.today()) {
        Ok(read) => read,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let other = match find(&transaction, &request.visibility(), named).await? {
        Ok(other) => other,
        Err(problem) => return Ok(FormReply::invalid(vec![problem])),
    };
    if let Err(problem) = may_begin(rights.life_cycle, other.life_cycle) {
        return Ok(FormReply::invalid(vec![problem]));
    }
    if let Err(refused) = may_wait(&transaction, &rights, id.into(), other.what).await? {
        return Ok(FormReply::invalid(vec![refused.problem(&other.label)]));
    }
    let called = Called { waiting: called(&transaction, &row).await?, other: other.label };
    insert_wait(&transaction, id, other.what, &new, &called, &Author::of(request)).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("{}?melding=wacht", list_of(id))))
}

/// Says that a commitment does not wait any more.
pub async fn resolve(request: &Request, form: &ResolveForm) -> Result<FormReply, AppError> {
    let id: Uuid = form.id.parse().map_err(|_| AppError::NotFound)?;
    let transaction = begin_write(request.database()).await?;
    let (row, rights) = lock(&transaction, request, id).await?;
    let named: Option<Uuid> = form.wait.parse().ok();
    let of_it = waits_of(&transaction, &request.visibility(), id).await?;
    let wait = of_it.into_iter().find(|record| Some(record.id) == named);
    let rights = WaitRights { waiting: rights, waited_for: wait.as_ref().and_then(Record::waited_for) };
    let action = Action::EndWait(&rights);
    let transaction = allowed(transaction, request, action, Event::WaitResolved, Subject::Commitment(id)).await?;
    let wait = wait.ok_or(AppError::NotFound)?;
    // Somebody else was first: it is as it should be.
    if wait.resolved_on.is_none() {
        let called = Called { waiting: called(&transaction, &row).await?, other: wait.other().label };
        resolve_wait(&transaction, wait.id, request.today(), &called, &Author::of(request)).await?;
        transaction.commit().await?;
    }
    Ok(FormReply::done(format!("{}?melding=wacht-niet-meer", list_of(id))))
}

/// What is waited for, as it was found.
struct Target {
    what: WaitsFor,
    label: String,
    /// None: an organisation.
    life_cycle: Option<LifeCycle>,
}

/// Only what exists for this person is found.
async fn find(
    transaction: &DatabaseTransaction,
    visibility: &Visibility,
    named: Named,
) -> Result<Result<Target, Problem>, DbErr> {
    match named {
        Named::Commitment(text) => {
            let found = search::find(transaction, visibility, &text).await?;
            if let Ok(found) = &found {
                // So that it is still there when the wait refers to it.
                commitment::Entity::find_by_id(found.id).lock(LockType::KeyShare).one(transaction).await?;
            }
            Ok(found.map(|found| Target {
                what: WaitsFor::Commitment(found.id.into()),
                label: found.label,
                life_cycle: Some(found.life_cycle),
            }))
        }
        Named::Organisation(id) => {
            let found = seen::<organisation::Entity>(visibility).filter(organisation::Column::Id.eq(id));
            let found = found.one(transaction).await?.ok_or_else(unknown_organisation);
            let what = WaitsFor::Organisation(id.into());
            Ok(found.map(|row| Target { what, label: row.name, life_cycle: None }))
        }
    }
}

/// The rules of the graph; also for what this person may not see, because a circle through it is one too.
async fn may_wait(
    transaction: &DatabaseTransaction,
    rights: &CommitmentRights,
    waiting: CommitmentId,
    what: WaitsFor,
) -> Result<Result<(), Refused>, DbErr> {
    match what {
        WaitsFor::Commitment(other) => Ok(graph(transaction, rights.region).await?.allows(waiting, other)),
        WaitsFor::Organisation(organisation) if rights.lead == Some(organisation) => Ok(Err(Refused::OwnLead)),
        WaitsFor::Organisation(organisation) => {
            let twice = waits_for_organisation(transaction, waiting, organisation).await?;
            Ok(if twice { Err(Refused::Twice) } else { Ok(()) })
        }
    }
}

async fn waits_for_organisation(
    transaction: &impl ConnectionTrait,
    waiting: CommitmentId,
    organisation: OrganisationId,
) -> Result<bool, DbErr> {
    let same = wait::Entity::find()
        .filter(wait::Column::CommitmentId.eq(waiting.0))
        .filter(wait::Column::OrganisationId.eq(organisation.0))
        .filter(wait::Column::ResolvedOn.is_null());
    Ok(same.count(transaction).await? > 0)
}

/// All open waits between commitments of a region.
pub(crate) async fn graph(connection: &impl ConnectionTrait, region: RegionId) -> Result<Graph, DbErr> {
    let open_others = commitment::Entity::find()
        .select_only()
        .column(commitment::Column::Id)
        .filter(commitment::Column::RegionId.eq(region.0))
        .filter(open())
        .into_query();
    let edges: Vec<(Uuid, Uuid)> = wait::Entity::find()
        .select_only()
        .columns([wait::Column::CommitmentId, wait::Column::OtherId])
        .join(JoinType::InnerJoin, wait::Relation::Waiting.def())
        .filter(commitment::Column::RegionId.eq(region.0))
        .filter(open())
        .filter(wait::Column::ResolvedOn.is_null())
        .filter(wait::Column::OtherId.in_subquery(open_others))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(edges.into_iter().map(|(waiting, other)| (waiting.into(), other.into())).collect())
}

fn list_of(commitment: Uuid) -> String {
    format!("/afspraken/{commitment}/wacht-op")
}
