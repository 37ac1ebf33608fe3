//! What forms start with.

use domain::dutch;
use domain::meetings::State;
use domain::policy::{Action, ConclusionRights, ProposalVerb, may_create_proposals};
use domain::routing::check_held;
use uuid::Uuid;

use super::super::form::{ConclusionForm, ProposalForm, RemoveStepForm, StepForm};
use super::super::records::{content_of, purpose_of};
use super::{Found, one, state_of_meeting};
use crate::error::AppError;
use crate::meetings::queries::{bodies, body_of, choices};
use crate::request::Request;
use crate::ui::Choice;

/// The form of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormPage {
    pub form: ProposalForm,
    /// Of what is saved; empty for a new one.
    pub title: String,
    /// Why there is no form now.
    pub unfit: Option<String>,
}

/// # Errors
/// `Forbidden` for who may write none.
pub fn new_page(request: &Request) -> Result<FormPage, AppError> {
    if !may_create_proposals(request.actor()) {
        return Err(AppError::Forbidden);
    }
    Ok(FormPage { form: ProposalForm::default(), title: String::new(), unfit: None })
}

/// The proposal, when this person may write it.
async fn editing(request: &Request, id: Uuid) -> Result<Found, AppError> {
    let found = one(request.database(), &request.visibility(), id).await?;
    request.allow(Action::Proposal(ProposalVerb::Edit, &found.rights))?;
    Ok(found)
}

/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn edit_page(request: &Request, id: Uuid) -> Result<FormPage, AppError> {
    let found = editing(request, id).await?;
    let form = ProposalForm {
        id: id.to_string(),
        version: found.row.version.to_string(),
        ..ProposalForm::of(content_of(&found.row))
    };
    let unfit = found.route.may_change_text().err().map(|problem| problem.message);
    Ok(FormPage { title: form.title.clone(), form, unfit })
}

/// The form of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepPage {
    /// The proposal's.
    pub title: String,
    pub form: StepForm,
    pub bodies: Vec<Choice>,
    /// Why there is no form now.
    pub unfit: Option<String>,
}

/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn new_step_page(request: &Request, id: Uuid) -> Result<StepPage, AppError> {
    let found = editing(request, id).await?;
    let form = StepForm { id: id.to_string(), version: found.row.route_version.to_string(), ..StepForm::default() };
    let bodies = bodies(request.database(), &request.visibility()).await?;
    Ok(StepPage { title: found.row.title, form, bodies: choices(&bodies), unfit: None })
}

/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn step_page(request: &Request, id: Uuid, step: Uuid) -> Result<StepPage, AppError> {
    let found = editing(request, id).await?;
    let (index, row) = found.step(&step.to_string())?;
    let form = StepForm {
        id: id.to_string(),
        step: step.to_string(),
        version: found.row.route_version.to_string(),
        body: row.body_id.to_string(),
        date: dutch::date(row.date),
        purpose: purpose_of(row)?.code().to_owned(),
    };
    let unfit = found.route.clone().remove(index).err().map(|problem| problem.message);
    let bodies = bodies(request.database(), &request.visibility()).await?;
    Ok(StepPage { title: found.row.title, form, bodies: choices(&bodies), unfit })
}

/// Whether a body need not see it after all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemovePage {
    /// The proposal's.
    pub title: String,
    /// Body and day.
    pub step: String,
    pub form: RemoveStepForm,
    /// After that no body is to see it.
    pub last: bool,
    /// Why there is no form now.
    pub unfit: Option<String>,
}

/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn remove_page(request: &Request, id: Uuid, step: Uuid) -> Result<RemovePage, AppError> {
    let found = editing(request, id).await?;
    let (index, row) = found.step(&step.to_string())?;
    let body = body_of(request.database(), &request.visibility(), row.body_id).await?;
    let body = body.map(|(body, _)| body.name).unwrap_or_default();
    let version = found.row.route_version.to_string();
    Ok(RemovePage {
        step: format!("{body}, {}", dutch::long_date(row.date)),
        form: RemoveStepForm { id: id.to_string(), step: step.to_string(), version },
        last: found.steps.len() == 1,
        unfit: found.route.clone().remove(index).err().map(|problem| problem.message),
        title: found.row.title,
    })
}

/// The form of a conclusion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConclusionPage {
    /// The proposal's.
    pub title: String,
    /// Body, day and purpose.
    pub step: String,
    /// What the body was asked to decide.
    pub asked: String,
    pub form: ConclusionForm,
    /// There is one already.
    pub again: bool,
    /// Why there is no form now.
    pub unfit: Option<String>,
}

/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn conclusion_page(request: &Request, id: Uuid, step: Uuid) -> Result<ConclusionPage, AppError> {
    let (database, visibility) = (request.database(), &request.visibility());
    let found = one(database, visibility, id).await?;
    let (index, row) = found.step(&step.to_string())?;
    let (body, body_rights) = body_of(database, visibility, row.body_id).await?.ok_or(AppError::NotFound)?;
    request.allow(Action::Conclude(&ConclusionRights { proposal: found.rights, body: body_rights }))?;
    let state = state_of_meeting(database, row.meeting_id).await?;
    let again = row.conclusion.is_some();
    let conclusion = row.conclusion.clone().unwrap_or_default();
    let step = found.route.steps().get(index).map(|step| step.label(&body.name)).unwrap_or_default();
    Ok(ConclusionPage {
        step,
        form: ConclusionForm {
            id: id.to_string(),
            step: row.id.to_string(),
            version: found.row.route_version.to_string(),
            text_version: found.row.version.to_string(),
            conclusion,
        },
        again,
        unfit: unfit(request, &found, index, state),
        asked: found.row.decision,
        title: found.row.title,
    })
}

/// What the rules say, whatever the words.
fn unfit(request: &Request, found: &Found, index: usize, meeting: Option<State>) -> Option<String> {
    let mut route = found.route.clone();
    let step = route.steps().get(index)?.clone();
    let problems = match step.conclusion {
        Some(words) => route.reword(index, &words, meeting != Some(State::MinutesAdopted)).err()?,
        None if route.open() == Some(index) => vec![check_held(step.date, meeting, request.today()).err()?],
        None => route.conclude(index, "Woorden", true).err()?,
    };
    problems.into_iter().next().map(|problem| problem.message)
}
