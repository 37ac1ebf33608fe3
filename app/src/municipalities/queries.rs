//! Counting agendas. Everything starts from what the reader may see, so that nothing else is in any figure.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use domain::commitments::LifeCycle;
use domain::organisations::OrganisationType;
use domain::period::label_or_unknown;
use domain::policy::Visibility;
use domain::progress::{Reckoning, Standing};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, IntoCondition, Query};
use sea_orm::{
    ColumnTrait, Condition, DatabaseConnection, DbErr, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use super::data::{AgendaPage, MunicipalityFigures, OrganisationGroup, PhaseLine, RegionFigures};
use super::figures::Figures;
use crate::agendas::queries::progress_of;
use crate::balance::Counted;
use crate::balance::data::Balance;
use crate::commitments::entity::commitment;
use crate::commitments::queries::conditions::{overdue, stands, without_lead};
use crate::commitments::queries::{list_rows, visible};
use crate::deadlines::data::{Cell, Deadline};
use crate::deadlines::queries::of_municipality;
use crate::error::AppError;
use crate::regions::entity::{municipality, organisation, organisation_municipality};
use crate::scope::seen;
use crate::targets::queries::records;

/// The figures of all agendas of the region, in two queries.
pub async fn region_figures(
    database: &DatabaseConnection,
    visibility: &Visibility,
    reckoning: Reckoning,
) -> Result<RegionFigures, DbErr> {
    let mut by_agenda = count(database, visible(visibility), reckoning).await?;
    let municipalities =
        seen::<municipality::Entity>(visibility).order_by_asc(municipality::Column::Name).all(database).await?;
    let municipalities = municipalities.into_iter().map(|row| MunicipalityFigures {
        figures: by_agenda.remove(&Some(row.id)).unwrap_or_default(),
        name: row.name,
        slug: row.slug,
        tile_column: row.tile_column,
        tile_row: row.tile_row,
    });
    let municipalities = municipalities.collect();
    Ok(RegionFigures { municipalities, regional: by_agenda.remove(&None).unwrap_or_default() })
}

/// One gemeente with its agenda, and what it has of the region's dwellings by what was `counted`.
///
/// # Errors
/// `NotFound` when the region has no such gemeente.
pub async fn agenda_page(
    database: &DatabaseConnection,
    visibility: &Visibility,
    slug: &str,
    reckoning: Reckoning,
    counted: &Counted,
) -> Result<AgendaPage, AppError> {
    let found =
        seen::<municipality::Entity>(visibility).filter(municipality::Column::Slug.eq(slug)).one(database).await?;
    let municipality = found.ok_or(AppError::NotFound)?;
    let agenda = visible(visibility).filter(commitment::Column::MunicipalityId.eq(municipality.id));
    let figures = count(database, agenda.clone(), reckoning).await?.remove(&Some(municipality.id)).unwrap_or_default();
    // A concept has a mark and no number yet: these come last, as they were recorded.
    let draft = || Expr::col((commitment::Entity, commitment::Column::LifeCycle)).eq(LifeCycle::Draft.code());
    let number = CaseStatement::new()
        .case(draft(), Expr::value(""))
        .finally(Expr::col((commitment::Entity, commitment::Column::Number)));
    let in_order = agenda.order_by_asc(draft()).order_by_asc(Expr::expr(number)).order_by_asc(commitment::Column::Id);
    let progress = progress_of(database, visibility, municipality.id, reckoning.today.year()).await?;
    Ok(AgendaPage {
        agenda: progress.label(),
        figures,
        balance: balance_of(database, visibility, slug, counted, reckoning).await?,
        rows: list_rows(database, in_order, reckoning).await?,
        deadlines: phases(database, visibility, municipality.id, reckoning.today).await?,
        organisations: active_in(database, visibility, municipality.id).await?,
        name: municipality.name,
        slug: municipality.slug,
    })
}

/// How far a gemeente is with each deadline.
async fn phases(
    database: &DatabaseConnection,
    visibility: &Visibility,
    municipality: Uuid,
    today: NaiveDate,
) -> Result<Vec<PhaseLine>, AppError> {
    let all = of_municipality(database, visibility, municipality, today).await?;
    let line = |(deadline, cell): (Deadline, Cell)| PhaseLine {
        deadline: deadline.id,
        title: deadline.title,
        when: label_or_unknown(deadline.due),
        phase: cell.reached.is_some().then_some(cell.phase),
        standing: cell.standing,
        example: cell.example,
    };
    Ok(all.into_iter().map(line).collect())
}

/// The balance of a gemeente, under the region's first scenario.
async fn balance_of(
    database: &DatabaseConnection,
    visibility: &Visibility,
    slug: &str,
    counted: &Counted,
    reckoning: Reckoning,
) -> Result<Option<Balance>, AppError> {
    let records = records(database, visibility).await?;
    let place = records.place(Some(slug));
    Ok(records.chosen(None).map(|(scenario, _)| records.balance(scenario, place, counted, reckoning.today)))
}

#[derive(FromQueryResult)]
struct Record {
    municipality_id: Option<Uuid>,
    #[sea_orm(nested)]
    figures: Figures,
}

/// The figures of a selection, by the gemeente whose agenda it is; without one, the region's.
async fn count(
    database: &DatabaseConnection,
    selection: Select<commitment::Entity>,
    reckoning: Reckoning,
) -> Result<BTreeMap<Option<Uuid>, Figures>, DbErr> {
    use commitment::Column as C;
    let in_state = |state: LifeCycle| number_of(C::LifeCycle.eq(state.code()));
    let standing = |standing: Standing| number_of(stands(standing, reckoning));
    let records = selection
        .select_only()
        .column(C::MunicipalityId)
        .column_as(C::Id.count(), "commitments")
        .column_as(in_state(LifeCycle::Draft), "drafts")
        .column_as(in_state(LifeCycle::Proposed), "proposed")
        .column_as(in_state(LifeCycle::Ratified), "ratified")
        .column_as(in_state(LifeCycle::Completed), "completed")
        .column_as(in_state(LifeCycle::Lapsed), "lapsed")
        .column_as(standing(Standing::Green), "green")
        .column_as(standing(Standing::Amber), "amber")
        .column_as(standing(Standing::Red), "red")
        .column_as(standing(Standing::Stale), "stale")
        .column_as(number_of(overdue(reckoning)), "overdue")
        .column_as(number_of(without_lead()), "without_lead")
        .group_by(C::MunicipalityId)
        .into_model::<Record>()
        .all(database)
        .await?;
    Ok(records.into_iter().map(|record| (record.municipality_id, record.figures)).collect())
}

/// How many rows of a group fulfil a condition.
pub fn number_of(condition: impl IntoCondition) -> Expr {
    // 32 bits: PostgreSQL adds them up to the 64 bits that are read.
    let one_or_none: Expr = CaseStatement::new().case(condition, 1_i32).finally(0_i32).into();
    one_or_none.sum()
}

/// The organisations that work in a gemeente, by type.
async fn active_in(
    database: &DatabaseConnection,
    visibility: &Visibility,
    municipality: Uuid,
) -> Result<Vec<OrganisationGroup>, DbErr> {
    use organisation::Column as C;
    use organisation_municipality::Column as L;
    let named = Query::select()
        .column(L::OrganisationId)
        .from(organisation_municipality::Entity)
        .and_where(L::MunicipalityId.eq(municipality))
        .to_owned();
    let active = Condition::any()
        .add(C::MunicipalityId.eq(municipality))
        .add(C::ActiveEverywhere.eq(true))
        .add(C::Id.in_subquery(named));
    let rows: Vec<(String, String)> = seen::<organisation::Entity>(visibility)
        .select_only()
        .columns([C::OrganisationType, C::Name])
        .filter(active)
        .order_by_asc(C::Name)
        .into_tuple()
        .all(database)
        .await?;
    let group = |kind: OrganisationType| {
        let of_kind = rows.iter().filter(|(code, _)| code == kind.code());
        let names: Vec<String> = of_kind.map(|(_, name)| name.clone()).collect();
        (!names.is_empty()).then(|| OrganisationGroup { label: kind.label().to_owned(), names })
    };
    Ok(OrganisationType::ALL.iter().copied().filter_map(group).collect())
}
