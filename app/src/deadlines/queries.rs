//! Reading the deadlines of a region and how far its gemeenten are, through `seen`.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::Period;
use domain::deadlines::{Behind, Phase, Standing};
use domain::policy::{Action, DeadlineVerb, Visibility};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::data::{Cell, Deadline, DeadlinePage, EditPage, Line, Matrix, Overview, PhasePage};
use super::entity::{deadline, deadline_phase};
use super::form::{DeadlineForm, PhaseForm};
use super::records::{Saved, reached_of, rights_of, told_of};
use crate::commitments::records::stored_period;
use crate::error::AppError;
use crate::municipalities::places::{self, Place, place_of, places, timeline};
use crate::organisations::queries::Sources;
use crate::request::Request;
use crate::scope::seen;
use crate::ui::Choice;

/// All of them, the first to end first.
pub async fn overview(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    today: NaiveDate,
) -> Result<Overview, AppError> {
    let sources = Sources::of(connection, visibility).await?;
    let rows = seen::<deadline::Entity>(visibility).order_by_asc(deadline::Column::Position).all(connection).await?;
    let mut deadlines: Vec<Deadline> = rows.into_iter().map(|row| shown(row, &sources)).collect();
    deadlines.sort_by_key(|deadline| order(deadline.due, today));
    Ok(Overview { today, deadlines })
}

fn shown(row: deadline::Model, sources: &Sources) -> Deadline {
    Deadline {
        id: row.id,
        due: stored_period(row.due.as_deref()),
        source: sources.find(row.source_id, row.source_detail.as_ref()),
        title: row.title,
        legal_status: row.legal_status,
        note: row.note,
        checked_on: row.checked_on,
    }
}

/// Without a date comes last.
fn order(due: Option<Period>, today: NaiveDate) -> (bool, Option<NaiveDate>) {
    let end = due.and_then(|due| due.next_end(today));
    (end.is_none(), end)
}

/// All deadlines with the phase of every gemeente, in four queries.
pub async fn matrix(connection: &impl ConnectionTrait, request: &Request) -> Result<Matrix, AppError> {
    let visibility = request.visibility();
    let Overview { today, deadlines } = overview(connection, &visibility, request.today()).await?;
    let places = places(connection, request).await?;
    let told = Phases::of(connection, &visibility, Condition::all()).await?;
    let lines =
        deadlines.into_iter().map(|deadline| line(deadline, &places, &told, today)).collect::<Result<_, _>>()?;
    Ok(Matrix { today, places, lines })
}

/// What gemeenten told, by deadline and gemeente.
struct Phases(BTreeMap<(Uuid, Uuid), deadline_phase::Model>);

impl Phases {
    async fn of(connection: &impl ConnectionTrait, visibility: &Visibility, chosen: Condition) -> Result<Self, DbErr> {
        let rows = seen::<deadline_phase::Entity>(visibility).filter(chosen).all(connection).await?;
        Ok(Self(rows.into_iter().map(|row| ((row.deadline_id, row.municipality_id), row)).collect()))
    }

    /// Who told nothing has not started.
    fn cell(&self, deadline: &Deadline, place: Uuid, today: NaiveDate) -> Result<Cell, DbErr> {
        let (mut reached, mut example) = (None, false);
        if let Some(row) = self.0.get(&(deadline.id, place)) {
            reached = Some(reached_of(row)?).filter(|reached| reached.counts(deadline.due, today));
            example = reached.is_some() && row.example;
        }
        let phase = reached.as_ref().map_or(Phase::NotStarted, |reached| reached.phase());
        Ok(Cell { phase, standing: Standing::of(phase, deadline.due, today), reached, example })
    }
}

fn line(deadline: Deadline, places: &[Place], told: &Phases, today: NaiveDate) -> Result<Line, DbErr> {
    let cells = places.iter().map(|place| told.cell(&deadline, place.id, today)).collect::<Result<Vec<_>, _>>()?;
    let phases = places.iter().zip(&cells).map(|(place, cell)| (place.name.as_str(), cell.phase));
    let behind = Behind::of(phases, deadline.due, today);
    Ok(Line { deadline, cells, behind })
}

