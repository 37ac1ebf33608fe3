//! What forms start with.

use domain::Problem;
use domain::commitments::LifeCycle;
use domain::ids::MunicipalityId;
use domain::organisations::{OrganisationType, Role};
use domain::policy::{Action, Verb, may_create_somewhere};
use uuid::Uuid;

use super::super::commands::last_report;
use super::super::data::{FormPage, Named, ProgressPage};
use super::super::filter::REGIONAL_AGENDA;
use super::super::form::{CommitmentForm, party_value};
use super::super::progress_form::ProgressForm;
use super::super::projects::queries::served;
use super::super::records::Texts;
use super::super::reports::stored_report;
use super::one_visible;
use super::options::{challenges, documents, measures, organisations, success_factors, target_groups};
use super::show::latest_progress;
use crate::choosing::Choosable;
use crate::decisions::entity::decision;
use crate::decisions::grounds;
use crate::error::AppError;
use crate::regions::entity::municipality;
use crate::request::Request;
use crate::scope::seen;
use domain::commitments::PartyRef;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

/// The form for a new commitment, in the agenda of the gemeente with this slug, or else in one's own.
///
/// # Errors
/// `Forbidden` for who may add none.
pub async fn new_page(
    request: &Request,
    municipality: Option<&str>,
    decision: Option<&str>,
) -> Result<FormPage, AppError> {
    if !may_create_somewhere(request.actor()) {
        return Err(AppError::Forbidden);
    }
    let own = request.actor().municipality;
    let asked = match municipality {
        Some(slug) => {
            let named = seen::<municipality::Entity>(&request.visibility()).filter(municipality::Column::Slug.eq(slug));
            named.one(request.database()).await?.map(|row| MunicipalityId::from(row.id))
        }
        None => None,
    };
    let agenda = asked.or(own);
    // Outside the agenda of their own gemeente, and of no aanjager's, people can add only what their organisation leads.
    let lead = match request.actor().role {
        Role::Staff if own.is_none() || agenda != own => request.actor().organisation.to_string(),
        _ => String::new(),
    };
    let agenda = agenda.map(|id| id.to_string()).unwrap_or_default();
    let form = CommitmentForm { agenda, lead, ..Default::default() };
    let ground = grounds::of_new(request.database(), request, decision.unwrap_or_default()).await?;
    let page = page(request, form, "Nieuwe afspraak".to_owned(), None).await?;
    Ok(on_ground(page, ground))
}

/// The form says because of which decision it is there.
fn on_ground(mut page: FormPage, ground: Option<Result<decision::Model, Problem>>) -> FormPage {
    if let Some(Ok(row)) = &ground {
        page.form.decision = row.id.to_string();
    }
    page.ground = grounds::shown(ground);
    page
}

/// The form for an existing commitment.
///
/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn edit_page(request: &Request, id: Uuid, decision: Option<&str>) -> Result<FormPage, AppError> {
    let database = request.database();
    let (row, _, rights) = one_visible(database, &request.visibility(), id).await?;
    request.allow(Action::Commitment(Verb::Edit, &rights))?;
    let texts = Texts::of(database, &row).await?;
    let agenda = agenda_value(rights.municipality);
    let mut form = CommitmentForm::of(id.to_string(), row.version, agenda.clone(), texts.shown());
    let projects = served(database, &request.visibility(), id).await?;
    form.projects = projects.iter().map(|found| found.id.to_string()).collect();
    form.projects_shown = form.projects.clone();
    let projects = projects.into_iter().map(|found| Named { value: found.id.to_string(), name: found.label() });
    let page = page(request, form, format!("Wijzigen: {}", row.title), Some(agenda)).await?;
    let asked = rights.life_cycle != LifeCycle::Draft;
    let ground = grounds::of_change(database, request, decision.unwrap_or_default(), id).await?;
    Ok(on_ground(
        FormPage {
            example: row.example,
            asked,
            closed: !rights.life_cycle.is_open(),
            projects: projects.collect(),
            ..page
        },
        ground,
    ))
}

/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn progress_page(request: &Request, id: Uuid) -> Result<ProgressPage, AppError> {
    let (row, _, rights) = one_visible(request.database(), &request.visibility(), id).await?;
    request.allow(Action::Commitment(Verb::ReportProgress, &rights))?;
    let last = last_report(request.database(), id).await?;
    let seen = last.as_ref().map(|last| last.id.to_string()).unwrap_or_default();
    let form = ProgressForm::of(id.to_string(), seen, last.as_ref().and_then(stored_report).as_ref());
    let stale = request.reckoning().is_stale(rights.life_cycle, row.progress_on);
    let latest = latest_progress(request.database(), id).await?;
    Ok(ProgressPage { number: row.number, title: row.title, example: row.example, form, latest, stale })
}

pub fn agenda_value(municipality: Option<MunicipalityId>) -> String {
    municipality.map_or_else(|| REGIONAL_AGENDA.to_owned(), |id| id.to_string())
}

async fn page(
    request: &Request,
    form: CommitmentForm,
    title: String,
    only_agenda: Option<String>,
) -> Result<FormPage, AppError> {
    let (database, visibility) = (request.database(), &request.visibility());
    let mut parties = organisations(database, visibility).await?;
    parties.extend(groups_in(&form));
    let mut agendas = agendas(request).await?;
    if let Some(only) = only_agenda {
        agendas.retain(|agenda| agenda.value == only);
    }
    Ok(FormPage {
        agendas,
        organisations: parties,
        challenges: challenges(database, visibility).await?,
        target_groups: target_groups(database, visibility).await?,
        measures: measures(database, visibility).await?,
        success_factors: success_factors(database, visibility).await?,
        documents: documents(database, visibility).await?,
        projects: vec![],
        form,
        title,
        example: false,
        asked: false,
        closed: false,
        ground: None,
    })
}

/// Groups are offered only where a source named them: a new commitment names organisations.
fn groups_in(form: &CommitmentForm) -> Vec<Named> {
    let known = OrganisationType::ALL.iter().map(|group| (party_value(PartyRef::Group(*group)), group.group_label()));
    known
        .filter(|(value, _)| form.parties.iter().any(|row| &row.organisation == value))
        .map(|(value, label)| Named { value, name: label.to_owned() })
        .collect()
}

async fn agendas(request: &Request) -> Result<Vec<Named>, AppError> {
    let municipalities = seen::<municipality::Entity>(&request.visibility())
        .order_by_asc(municipality::Column::Name)
        .all(request.database())
        .await?;
    let regional = Named { value: REGIONAL_AGENDA.to_owned(), name: format!("Regio {}", request.user.region) };
    let local = municipalities.into_iter().map(|row| Named { value: row.id.to_string(), name: row.name });
    Ok(std::iter::once(regional).chain(local).collect())
}
