//! The list, filtered and page by page: those that put most dwellings at risk first.

use std::collections::BTreeMap;

use domain::bottlenecks::{Level, State, at_risk};
use domain::policy::{Visibility, may_create_bottlenecks};
use sea_orm::sea_query::{Expr, JoinType, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    RelationTrait, Select,
};
use uuid::Uuid;

use super::super::entity::{bottleneck, bottleneck_commitment, bottleneck_project};
use super::super::filter::Filter;
use super::risk::{self, Risk};
use super::{stored_level, stored_state};
use crate::commitments::entity::commitment;
use crate::commitments::filter::REGIONAL_AGENDA;
use crate::commitments::queries::visible;
use crate::error::AppError;
use crate::projects::entity::project;
use crate::regions::entity::{municipality, organisation};
use crate::regions::vision::success_factor;
use crate::request::Request;
use crate::scope::seen;
use crate::ui::Choice;

const PAGE_SIZE: u64 = 25;

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub id: Uuid,
    pub title: String,
    pub success_factor: String,
    pub owner: String,
    pub owner_function: Option<String>,
    pub level: Level,
    pub state: State,
    pub example: bool,
    /// How many commitments it blocks that the reader may see.
    pub commitments: usize,
    /// Likewise.
    pub projects: usize,
    /// In those.
    pub dwellings_at_risk: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPage {
    pub rows: Vec<Row>,
    pub total: u64,
    /// Of all that the filter chooses, each dwelling once.
    pub dwellings_at_risk: u64,
    /// From 1; never beyond `pages`.
    pub page: u64,
    pub pages: u64,
    /// Parts of the filter that name nothing.
    pub unknown: Vec<String>,
    /// By slug.
    pub municipalities: Vec<Choice>,
    /// By id.
    pub success_factors: Vec<Choice>,
    pub may_create: bool,
}

/// One page of the list.
///
/// # Errors
/// When the database fails.
pub async fn list(request: &Request, filter: &Filter) -> Result<ListPage, AppError> {
    let (database, visibility) = (request.database(), &request.visibility());
    let municipalities =
        seen::<municipality::Entity>(visibility).order_by_asc(municipality::Column::Name).all(database).await?;
    let success_factors = success_factors(database, visibility).await?;
    let (chosen, unknown) = chosen(visibility, filter, &municipalities, &success_factors);
    let risk = risk::of_region(request).await?;
    let order = in_order(database, chosen, &risk).await?;
    let total = order.len() as u64;
    let pages = total.div_ceil(PAGE_SIZE).max(1);
    let page = filter.page.clamp(1, pages);
    let of_page = order.chunks(PAGE_SIZE as usize).nth(page as usize - 1).unwrap_or_default();
    Ok(ListPage {
        rows: rows(database, visibility, of_page, &risk).await?,
        total,
        dwellings_at_risk: risk.together(order.iter().filter(|key| key.open).map(|key| key.id)),
        page,
        pages,
        unknown,
        municipalities: municipalities.into_iter().map(|row| Choice::new(row.slug, row.name)).collect(),
        success_factors,
        may_create: may_create_bottlenecks(request.actor()),
    })
}

/// The success factors of the region, in its order.
pub async fn success_factors(connection: &impl ConnectionTrait, visibility: &Visibility) -> Result<Vec<Choice>, DbErr> {
    let rows = seen::<success_factor::Entity>(visibility).order_by_asc(success_factor::Column::Position);
    Ok(rows.all(connection).await?.into_iter().map(|row| Choice::new(row.id, row.name)).collect())
}

/// What the filter chooses, and its parts that name nothing.
pub fn chosen(
    visibility: &Visibility,
    filter: &Filter,
    municipalities: &[municipality::Model],
    success_factors: &[Choice],
) -> (Select<bottleneck::Entity>, Vec<String>) {
    use bottleneck::Column as C;
    let mut unknown = Vec::new();
    let mut all = Condition::all()
        .add_option(filter.state.map(|state| C::State.eq(state.code())))
        .add_option(filter.level.map(|level| C::Level.eq(level.code())))
        .add_option(filter.success_factor.map(|id| C::SuccessFactorId.eq(id.0)));
    if let Some(id) = filter.success_factor.map(|id| id.to_string())
        && success_factors.iter().all(|factor| factor.value != id)
    {
        unknown.push(format!("succesfactor={id}"));
    }
    if let Some(slug) = filter.municipality.as_deref() {
        let place = municipalities.iter().find(|row| row.slug == slug).map(|row| row.id);
        if place.is_none() && slug != REGIONAL_AGENDA {
            unknown.push(format!("gemeente={slug}"));
        }
        all = all.add(blocking(visibility, place));
    }
    if !unknown.is_empty() {
        all = all.add(Expr::cust("1 = 0"));
    }
    (seen::<bottleneck::Entity>(visibility).filter(all), unknown)
}