/// How far one gemeente is with every deadline, in their order.
pub async fn of_municipality(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    municipality: Uuid,
    today: NaiveDate,
) -> Result<Vec<(Deadline, Cell)>, AppError> {
    let Overview { deadlines, .. } = overview(connection, visibility, today).await?;
    let chosen = Condition::all().add(deadline_phase::Column::MunicipalityId.eq(municipality));
    let told = Phases::of(connection, visibility, chosen).await?;
    let with_cell = |deadline: Deadline| {
        let cell = told.cell(&deadline, municipality, today)?;
        Ok((deadline, cell))
    };
    Ok(deadlines.into_iter().map(with_cell).collect::<Result<_, DbErr>>()?)
}

/// One deadline.
///
/// # Errors
/// `NotFound` when it does not exist for this person.
pub async fn one(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    id: Uuid,
) -> Result<deadline::Model, AppError> {
    let named = seen::<deadline::Entity>(visibility).filter(deadline::Column::Id.eq(id));
    named.one(connection).await?.ok_or(AppError::NotFound)
}

/// What a gemeente told of a deadline.
pub async fn phase_of(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    deadline: Uuid,
    municipality: Uuid,
) -> Result<Option<deadline_phase::Model>, DbErr> {
    use deadline_phase::Column as C;
    let chosen = seen::<deadline_phase::Entity>(visibility)
        .filter(C::DeadlineId.eq(deadline))
        .filter(C::MunicipalityId.eq(municipality));
    chosen.one(connection).await
}

/// The page of one deadline.
///
/// # Errors
/// `NotFound` when it does not exist for this person.
pub async fn deadline_page(request: &Request, id: Uuid) -> Result<DeadlinePage, AppError> {
    let (database, visibility, today) = (request.database(), request.visibility(), request.today());
    let row = one(database, &visibility, id).await?;
    let may_edit = request.allow(Action::Deadline(DeadlineVerb::Edit, &rights_of(&row))).is_ok();
    let sources = Sources::of(database, &visibility).await?;
    let places = places(database, request).await?;
    let chosen = Condition::all().add(deadline_phase::Column::DeadlineId.eq(id));
    let told = Phases::of(database, &visibility, chosen).await?;
    let of_places = places.iter().filter_map(|place| Some((told.0.get(&(id, place.id))?.id, place.name.as_str())));
    let timeline = timeline(database, id, &of_places.collect()).await?;
    let line = line(shown(row, &sources), &places, &told, today)?;
    Ok(DeadlinePage { today, places, line, may_edit, timeline })
}

/// The form of a deadline.
///
/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn edit_page(request: &Request, id: Uuid) -> Result<EditPage, AppError> {
    let row = one(request.database(), &request.visibility(), id).await?;
    request.allow(Action::Deadline(DeadlineVerb::Edit, &rights_of(&row)))?;
    let sources = Sources::of(request.database(), &request.visibility()).await?;
    let sources = sources.titles().into_iter().map(|(id, title)| Choice::new(id.to_string(), title)).collect();
    let form = DeadlineForm::of(id, row.version, &Saved::of(&row));
    Ok(EditPage { title: row.title, form, sources })
}

/// The form of a gemeente's phase.
///
/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn phase_page(request: &Request, id: Uuid, slug: &str) -> Result<PhasePage, AppError> {
    let (database, visibility, today) = (request.database(), request.visibility(), request.today());
    let row = one(database, &visibility, id).await?;
    let place = place_of(database, &visibility, slug).await?;
    request.allow(Action::TellOfPlace(&places::rights_of(&place)))?;
    let due = stored_period(row.due.as_deref());
    let saved = phase_of(database, &visibility, id, place.id).await?;
    let form = match saved {
        Some(saved) => {
            let reached = reached_of(&saved)?;
            let mut form = PhaseForm::of(id, slug, Some((saved.version, told_of(&reached))));
            if !reached.counts(due, today) {
                // What was told of an earlier turn is not where this one begins.
                form = PhaseForm { version: form.version, ..PhaseForm::of(id, slug, None) };
            }
            form
        }
        None => PhaseForm::of(id, slug, None),
    };
    let sources = Sources::of(database, &visibility).await?;
    Ok(PhasePage { today, deadline: shown(row, &sources), municipality: place.name, form })
}
