//! The list, filtered and page by page.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a commitment is read by its id, which was found through `visible`"
)]

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::commitments::{PartyRole, is_overdue};
use domain::organisations::OrganisationType;
use domain::period::label_or_unknown;
use domain::policy::Visibility;
use domain::progress::Reckoning;
use sea_orm::sea_query::NullOrdering;
use sea_orm::{
    ColumnTrait, DatabaseConnection, DbErr, EntityTrait, FromQueryResult, JoinType, Order, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, RelationTrait, Select,
};
use uuid::Uuid;

use super::super::data::{ListPage, Place, Row};
use super::super::entity::{commitment, party};
use super::super::filter::{Filter, OriginFilter, Sort};
use super::super::records::{stored_life_cycle, stored_period};
use super::conditions::{conditions, resolve};
use super::{unreadable, visible};
use crate::error::AppError;
use crate::regions::entity::{municipality, organisation};

const PAGE_SIZE: u64 = 25;

/// One page of the list.
pub async fn list(
    database: &DatabaseConnection,
    visibility: &Visibility,
    filter: &Filter,
    reckoning: Reckoning,
) -> Result<ListPage, AppError> {
    let (names, unknown) = resolve(database, visibility, filter).await?;
    let chosen = visible(visibility).filter(conditions(filter, &names, reckoning));
    let total = chosen.clone().count(database).await?;
    let agreements = match filter.origin {
        Some(OriginFilter::Published) => Some(agreements(database, chosen.clone()).await?),
        _ => None,
    };
    let pages = total.div_ceil(PAGE_SIZE).max(1);
    let page = filter.page.min(pages);
    let of_page = sorted(chosen, filter.sort).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE);
    let rows = list_rows(database, of_page, reckoning).await?;
    Ok(ListPage { rows, total, agreements, page, pages, unknown })
}

/// How many numbers of how many sources.
async fn agreements(database: &DatabaseConnection, chosen: Select<commitment::Entity>) -> Result<u64, DbErr> {
    use commitment::Column as C;
    chosen.select_only().columns([C::Number, C::SourceId]).distinct().count(database).await
}

/// The lines for a selection, in two queries however many there are.
pub async fn list_rows(
    database: &DatabaseConnection,
    selection: Select<commitment::Entity>,
    reckoning: Reckoning,
) -> Result<Vec<Row>, DbErr> {
    use commitment::Column as C;
    let records = selection
        .select_only()
        .columns([C::Id, C::Number, C::Title, C::Due, C::LifeCycle, C::Place, C::Progress, C::ProgressOn, C::SourceId])
        .columns([C::Example, C::InForce, C::Asking])
        .column_as(municipality::Column::Name, "municipality")
        .column_as(municipality::Column::Slug, "slug")
        .join(JoinType::LeftJoin, commitment::Relation::Municipality.def())
        .into_model::<Record>()
        .all(database)
        .await?;
    let ids: Vec<Uuid> = records.iter().map(|record| record.id).collect();
    let mut parties = party_names(database, &ids).await?;
    let rows = records.into_iter().map(|record| {
        let own = parties.remove(&record.id).unwrap_or_default();
        record.into_row(own, reckoning)
    });
    Ok(rows.collect())
}

#[derive(FromQueryResult)]
struct Record {
    id: Uuid,
    number: String,
    title: String,
    due: Option<String>,
    life_cycle: String,
    place: Option<String>,
    progress: Option<String>,
    progress_on: Option<NaiveDate>,
    in_force: Option<i32>,
    asking: Option<i32>,
    source_id: Option<Uuid>,
    example: bool,
    municipality: Option<String>,
    slug: Option<String>,
}

impl Record {
    fn into_row(self, parties: Vec<(PartyRole, String)>, reckoning: Reckoning) -> Row {
        let due = stored_period(self.due.as_deref());
        let life_cycle = stored_life_cycle(&self.life_cycle);
        let status = self.progress.and_then(|code| code.parse().ok());
        let lead = parties.iter().find(|(role, _)| *role == PartyRole::Lead).map(|(_, name)| name.clone());
        let partners = parties.into_iter().filter(|(role, _)| *role == PartyRole::Partner).map(|(_, name)| name);
        Row {
            id: self.id,
            number: self.number,
            title: self.title,
            municipality: self.municipality.zip(self.slug).map(|(name, slug)| Place { name, slug }),
            place: self.place,
            lead,
            partners: partners.collect(),
            due: label_or_unknown(due),
            overdue: is_overdue(life_cycle, due, reckoning.today),
            life_cycle,
            progress: reckoning.standing(life_cycle, status, self.progress_on),
            stale: reckoning.is_stale(life_cycle, self.progress_on),
            change_asked: self.in_force.is_some() && self.asking.is_some(),
            example: self.example,
            published: self.source_id.is_some(),
        }
    }
}

#[derive(FromQueryResult)]
struct PartyRecord {
    commitment_id: Uuid,
    role: String,
    group_type: Option<String>,
    name: Option<String>,
}

/// Lead and partners of many commitments at once.
async fn party_names(
    database: &DatabaseConnection,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<(PartyRole, String)>>, DbErr> {
    let records = party::Entity::find()
        .select_only()
        .columns([party::Column::CommitmentId, party::Column::Role, party::Column::GroupType])
        .column(organisation::Column::Name)
        .join(JoinType::LeftJoin, party::Relation::Organisation.def())
        .filter(party::Column::CommitmentId.is_in(ids.iter().copied()))
        .filter(party::Column::Role.ne(PartyRole::Consulted.code()))
        .order_by_asc(party::Column::CommitmentId)
        .order_by_asc(party::Column::Position)
        .into_model::<PartyRecord>()
        .all(database)
        .await?;
    let mut names: BTreeMap<Uuid, Vec<(PartyRole, String)>> = BTreeMap::new();
    for record in records {
        let role = record.role.parse().map_err(|_| unreadable("role"))?;
        let name = party_name(record.name, record.group_type).ok_or_else(|| unreadable("party"))?;
        names.entry(record.commitment_id).or_default().push((role, name));
    }
    Ok(names)
}

/// The organisation's name, or the words for the group.
pub fn party_name(organisation: Option<String>, group: Option<String>) -> Option<String> {
    organisation.or_else(|| Some(group?.parse::<OrganisationType>().ok()?.group_label().to_owned()))
}

/// The ids of a selection in the order of agendas and numbers.
pub async fn ids_in_order(
    database: &DatabaseConnection,
    selection: Select<commitment::Entity>,
) -> Result<Vec<Uuid>, DbErr> {
    in_order(selection)
        .select_only()
        .column(commitment::Column::Id)
        .join(JoinType::LeftJoin, commitment::Relation::Municipality.def())
        .into_tuple()
        .all(database)
        .await
}

/// In the order of agendas and numbers; the caller joins the gemeente.
pub fn in_order(selection: Select<commitment::Entity>) -> Select<commitment::Entity> {
    sorted(selection, Sort::Number)
}

fn sorted(selection: Select<commitment::Entity>, sort: Sort) -> Select<commitment::Entity> {
    use commitment::Column as C;
    let selection = match sort {
        Sort::Number => selection,
        Sort::Due => selection.order_by_with_nulls(C::DueLastDay, Order::Asc, NullOrdering::Last),
        Sort::Updated => selection.order_by_desc(C::UpdatedAt),
    };
    // The region's own first, then by gemeente; the id makes pages disjoint.
    selection
        .order_by_with_nulls(municipality::Column::Name, Order::Asc, NullOrdering::First)
        .order_by_asc(C::Number)
        .order_by_asc(C::Id)
}
