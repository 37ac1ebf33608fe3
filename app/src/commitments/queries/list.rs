//! The list, filtered and page by page.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use domain::commitments::{LifeCycle, PartyRole, is_overdue};
use domain::organisations::OrganisationType;
use domain::period::label_or_unknown;
use domain::policy::Visibility;
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr, NullOrdering, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, DatabaseConnection, DbErr, EntityTrait, FromQueryResult, JoinType, Order, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, RelationTrait, Select,
};
use uuid::Uuid;

use super::super::data::{FilterOptions, ListPage, Place, Row};
use super::super::entity::{commitment, commitment_challenge, party};
use super::super::filter::{DueFilter, Filter, LeadFilter, OriginFilter, ProgressFilter, REGIONAL_AGENDA, Sort};
use super::super::records::{stored_life_cycle, stored_period};
use super::{filter_options, unreadable, visible};
use crate::error::AppError;
use crate::regions::entity::{municipality, organisation};

const PAGE_SIZE: u64 = 25;
/// "Binnenkort" in the filter.
const SOON: Months = Months::new(3);

/// One page of the list, with what its filter offers.
pub async fn list(
    database: &DatabaseConnection,
    visibility: &Visibility,
    filter: &Filter,
    today: NaiveDate,
) -> Result<ListPage, AppError> {
    let options = filter_options(database, visibility.region.into()).await?;
    let (condition, unknown) = conditions(filter, &options, today);
    let chosen = visible(visibility).filter(condition);
    let total = chosen.clone().count(database).await?;
    let pages = total.div_ceil(PAGE_SIZE).max(1);
    let page = filter.page.min(pages);
    let of_page = sorted(chosen, filter.sort).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE);
    let rows = list_rows(database, of_page, today).await?;
    Ok(ListPage { rows, total, page, pages, options, unknown })
}

/// The lines for a selection, in two queries however many there are.
pub async fn list_rows(
    database: &DatabaseConnection,
    selection: Select<commitment::Entity>,
    today: NaiveDate,
) -> Result<Vec<Row>, DbErr> {
    use commitment::Column as C;
    let records = selection
        .select_only()
        .columns([C::Id, C::Number, C::Title, C::Due, C::LifeCycle, C::Place, C::Progress, C::SourceId, C::Example])
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
        record.into_row(own, today)
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
    source_id: Option<Uuid>,
    example: bool,
    municipality: Option<String>,
    slug: Option<String>,
}

