//! What forms start with.

use std::collections::BTreeSet;

use domain::bottlenecks::{Level, Standing, StepKind};
use domain::organisations::Role;
use domain::policy::{Action, BottleneckVerb, may_create_bottlenecks};
use sea_orm::{ColumnTrait, DbErr, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::super::form::{BottleneckForm, StepForm, terms};
use super::super::records::content_of;
use super::list::success_factors;
use super::show::{fits, verb};
use super::{Found, blocked_ids, by_ids, find, matching, one, stored_level, stored_state};
use crate::commitments::entity::commitment;
use crate::commitments::queries::{organisations, visible};
use crate::error::AppError;
use crate::request::Request;
use crate::ui::Choice;

/// Of each thing that was looked for, so many are shown.
const SHOWN_MAX: usize = 50;

/// What was ticked and looked for before the page was rendered again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Posted {
    pub ticked: BTreeSet<Uuid>,
    pub search: String,
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
    pub commitments: Vec<Choice>,
    /// There are more than are shown.
    pub more_found: bool,
}

/// The form for a new bottleneck; `blocked` is ticked from the start.
///
/// # Errors
/// `Forbidden` for who may add none.
pub async fn new_page(request: &Request, blocked: Option<Uuid>, posted: Posted) -> Result<FormPage, AppError> {
    if !may_create_bottlenecks(request.actor()) {
        return Err(AppError::Forbidden);
    }
    let own = request.actor().organisation.to_string();
    let owner = if request.actor().role == Role::Driver { String::new() } else { own };
    let form = BottleneckForm {
        owner,
        commitments: blocked.iter().map(ToString::to_string).collect(),
        ..BottleneckForm::default()
    };
    page(request, "Nieuw knelpunt".to_owned(), form, posted).await
}

/// The form for an existing bottleneck.
///
/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn edit_page(request: &Request, id: Uuid, posted: Posted) -> Result<FormPage, AppError> {
    let (database, visibility) = (request.database(), &request.visibility());
    let (row, rights) = one(database, visibility, id).await?;
    request.allow(Action::Bottleneck(BottleneckVerb::Edit, &rights))?;
    let blocked: Vec<Uuid> = visible(visibility)
        .filter(commitment::Column::Id.in_subquery(blocked_ids(id)))
        .select_only()
        .column(commitment::Column::Id)
        .into_tuple()
        .all(database)
        .await?;
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
        commitments: blocked.iter().map(ToString::to_string).collect(),
        ..BottleneckForm::default()
    };
    page(request, format!("Wijzigen: {}", row.title), form, posted).await
}

async fn page(request: &Request, title: String, form: BottleneckForm, posted: Posted) -> Result<FormPage, AppError> {
    let (database, visibility) = (request.database(), &request.visibility());
    let organisations: Vec<Choice> = organisations(database, visibility)
        .await?
        .into_iter()
        .map(|named| Choice::new(named.value, named.name))
        .collect();
    let own = request.actor().organisation.to_string();
    let any_owner = request.actor().role == Role::Driver;
    let owners = organisations.iter().filter(|choice| any_owner || choice.value == own).cloned().collect();
    let (commitments, more_found) = commitments(request, &form, &posted).await?;
    Ok(FormPage {
        title,
        form,
        success_factors: success_factors(database, visibility).await?,
        owners,
        organisations,
        commitments,
        more_found,
    })
}

async fn commitments(request: &Request, form: &BottleneckForm, posted: &Posted) -> Result<(Vec<Choice>, bool), DbErr> {
    let (database, visibility) = (request.database(), &request.visibility());
    let blocked = form.commitments.iter().filter_map(|id| id.parse().ok());
    let known: BTreeSet<Uuid> = blocked.chain(posted.ticked.iter().copied()).collect();
    let mut shown = by_ids(database, visibility, &known).await?;
    let terms = terms(&posted.search);
    let found = find(database, visibility, &terms).await?;
    let mut more = false;
    for words in &terms {
        let matches = matching(&found, words);
        more |= matches.len() > SHOWN_MAX;
        for one in matches.into_iter().take(SHOWN_MAX) {
            if shown.iter().all(|other| other.id != one.id) {
                shown.push(one.clone());
            }
        }
    }
    Ok((shown.into_iter().map(choice).collect(), more))
}

fn choice(found: Found) -> Choice {
    let agenda = found.municipality.unwrap_or_else(|| "hele regio".to_owned());
    Choice { mark: Some(found.number), ..Choice::new(found.id, format!("{} ({agenda})", found.title)) }
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
