//! Writing where a proposal goes and what came of it there: in one transaction lock the proposal, ask the policy and the
//! rules, write, and add the audit entry. The version of its text stays what it is; the steps have one together.

use domain::Problem;
use domain::audit::Event;
use domain::differences::{Field, FieldChange, differences};
use domain::meetings::State;
use domain::policy::{Action, ConclusionRights, ProposalVerb};
use domain::routing::{check_askable, check_held};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, Set};

use super::agenda::meeting_on;
use super::commands::{address, done, locked, of_form};
use super::entity::{proposal, proposal_step};
use super::form::{ConclusionForm, RemoveStepForm, StepForm, no_body};
use super::queries::{Found, state_of_meeting};
use super::records::{Planned, content_of, insert_step, purpose_of, which};
use crate::audit::{self, Author, Subject, allowed};
use crate::error::AppError;
use crate::meetings::queries::body_of;
use crate::meetings::records::state_of;
use crate::request::Request;
use crate::ui::form::{FormReply, optional};

const CHANGED_MEANWHILE: &str = "Dit voorstel is intussen gewijzigd. Kijk wat er nu staat en probeer het dan opnieuw.";

/// One more body, after the others.
pub async fn add(request: &Request, form: &StepForm) -> Result<FormReply, AppError> {
    let (transaction, found) = locked(request, &form.id, ProposalVerb::Edit, Event::StepAdded).await?;
    let planned = match planned(&transaction, request, form, &found).await? {
        Ok(planned) => planned,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    if form.version != found.row.route_version.to_string() {
        return Ok(FormReply::outdated(CHANGED_MEANWHILE));
    }
    let mut route = found.route.clone();
    if let Err(problem) = route.add(planned.body.into(), planned.date, planned.purpose) {
        return Ok(told(problem));
    }
    let author = Author::of(request);
    let position = found.steps.last().map_or(0, |row| row.position + 1);
    raise(&transaction, &found, &author).await?;
    insert_step(&transaction, found.row.id, position, &planned, &author).await?;
    transaction.commit().await?;
    Ok(done(found.row.id, "behandeling"))
}

/// Another body, day or purpose, as long as nothing is concluded there.
pub async fn change(request: &Request, form: &StepForm) -> Result<FormReply, AppError> {
    let (transaction, found) = locked(request, &form.id, ProposalVerb::Edit, Event::StepChanged).await?;
    let (index, saved) = found.step(&form.step)?;
    let planned = match planned(&transaction, request, form, &found).await? {
        Ok(planned) => planned,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let before = as_planned(&transaction, request, saved).await?;
    let mut changes = differences(&before.describe(), &planned.describe());
    if changes.is_empty() && before.meeting == planned.meeting {
        return Ok(FormReply::done(address(found.row.id)));
    }
    let mut route = found.route.clone();
    if let Err(problem) = route.change(index, planned.body.into(), planned.date, planned.purpose) {
        return Ok(told(problem));
    }
    if form.version != found.row.route_version.to_string() {
        return Ok(FormReply::outdated(CHANGED_MEANWHILE));
    }
    let author = Author::of(request);
    changes.insert(0, which(&before.name, before.date));
    let mut changed = proposal_step::ActiveModel { id: Set(saved.id), ..planned.row() };
    if before.meeting != planned.meeting {
        changed.agenda_position = Set(None);
    }
    changed.update(&transaction).await?;
    raise(&transaction, &found, &author).await?;
    record(&transaction, &author, &found, Event::StepChanged, &changes).await?;
    transaction.commit().await?;
    Ok(done(found.row.id, "behandeling"))
}

/// A body need not see it after all; the timeline keeps what it was.
pub async fn remove(request: &Request, form: &RemoveStepForm) -> Result<FormReply, AppError> {
    let (transaction, found) = locked(request, &form.id, ProposalVerb::Edit, Event::StepRemoved).await?;
    let (index, saved) = found.step(&form.step)?;
    if let Err(problem) = found.route.clone().remove(index) {
        return Ok(of_form(problem));
    }
    // Nobody removes what they have not seen.
    if form.version != found.row.route_version.to_string() {
        return Ok(FormReply::outdated(CHANGED_MEANWHILE));
    }
    let author = Author::of(request);
    let changes = differences(&as_planned(&transaction, request, saved).await?.describe(), &[]);
    proposal_step::Entity::delete_by_id(saved.id).exec(&transaction).await?;
    raise(&transaction, &found, &author).await?;
    record(&transaction, &author, &found, Event::StepRemoved, &changes).await?;
    transaction.commit().await?;
    Ok(done(found.row.id, "behandeling-verwijderd"))
}

/// What the body said, which opens the next step; or that in better words, as long as it is the last one.
pub async fn conclude(request: &Request, form: &ConclusionForm) -> Result<FormReply, AppError> {
    let (transaction, found) = locked(request, &form.id, ProposalVerb::View, Event::Concluded).await?;
    let (index, saved) = found.step(&form.step)?;
    let Some((body, body_rights)) = body_of(&transaction, &request.visibility(), saved.body_id).await? else {
        return Err(AppError::NotFound);
    };
    let event = if saved.conclusion.is_some() { Event::ConclusionReworded } else { Event::Concluded };
    let rights = ConclusionRights { proposal: found.rights, body: body_rights };
    let subject = Subject::Proposal(found.row.id);
    let transaction = allowed(transaction, request, Action::Conclude(&rights), event, subject).await?;
    let state = state_of_meeting(&transaction, saved.meeting_id).await?;
    let after = optional(&form.conclusion).unwrap_or_default();
    if saved.conclusion.as_deref() == Some(&after) {
        return Ok(FormReply::done(address(found.row.id)));
    }
    if let Err(problems) = concluded(request, &found, index, &after, state) {
        return Ok(FormReply::invalid(problems));
    }
    let seen = [form.version.as_str(), form.text_version.as_str()];
    if seen != [found.row.route_version.to_string(), found.row.version.to_string()] {
        return Ok(FormReply::outdated(CHANGED_MEANWHILE));
    }
    let author = Author::of(request);
    let changed = proposal_step::ActiveModel {
        id: Set(saved.id),
        conclusion: Set(Some(after.clone())),
        // Better words are still about the text that lay before the body.
        concluded_version: Set(saved.concluded_version.or(Some(found.row.version))),
        concluded_at: Set(Some(author.at)),
        ..Default::default()
    };
    changed.update(&transaction).await?;
    raise(&transaction, &found, &author).await?;
    let before = saved.conclusion.clone().unwrap_or_default();
    let conclusion = FieldChange { field: Field::Conclusion, before, after };
    let mut changes = vec![which(&body.name, saved.date), conclusion];
    if event == Event::Concluded {
        let after = found.row.version.to_string();
        changes.push(FieldChange { field: Field::Version, before: String::new(), after });
    }
    record(&transaction, &author, &found, event, &changes).await?;
    transaction.commit().await?;
    Ok(done(found.row.id, "conclusie"))
}

/// What the rules say of these words at this step.
fn concluded(
    request: &Request,
    found: &Found,
    index: usize,
    words: &str,
    meeting: Option<State>,
) -> Result<(), Vec<Problem>> {
    let mut route = found.route.clone();
    let Some(step) = route.steps().get(index) else { return Ok(()) };
    let result = if step.conclusion.is_some() {
        route.reword(index, words, meeting != Some(State::MinutesAdopted))
    } else {
        match check_held(step.date, meeting, request.today()) {
            Err(problem) if route.open() == Some(index) => Err(vec![problem]),
            held => route.conclude(index, words, held.is_ok()),
        }
    };
    // There is no field for which step it is.
    let named = |problem: Problem| if problem.field == "step" { Problem::of_form(problem.message) } else { problem };
    result.map_err(|problems| problems.into_iter().map(named).collect())
}

/// What the form says, with the meeting of that body on that day.
async fn planned(
    transaction: &DatabaseTransaction,
    request: &Request,
    form: &StepForm,
    found: &Found,
) -> Result<Result<Planned, Vec<Problem>>, AppError> {
    let (id, date, purpose) = match form.step() {
        Ok(step) => step,
        Err(problems) => return Ok(Err(problems)),
    };
    let Some((body, _)) = body_of(transaction, &request.visibility(), id).await? else {
        return Ok(Err(vec![no_body()]));
    };
    let missing = content_of(&found.row).missing_for(purpose);
    if !missing.is_empty() {
        // The text has a form of its own.
        return Ok(Err(missing.into_iter().map(|problem| Problem::new("purpose", problem.message)).collect()));
    }
    let meeting = meeting_on(transaction, id, date).await?;
    if let Err(problem) = check_askable(date, meeting.as_ref().map(state_of).transpose()?) {
        return Ok(Err(vec![problem]));
    }
    let meeting = meeting.map(|meeting| meeting.id);
    Ok(Ok(Planned { body: id, name: body.name, meeting, date, purpose }))
}

async fn as_planned(
    transaction: &DatabaseTransaction,
    request: &Request,
    row: &proposal_step::Model,
) -> Result<Planned, AppError> {
    let body = body_of(transaction, &request.visibility(), row.body_id).await?;
    let name = body.map(|(body, _)| body.name).unwrap_or_default();
    let purpose = purpose_of(row)?;
    Ok(Planned { body: row.body_id, name, meeting: row.meeting_id, date: row.date, purpose })
}

/// A problem with the day belongs to its field, one with the step to the whole form.
fn told(problem: Problem) -> FormReply {
    if problem.field == "date" { FormReply::invalid(vec![problem]) } else { of_form(problem) }
}

/// The steps are others than those that people have before them.
async fn raise(transaction: &DatabaseTransaction, found: &Found, author: &Author) -> Result<(), AppError> {
    let changed = proposal::ActiveModel {
        id: Set(found.row.id),
        route_version: Set(found.row.route_version + 1),
        updated_at: Set(author.at),
        ..Default::default()
    };
    changed.update(transaction).await?;
    Ok(())
}

async fn record(
    transaction: &DatabaseTransaction,
    author: &Author,
    found: &Found,
    event: Event,
    changes: &[FieldChange],
) -> Result<(), AppError> {
    Ok(audit::record(transaction, author, event, Subject::Proposal(found.row.id), changes).await?)
}