impl Record {
    fn into_row(self, parties: Vec<(PartyRole, String)>, today: NaiveDate) -> Row {
        let due = stored_period(self.due.as_deref());
        let life_cycle = stored_life_cycle(&self.life_cycle);
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
            overdue: is_overdue(life_cycle, due, today),
            life_cycle,
            progress: self.progress.and_then(|code| code.parse().ok()),
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

/// The filter as a condition, and the parts of it that name nothing.
fn conditions(filter: &Filter, options: &FilterOptions, today: NaiveDate) -> (Condition, Vec<String>) {
    use commitment::Column as C;
    let mut all = Condition::all();
    let mut unknown = Vec::new();
    match filter.municipality.as_deref() {
        None => {}
        Some(REGIONAL_AGENDA) => all = all.add(C::MunicipalityId.is_null()),
        Some(slug) => {
            let named = Query::select().column(municipality::Column::Id).from(municipality::Entity);
            let named = named.and_where(municipality::Column::Slug.eq(slug)).to_owned();
            all = all.add(C::MunicipalityId.in_subquery(named));
            if !options.municipalities.iter().any(|known| known.value == slug) {
                unknown.push(format!("gemeente={slug}"));
            }
        }
    }
    if let Some(party) = filter.party {
        all = all.add(C::Id.in_subquery(with_party(Expr::from(party::Column::OrganisationId.eq(party.0)))));
        if !options.organisations.iter().any(|known| known.value == party.to_string()) {
            unknown.push(format!("partij={party}"));
        }
    }
    if let Some(number) = &filter.challenge {
        match options.challenges.iter().find(|known| &known.number == number) {
            Some(challenge) => all = all.add(C::Id.in_subquery(with_challenge(challenge.id))),
            None => {
                unknown.push(format!("opgave={number}"));
                all = all.add(Expr::cust("1 = 0"));
            }
        }
    }
    all = all
        .add_option(filter.life_cycle.map(|state| C::LifeCycle.eq(state.code())))
        .add_option(filter.progress.map(progress_condition))
        .add_option(filter.due.map(|due| due_condition(due, today)))
        .add_option(filter.lead.map(lead_condition))
        .add_option(filter.origin.map(|origin| match origin {
            OriginFilter::Published => C::SourceId.is_not_null(),
            OriginFilter::Own => C::SourceId.is_null(),
        }));
    for word in filter.search.to_lowercase().split_whitespace() {
        all = all.add(Expr::col((commitment::Entity, C::SearchText)).like(LikeExpr::new(contains(word)).escape('\\')));
    }
    (all, unknown)
}

/// A `LIKE` pattern for text that holds `word`, whatever signs are in it.
fn contains(word: &str) -> String {
    let escaped: String =
        word.chars().flat_map(|c| ['\\', c].into_iter().skip(usize::from(!"\\%_".contains(c)))).collect();
    format!("%{escaped}%")
}

fn progress_condition(progress: ProgressFilter) -> Expr {
    match progress {
        ProgressFilter::None => commitment::Column::Progress.is_null(),
        colour => commitment::Column::Progress.eq(colour.code()),
    }
}

/// Still open: not done and not dropped.
pub fn open() -> Expr {
    let closed = LifeCycle::ALL.iter().filter(|state| !state.is_open()).map(|state| state.code());
    commitment::Column::LifeCycle.is_not_in(closed)
}

/// Open and past its time: [`is_overdue`], in SQL.
pub fn overdue(today: NaiveDate) -> Condition {
    Condition::all().add(commitment::Column::DueLastDay.lt(today)).add(open())
}

fn due_condition(due: DueFilter, today: NaiveDate) -> Condition {
    use commitment::Column as C;
    match due {
        DueFilter::Overdue => overdue(today),
        DueFilter::Soon => {
            let until = today.checked_add_months(SOON).unwrap_or(today);
            Condition::all().add(C::DueLastDay.between(today, until)).add(open())
        }
        DueFilter::Recurring => Condition::all().add(C::Due.is_not_null()).add(C::DueLastDay.is_null()),
        DueFilter::Unknown => Condition::all().add(C::Due.is_null()),
    }
}

fn lead_condition(lead: LeadFilter) -> Expr {
    match lead {
        LeadFilter::Missing => without_lead(),
        LeadFilter::Present => commitment::Column::Id.in_subquery(with_lead()),
    }
}

pub fn without_lead() -> Expr {
    commitment::Column::Id.not_in_subquery(with_lead())
}

fn with_lead() -> SelectStatement {
    with_party(party::Column::Role.eq(PartyRole::Lead.code()))
}

fn with_party(condition: Expr) -> SelectStatement {
    Query::select().column(party::Column::CommitmentId).from(party::Entity).and_where(condition).to_owned()
}

fn with_challenge(challenge: Uuid) -> SelectStatement {
    use commitment_challenge::Column as L;
    let links = Query::select().column(L::CommitmentId).from(commitment_challenge::Entity).to_owned();
    links.clone().and_where(L::ChallengeId.eq(challenge)).to_owned()
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

#[cfg(test)]
mod tests {
    use super::contains;

    #[test]
    fn signs_of_the_pattern_are_searched_for_as_they_stand() {
        assert_eq!(contains("50%_\\"), "%50\\%\\_\\\\%");
    }
}
