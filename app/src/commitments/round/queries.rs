//! What a round goes through, and where one is in it.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a commitment is read by its id, which was found through `visible`"
)]

use domain::progress::may_report;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, DbErr, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, Select};
use uuid::Uuid;

use super::way::Way;
use crate::commitments::data::{FilterOptions, ProgressPage, Row};
use crate::commitments::entity::{commitment, progress_update};
use crate::commitments::queries::conditions::{conditions, editable, open, resolve};
use crate::commitments::queries::{filter_options, ids_in_order, list_rows, progress_page, visible};
use crate::error::AppError;
use crate::request::Request;
use crate::storage::new_id;

/// How many commitments there are to report on, and where to begin.
#[derive(Clone, Debug)]
pub struct StartPage {
    pub total: usize,
    /// Where the round starts; none when there is nothing to report on.
    pub first: Option<String>,
    /// What came of the round that ends here.
    pub done: Option<Done>,
    /// Parts of the filter that name nothing.
    pub unknown: Vec<String>,
    /// What the filter can choose.
    pub options: FilterOptions,
}

/// What somebody did in a round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    pub seen: u64,
    pub reported: u64,
    pub unchanged: u64,
}

impl Done {
    pub const fn skipped(self) -> u64 {
        self.seen.saturating_sub(self.reported).saturating_sub(self.unchanged)
    }
}

/// One commitment of the round.
#[derive(Clone, Debug)]
pub struct StepPage {
    pub row: Row,
    pub progress: ProgressPage,
    /// From 1.
    pub step: u64,
    pub total: u64,
    /// The address of the one before it; none at the first.
    pub previous: Option<String>,
    /// The address of the next one or, after the last, of the end.
    pub next: String,
    /// The account that goes through it: what it could not send is not sent by another.
    pub who: Uuid,
    /// It was closed: there is nothing to report.
    pub closed: bool,
    pub unknown: Vec<String>,
}

pub async fn start_page(request: &Request, way: &Way) -> Result<StartPage, AppError> {
    let (chosen, unknown) = chosen(request, way).await?;
    let ids = ids_in_order(request.database(), visible(&request.visibility()).filter(chosen)).await?;
    let round = Way { step: Some(1), since: Some(new_id()), filter: way.filter.clone() };
    let done = match way.since {
        Some(since) => Some(done(request, since, way.step.unwrap_or(1) - 1).await?),
        None => None,
    };
    let first = ids.first().map(|id| round.address(Some(*id)));
    let options = filter_options(request.database(), &request.visibility()).await?;
    Ok(StartPage { total: ids.len(), first, done, unknown, options })
}

/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn step_page(request: &Request, way: &Way, id: Uuid) -> Result<StepPage, AppError> {
    let progress = progress_page(request, id).await?;
    let itself = visible(&request.visibility()).filter(commitment::Column::Id.eq(id));
    let row = list_rows(request.database(), itself, request.reckoning()).await?.pop().ok_or(AppError::NotFound)?;
    let Place { before, after, previous, next, unknown } = place(request, way, id).await?;
    let step = way.step.unwrap_or(before + 1);
    let closed = may_report(row.life_cycle).is_err();
    let previous = previous.map(|id| way.before(step).address(Some(id)));
    let next = way.after(step).address(next);
    let who = request.actor().user.0;
    Ok(StepPage { row, progress, step, total: step.saturating_add(after), previous, next, who, closed, unknown })
}

/// Where a report leads: to the commitment after it, or to the end.
pub async fn address_after(request: &Request, way: &Way, id: Uuid) -> Result<String, AppError> {
    let place = place(request, way, id).await?;
    Ok(way.after(way.step.unwrap_or(place.before + 1)).address(place.next))
}

/// Where a commitment stands in a round, whether or not it belongs to it (any more).
struct Place {
    before: u64,
    after: u64,
    previous: Option<Uuid>,
    next: Option<Uuid>,
    unknown: Vec<String>,
}

/// All ids in their order are read, and not those beyond a key: databases sort the names of gemeenten by rules of their
/// own, which a comparison would have to repeat.
async fn place(request: &Request, way: &Way, id: Uuid) -> Result<Place, AppError> {
    let (chosen, unknown) = chosen(request, way).await?;
    let with_itself = Condition::any().add(chosen).add(commitment::Column::Id.eq(id));
    let selection: Select<commitment::Entity> = visible(&request.visibility()).filter(with_itself);
    let ids = ids_in_order(request.database(), selection).await?;
    let here = ids.iter().position(|other| *other == id).ok_or(AppError::NotFound)?;
    let after = ids.len() - here - 1;
    let previous = here.checked_sub(1).and_then(|before| ids.get(before).copied());
    Ok(Place { before: here as u64, after: after as u64, previous, next: ids.get(here + 1).copied(), unknown })
}

/// What a round goes through: the filter's commitments that are open, and that this person may report on.
async fn chosen(request: &Request, way: &Way) -> Result<(Condition, Vec<String>), DbErr> {
    let (names, unknown) = resolve(request.database(), &request.visibility(), &way.filter).await?;
    let filter = conditions(&way.filter, &names, request.reckoning());
    Ok((Condition::all().add(filter).add(open()).add(editable(request.actor())), unknown))
}

#[derive(FromQueryResult)]
struct Counted {
    unchanged: bool,
    commitments: i64,
}

/// Counted, and not added up along the way: what is sent again later counts all the same.
async fn done(request: &Request, since: Uuid, seen: u64) -> Result<Done, DbErr> {
    use progress_update::Column as C;
    let counted = progress_update::Entity::find()
        .select_only()
        .column(C::Unchanged)
        .column_as(Expr::col(C::CommitmentId).count_distinct(), "commitments")
        .filter(C::Id.gt(since))
        .filter(C::UserId.eq(request.actor().user.0))
        .group_by(C::Unchanged)
        .into_model::<Counted>()
        .all(request.database())
        .await?;
    let of = |unchanged: bool| {
        let found = counted.iter().find(|counted| counted.unchanged == unchanged);
        found.and_then(|counted| u64::try_from(counted.commitments).ok()).unwrap_or_default()
    };
    Ok(Done { seen, reported: of(false), unchanged: of(true) })
}
