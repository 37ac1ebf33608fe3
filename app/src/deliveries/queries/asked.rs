//! What deliveries ask of somebody: to look at what was reported in the own gemeente, and to put right what was returned.
#![expect(clippy::disallowed_methods, reason = "deliveries are read by their project, which was found through `seen`")]

use chrono::NaiveDate;
use domain::dutch;
use domain::projects::PartyRole;
use domain::tasks::TaskKind;
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait, Condition, DbErr, EntityTrait, FromQueryResult, JoinType, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationTrait, Select,
};
use uuid::Uuid;

use super::super::entity::{delivery, lot};
use super::super::ledger_of;
use crate::projects::entity::{project, project_party};
use crate::request::Request;
use crate::scope::seen;

/// A report of which something is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedLot {
    pub href: String,
    pub project: String,
    pub what: String,
    pub example: bool,
}

#[derive(FromQueryResult)]
struct Record {
    id: Uuid,
    project: Uuid,
    name: String,
    example: bool,
    delivered_on: NaiveDate,
    waiting: i32,
    returned: i32,
}

/// The first `limit`, the oldest first, and how many there are.
pub async fn asked(request: &Request, kind: TaskKind, limit: u64) -> Result<(Vec<AskedLot>, u64), DbErr> {
    use lot::Column as C;
    let Some(chosen) = chosen(request, kind) else { return Ok((vec![], 0)) };
    let records: Vec<Record> = chosen
        .clone()
        .select_only()
        .columns([C::Id, C::DeliveredOn, C::Waiting, C::Returned])
        .column_as(project::Column::Id, "project")
        .columns([project::Column::Name, project::Column::Example])
        .join(JoinType::InnerJoin, lot::Relation::Project.def())
        .order_by_asc(C::DeliveredOn)
        .order_by_asc(C::Id)
        .limit(limit)
        .into_model()
        .all(request.database())
        .await?;
    let shown = records.len() as u64;
    let total = if shown < limit { shown } else { chosen.count(request.database()).await? };
    let line = |record: Record| {
        let (word, count, page) = match kind {
            TaskKind::VerifyDelivery => ("te controleren", record.waiting, "controleren"),
            _ => ("teruggegeven", record.returned, "corrigeren"),
        };
        AskedLot {
            href: format!("{}/{}/{page}", ledger_of(record.project), record.id),
            project: record.name,
            what: format!("{} {word}, opgeleverd op {}", dutch::number(count.into()), dutch::date(record.delivered_on)),
            example: record.example,
        }
    };
    Ok((records.into_iter().map(line).collect(), total))
}

/// None: of somebody without a gemeente no gemeente's work is asked.
fn chosen(request: &Request, kind: TaskKind) -> Option<Select<lot::Entity>> {
    use lot::Column as C;
    let actor = request.actor();
    let projects = seen::<project::Entity>(&request.visibility());
    let (projects, of_kind) = match kind {
        TaskKind::VerifyDelivery => {
            // What is its own at the second remove still shows here; the page says that a colleague checks it.
            let written = || {
                let by_actor = delivery::Entity::find().filter(delivery::Column::UserId.eq(actor.user.0));
                by_actor.select_only().column(delivery::Column::Id).into_query()
            };
            let of_own = Condition::any()
                .add(delivery::Column::Id.in_subquery(written()))
                .add(delivery::Column::OfId.in_subquery(written()));
            let own = delivery::Entity::find().filter(of_own).select_only().column(delivery::Column::Id).into_query();
            let there = projects.filter(project::Column::MunicipalityId.eq(actor.municipality?.0));
            (there, Condition::all().add(C::Waiting.gt(0)).add(C::Id.not_in_subquery(own)))
        }
        _ => {
            let builds = PartyRole::ALL.iter().filter(|role| role.reports_deliveries()).map(|role| role.code());
            let built = Query::select()
                .column(project_party::Column::ProjectId)
                .from(project_party::Entity)
                .and_where(project_party::Column::OrganisationId.eq(actor.organisation.0))
                .and_where(project_party::Column::Role.is_in(builds))
                .to_owned();
            (projects.filter(project::Column::Id.in_subquery(built)), Condition::all().add(C::Returned.gt(0)))
        }
    };
    let ids = projects.select_only().column(project::Column::Id).into_query();
    Some(lot::Entity::find().filter(C::ProjectId.in_subquery(ids)).filter(of_kind))
}
