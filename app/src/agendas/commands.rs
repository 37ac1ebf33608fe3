//! Writing agendas: in one transaction lock, ask the policy and the rules, write, and add the audit entry.
#![expect(
    clippy::disallowed_methods,
    reason = "a row is locked by its id, which was found through `seen` or is found through it right after"
)]

use domain::Problem;
use domain::agendas::{Standing, Years};
use domain::audit::Event;
use domain::policy::{Action, AgendaRights, AgendaVerb};
use sea_orm::{EntityTrait, QuerySelect};
use uuid::Uuid;

use super::entity::agenda;
use super::form::{AgendaForm, StepForm};
use super::queries::{municipality, of_municipality, one};
use super::records::{NewAgenda, insert_agenda, rights_of, standing_of, take_step, years_of};
use crate::audit::{Author, Subject, allowed};
use crate::error::AppError;
use crate::regions::entity::municipality as municipality_table;
use crate::request::Request;
use crate::storage::begin_write;
use crate::ui::form::FormReply;

const SEEN_ANOTHER_VERSION: &str =
    "Iemand heeft deze agenda intussen gewijzigd. Bekijk wat er nu staat en verstuur dit formulier dan opnieuw.";

/// Adds a period to a gemeente, in concept.
pub async fn add(request: &Request, form: &AgendaForm) -> Result<FormReply, AppError> {
    let transaction = begin_write(request.database()).await?;
    let place = municipality(&transaction, &request.visibility(), &form.municipality).await?;
    // Two who add a period at once: the second waits, and then sees the first. SQLite has locked everything by now.
    municipality_table::Entity::find_by_id(place.id).lock_exclusive().one(&transaction).await?;
    let rights = AgendaRights { region: place.region_id.into(), municipality: place.id.into() };
    let action = Action::Agenda(AgendaVerb::Manage, &rights);
    // There is no agenda yet that the refusal could be about.
    let subject = Subject::Region(place.region_id);
    let transaction = allowed(transaction, request, action, Event::Created, subject).await?;
    let years = match form.years() {
        Ok(years) => years,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let others = of_municipality(&transaction, &request.visibility(), place.id).await?;
    if let Some(other) = others.iter().map(years_of).find(|other| other.overlap(years)) {
        return Ok(FormReply::invalid(vec![overlapping(years, other)]));
    }
    let new = NewAgenda {
        region_id: place.region_id,
        municipality_id: place.id,
        years,
        standing: Standing::Draft,
        example: false,
    };
    insert_agenda(&transaction, new, &Author::of(request), Event::Created).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("/gemeenten/{}/agenda?melding=agenda", place.slug)))
}

/// At the field with which the two begin to overlap.
fn overlapping(years: Years, other: Years) -> Problem {
    let field = if other.contain(years.first) { "first_year" } else { "last_year" };
    Problem::new(field, format!("Er is al een agenda voor {}. Kies jaren die daar niet in liggen.", other.label()))
}

/// Takes a step forward or back.
pub async fn step(request: &Request, form: &StepForm) -> Result<FormReply, AppError> {
    let transaction = begin_write(request.database()).await?;
    let id: Uuid = form.id.parse().map_err(|_| AppError::NotFound)?;
    agenda::Entity::find_by_id(id).lock_exclusive().one(&transaction).await?;
    let (row, _) = one(&transaction, &request.visibility(), id).await?;
    let rights = rights_of(&row);
    let action = Action::Agenda(AgendaVerb::Manage, &rights);
    let transaction = allowed(transaction, request, action, Event::Changed, Subject::Agenda(id)).await?;
    // Nobody decides on a state that they have not seen.
    if form.version != row.version.to_string() {
        return Ok(FormReply::outdated(SEEN_ANOTHER_VERSION));
    }
    let step = match form.step() {
        Ok(step) => step,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let next = match standing_of(&row)?.after(&step, request.today()) {
        Ok(next) => next,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    take_step(&transaction, row, &step, &next, &Author::of(request)).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("/uitvoeringsagendas/{id}?melding=agenda-stap")))
}
