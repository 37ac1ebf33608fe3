//! What forms start with.

use std::collections::BTreeSet;

use domain::bottlenecks::risk::Blocked;
use domain::bottlenecks::{Level, Standing, StepKind};
use domain::organisations::Role;
use domain::policy::{Action, BottleneckVerb, may_create_bottlenecks};
use uuid::Uuid;

use super::super::blocking::{Named, Offer, offers};
use super::super::form::{BottleneckForm, StepForm};
use super::super::records::content_of;
use super::list::success_factors;
use super::show::{fits, verb};
use super::{blocked_by, one, stored_level, stored_state};
use crate::commitments::queries::organisations;
use crate::error::AppError;
use crate::request::Request;
use crate::ui::Choice;

/// What was ticked and looked for before the page was rendered again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Posted {
    pub ticked: Blocked,
    pub search: String,
    pub project_search: String,
}

/// What the form of a bottleneck offers, and what it starts with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormPage {
    pub title: String,
    pub form: BottleneckForm,
    pub success_factors: Vec<Choice>,
    /// Who may own it: for who is no aanjager only the own organisation.
    pub owners: Vec<Choice>,
    pub organisations: Vec<Choice>,
    /// Those that are blocked already or ticked, then those that were found.
    pub commitments: Offer,
    pub projects: Offer,
}

/// The form for a new bottleneck; `blocked` is ticked from the start.
///
/// # Errors
/// `Forbidden` for who may add none.
pub async fn new_page(request: &Request, blocked: Blocked, posted: Posted) -> Result<FormPage, AppError> {
    if !may_create_bottlenecks(request.actor()) {
        return Err(AppError::Forbidden);
    }
    let own = request.actor().organisation.to_string();
    let owner = if request.actor().role == Role::Driver { String::new() } else { own };
    let form = BottleneckForm {
        owner,
        commitments: texts(&blocked.commitments),
        projects: texts(&blocked.projects),
        ..BottleneckForm::default()
    };
    page(request, "Nieuw knelpunt".to_owned(), form, blocked, posted).await
}

/// The form for an existing bottleneck.
///
/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn edit_page(request: &Request, id: Uuid, posted: Posted) -> Result<FormPage, AppError> {
    let (database, visibility) = (request.database(), &request.visibility());
    let (row, rights) = one(database, visibility, id).await?;
    request.allow(Action::Bottleneck(BottleneckVerb::Edit, &rights))?;
    let blocked = Named::of(database, visibility, &blocked_by(database, id).await?).await?.blocked();
    let content = content_of(&row);
    let form = BottleneckForm {
        id: id.to_string(),
        version: row.version.to_string(),
        title: content.title,
        description: content.description.unwrap_or_default(),
        success_factor: row.success_factor_id.to_string(),
        owner: row.owner_id.to_string(),
        owner_function: content.owner.function.unwrap_or_default(),
        action: content.action,
        acting: row.acting_id.to_string(),
        acting_function: content.acting.function.unwrap_or_default(),
        commitments: texts(&blocked.commitments),
        projects: texts(&blocked.projects),
        ..BottleneckForm::default()
    };
    page(request, format!("Wijzigen: {}", row.title), form, blocked, posted).await
}

fn texts<T: ToString>(ids: &BTreeSet<T>) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

async fn page(
    request: &Request,
    title: String,
    form: BottleneckForm,
    blocked: Blocked,
    posted: Posted,
) -> Result<FormPage, AppError> {
    let (database, visibility) = (request.database(), &request.visibility());
    let organisations: Vec<Choice> = organisations(database, visibility)
        .await?
        .into_iter()
        .map(|named| Choice::new(named.value, named.name))
        .collect();
    let own = request.actor().organisation.to_string();
    let any_owner = request.actor().role == Role::Driver;
    let owners = organisations.iter().filter(|choice| any_owner || choice.value == own).cloned().collect();
    let ticked = blocked.and(&posted.ticked);
    let (commitments, projects) =
        offers(database, visibility, &ticked, (&posted.search, &posted.project_search)).await?;
    Ok(FormPage {
        title,
        form,
        success_factors: success_factors(database, visibility).await?,
        owners,
        organisations,
        commitments,
        projects,
    })
}

/// What the form of a step starts with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepPage {
    pub title: String,
    pub form: StepForm,
    pub level: Level,
    /// The step fits where the bottleneck stands.
    pub fits: bool,
}

/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn step_page(request: &Request, id: Uuid, kind: StepKind) -> Result<StepPage, AppError> {
    let (row, rights) = one(request.database(), &request.visibility(), id).await?;
    request.allow(Action::Bottleneck(verb(kind), &rights))?;
    let standing = Standing { state: stored_state(&row.state)?, level: stored_level(&row.level)? };
    let form = StepForm { id: id.to_string(), version: row.version.to_string(), ..StepForm::default() };
    Ok(StepPage { title: row.title, form, level: standing.level, fits: fits(standing, kind) })
}
