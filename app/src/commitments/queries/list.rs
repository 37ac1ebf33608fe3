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
    ColumnTrait, Condition, DatabaseConnection, DbErr, EntityTrait, FromQueryResult, JoinType, Order, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, RelationTrait, Select,
};
use uuid::Uuid;

use super::super::data::{ListPage, Place, Row};
use super::super::entity::{commitment, party};
use super::super::filter::{Filter, OriginFilter, Sort};
use super::super::records::{stored_life_cycle, stored_period};
use super::conditions::{conditions, resolve};
use super::{unreadable, visible};
use crate::error::AppError;
use crate::memo::remembered;
use crate::regions::entity::{municipality, organisation};
use crate::request::Request;
use crate::scope::seen;

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
    let counts = by_agenda(database, visibility, chosen.clone()).await?;
    page(database, chosen, filter, &counts, unknown, reckoning).await
}

/// The same, for somebody who may have asked before.
pub async fn list_again(request: &Request, filter: &Filter) -> Result<ListPage, AppError> {
    let (database, visibility, reckoning) = (request.database(), request.visibility(), request.reckoning());
    let (names, unknown) = resolve(database, &visibility, filter).await?;
    let chosen = visible(&visibility).filter(conditions(filter, &names, reckoning));
    let counting = async { Ok(by_agenda(database, &visibility, chosen.clone()).await?) };
    let counts = remembered(request, &filter.on_page(1).address(), counting).await?;
    page(database, chosen, filter, &counts, unknown, reckoning).await
}

/// An agenda, and how many of a selection stand in it.
type InAgenda = (Option<Uuid>, u64);

/// How many of a selection stand in each agenda, in the order of the list.
async fn by_agenda(
    database: &DatabaseConnection,
    visibility: &Visibility,
    chosen: Select<commitment::Entity>,
) -> Result<Vec<InAgenda>, DbErr> {
    let counts: Vec<(Option<Uuid>, i64)> = chosen
        .select_only()
        .column(commitment::Column::MunicipalityId)
        .column_as(commitment::Column::Id.count(), "commitments")
        .group_by(commitment::Column::MunicipalityId)
        .into_tuple()
        .all(database)
        .await?;
    let mut counts: BTreeMap<Option<Uuid>, i64> = counts.into_iter().collect();
    let places: Vec<Uuid> = seen::<municipality::Entity>(visibility)
        .select_only()
        .column(municipality::Column::Id)
        .order_by_asc(municipality::Column::Name)
        .into_tuple()
        .all(database)
        .await?;
    let agendas = std::iter::once(None).chain(places.into_iter().map(Some));
    let count = |agenda| Some((agenda, u64::try_from(counts.remove(&agenda)?).unwrap_or_default()));
    Ok(agendas.filter_map(count).collect())
}

async fn page(
    database: &DatabaseConnection,
    chosen: Select<commitment::Entity>,
    filter: &Filter,
    counts: &[InAgenda],
    unknown: Vec<String>,
    reckoning: Reckoning,
) -> Result<ListPage, AppError> {
    let total: u64 = counts.iter().map(|(_, count)| count).sum();
    let agreements = match filter.origin {
        Some(OriginFilter::Published) => Some(agreements(database, chosen.clone()).await?),
        _ => None,
    };
    let pages = total.div_ceil(PAGE_SIZE).max(1);
    let page = filter.page.min(pages);
    let offset = (page - 1) * PAGE_SIZE;
    // Whole agendas stand one after the other: the database need not sort those that are not on this page.
    let (chosen, offset) = match filter.sort {
        Sort::Number => {
            let (agendas, offset) = agendas_on_page(counts, offset);
            let chosen = chosen.filter(in_one_of(&agendas));
            // Within one of them an index has the order already.
            (if agendas.len() > 1 { in_order(chosen) } else { by_number(chosen) }, offset)
        }
        sort @ (Sort::Due | Sort::Updated) => (sorted(chosen, sort), offset),
    };
    let of_page = chosen.limit(PAGE_SIZE).offset(offset);
    let rows = list_rows(database, of_page, reckoning).await?;
    Ok(ListPage { rows, total, agreements, page, pages, unknown })
}

/// How many numbers of how many sources.
async fn agreements(database: &DatabaseConnection, chosen: Select<commitment::Entity>) -> Result<u64, DbErr> {
    use commitment::Column as C;
    chosen.select_only().columns([C::Number, C::SourceId]).distinct().count(database).await
}

/// The agendas from which the rows of a page come, and how many of their rows stand before it.
fn agendas_on_page(counts: &[InAgenda], offset: u64) -> (Vec<Option<Uuid>>, u64) {
    let (mut before, mut agendas, mut skipped) = (0, Vec::new(), 0);
    for (agenda, count) in counts {
        let (first, end) = (before, before + count);
        before = end;
        if end <= offset || first >= offset + PAGE_SIZE {
            continue;
        }
        if agendas.is_empty() {
            skipped = first;
        }
        agendas.push(*agenda);
    }
    (agendas, offset - skipped)
}

fn in_one_of(agendas: &[Option<Uuid>]) -> Condition {
    use commitment::Column as C;
    let places: Vec<Uuid> = agendas.iter().flatten().copied().collect();
    let regional = agendas.contains(&None).then(|| C::MunicipalityId.is_null());
    match places.as_slice() {
        [] if regional.is_some() => Condition::all().add_option(regional),
        _ => Condition::any().add(C::MunicipalityId.is_in(places)).add_option(regional),
    }
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
        .columns([
            C::Id,
            C::Number,
            C::Title,
            C::Due,
            C::DueLastDay,
            C::LifeCycle,
            C::Place,
            C::Progress,
            C::ProgressOn,
            C::SourceId,
        ])
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
    due_last_day: Option<NaiveDate>,
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
            overdue: is_overdue(life_cycle, self.due_last_day, reckoning.today),
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

/// In the order that a list was asked for; the caller joins the gemeente.
pub fn sorted(selection: Select<commitment::Entity>, sort: Sort) -> Select<commitment::Entity> {
    use commitment::Column as C;
    let selection = match sort {
        Sort::Number => selection,
        Sort::Due => selection.order_by_with_nulls(C::DueLastDay, Order::Asc, NullOrdering::Last),
        Sort::Updated => selection.order_by_desc(C::UpdatedAt),
    };
    // The region's own first, then by gemeente.
    by_number(selection.order_by_with_nulls(municipality::Column::Name, Order::Asc, NullOrdering::First))
}

/// The id makes pages disjoint.
fn by_number(selection: Select<commitment::Entity>) -> Select<commitment::Entity> {
    selection.order_by_asc(commitment::Column::Number).order_by_asc(commitment::Column::Id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_reads_only_the_agendas_that_stand_on_it() {
        let (one, two) = (Some(Uuid::from_u128(1)), Some(Uuid::from_u128(2)));
        let counts = [(None, 10), (one, 30), (two, 100)];
        assert_eq!(agendas_on_page(&counts, 0), (vec![None, one], 0));
        assert_eq!(agendas_on_page(&counts, 25), (vec![one, two], 15));
        assert_eq!(agendas_on_page(&counts, 50), (vec![two], 10));
        assert_eq!(agendas_on_page(&[], 0), (vec![], 0));
    }
}