/// Those that block something in a gemeente, or in the agenda of the region, of what the reader may see there.
fn blocking(visibility: &Visibility, place: Option<Uuid>) -> Condition {
    use {bottleneck_commitment::Column as OfCommitment, bottleneck_project::Column as OfProject};
    let agenda = match place {
        Some(id) => commitment::Column::MunicipalityId.eq(id),
        None => commitment::Column::MunicipalityId.is_null(),
    };
    let there = visible(visibility).filter(agenda).select_only().column(commitment::Column::Id).into_query();
    let commitments = Query::select()
        .column(OfCommitment::BottleneckId)
        .from(bottleneck_commitment::Entity)
        .and_where(OfCommitment::CommitmentId.in_subquery(there))
        .to_owned();
    let projects = place.map(|id| {
        let there = seen::<project::Entity>(visibility).filter(project::Column::MunicipalityId.eq(id));
        let there = there.select_only().column(project::Column::Id).into_query();
        let projects = Query::select()
            .column(OfProject::BottleneckId)
            .from(bottleneck_project::Entity)
            .and_where(OfProject::ProjectId.in_subquery(there))
            .to_owned();
        bottleneck::Column::Id.in_subquery(projects)
    });
    Condition::any().add(bottleneck::Column::Id.in_subquery(commitments)).add_option(projects)
}

/// What decides the place of a bottleneck in the list.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    pub id: Uuid,
    open: bool,
}

/// What is solved puts nothing at risk any more, and comes last. A region has hundreds of bottlenecks, not hundreds of
/// thousands: they are put in order here, by the rule that no database knows.
pub async fn in_order(
    connection: &impl ConnectionTrait,
    chosen: Select<bottleneck::Entity>,
    risk: &Risk,
) -> Result<Vec<Key>, DbErr> {
    use bottleneck::Column as C;
    let rows: Vec<(Uuid, String, String)> =
        chosen.select_only().columns([C::Id, C::State, C::Title]).into_tuple().all(connection).await?;
    let mut keys = Vec::new();
    for (id, state, title) in rows {
        let state = stored_state(&state)?;
        let (open, dwellings) = (state == State::Open, risk.of(id));
        keys.push(((!open, std::cmp::Reverse(dwellings), title.to_lowercase(), id), Key { id, open }));
    }
    // The id makes pages disjoint.
    keys.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(keys.into_iter().map(|(_, key)| key).collect())
}

#[derive(FromQueryResult)]
struct Record {
    id: Uuid,
    title: String,
    success_factor: String,
    owner: String,
    owner_function: Option<String>,
    level: String,
    state: String,
    example: bool,
}

pub async fn rows(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    page: &[Key],
    risk: &Risk,
) -> Result<Vec<Row>, DbErr> {
    use bottleneck::Column as C;
    let records = seen::<bottleneck::Entity>(visibility)
        .filter(C::Id.is_in(page.iter().map(|key| key.id)))
        .select_only()
        .columns([C::Id, C::Title, C::OwnerFunction, C::Level, C::State, C::Example])
        .column_as(success_factor::Column::Name, "success_factor")
        .column_as(organisation::Column::Name, "owner")
        .join(JoinType::InnerJoin, bottleneck::Relation::SuccessFactor.def())
        .join(JoinType::InnerJoin, bottleneck::Relation::Owner.def())
        .into_model::<Record>()
        .all(connection)
        .await?;
    let rows = records.into_iter().map(|record| row(record, risk)).collect::<Result<Vec<Row>, DbErr>>()?;
    let mut rows: BTreeMap<Uuid, Row> = rows.into_iter().map(|row| (row.id, row)).collect();
    Ok(page.iter().filter_map(|key| rows.remove(&key.id)).collect())
}

fn row(record: Record, risk: &Risk) -> Result<Row, DbErr> {
    let state = stored_state(&record.state)?;
    let blocked = risk.blocked_by(record.id);
    Ok(Row {
        id: record.id,
        title: record.title,
        success_factor: record.success_factor,
        owner: record.owner,
        owner_function: record.owner_function,
        level: stored_level(&record.level)?,
        state,
        example: record.example,
        commitments: blocked.commitments.len(),
        projects: blocked.projects.len(),
        dwellings_at_risk: at_risk(state, risk.of(record.id)),
    })
}
