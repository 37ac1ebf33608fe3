//! What forms start with.

use domain::organisations::Role;
use domain::policy::{Action, ProjectVerb, may_create_projects};
use domain::projects::{PartyRole, Status};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::super::form::{PartyRow, ProjectForm};
use super::super::names::Names;
use super::super::records::content_of;
use super::one;
use crate::commitments::queries::organisations;
use crate::error::AppError;
use crate::regions::entity::{municipality, organisation};
use crate::request::Request;
use crate::scope::seen;
use crate::ui::Choice;

/// What the form of a project offers, and what it starts with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormPage {
    pub title: String,
    pub form: ProjectForm,
    /// By id; of an existing project only its own.
    pub municipalities: Vec<Choice>,
    /// By id.
    pub organisations: Vec<Choice>,
    /// The types of dwelling, by what the form holds.
    pub types: Vec<Choice>,
}

/// The form for a new project, in the gemeente with this slug, or else in one's own.
///
/// # Errors
/// `Forbidden` for who may add none.
pub async fn new_page(request: &Request, slug: Option<&str>) -> Result<FormPage, AppError> {
    if !may_create_projects(request.actor()) {
        return Err(AppError::Forbidden);
    }
    let named = match slug {
        Some(slug) => {
            let named = seen::<municipality::Entity>(&request.visibility()).filter(municipality::Column::Slug.eq(slug));
            named.one(request.database()).await?.map(|row| row.id)
        }
        None => None,
    };
    let own = request.actor().municipality.map(Uuid::from);
    let municipality = named.or(own).map(|id| id.to_string()).unwrap_or_default();
    let parties = own_party(request.database(), request).await?.into_iter().collect();
    let form = ProjectForm { municipality, parties, status: Status::New.code().to_owned(), ..ProjectForm::default() };
    page(request, "Nieuw project".to_owned(), form).await
}

/// Who is no gemeente and no aanjager keeps only the projects that they build themselves: their organisation is a party, in the
/// role that its kind usually has.
pub async fn own_party(connection: &impl ConnectionTrait, request: &Request) -> Result<Option<PartyRow>, DbErr> {
    let actor = request.actor();
    if actor.municipality.is_some() || actor.role != Role::Staff {
        return Ok(None);
    }
    let own = seen::<organisation::Entity>(&request.visibility());
    let own = own.filter(organisation::Column::Id.eq(actor.organisation.0)).one(connection).await?;
    let role = own.and_then(|row| PartyRole::usual(row.organisation_type.parse().ok()?));
    let role = role.map(|role| role.code().to_owned()).unwrap_or_default();
    Ok(Some(PartyRow { role, organisation: actor.organisation.to_string() }))
}

/// The form for an existing project.
///
/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn edit_page(request: &Request, id: Uuid) -> Result<FormPage, AppError> {
    let (row, rights) = one(request.database(), &request.visibility(), id).await?;
    request.allow(Action::Project(ProjectVerb::Edit, &rights))?;
    let municipality = rights.municipality;
    let content = content_of(request.database(), &row, rights.parties).await?;
    let form = ProjectForm::of(id.to_string(), row.version, municipality, &content);
    let mut page = page(request, format!("Wijzigen: {}", row.name), form).await?;
    page.municipalities.retain(|choice| choice.value == municipality.to_string());
    Ok(page)
}

async fn page(request: &Request, title: String, form: ProjectForm) -> Result<FormPage, AppError> {
    let (database, visibility) = (request.database(), &request.visibility());
    let municipalities =
        seen::<municipality::Entity>(visibility).order_by_asc(municipality::Column::Name).all(database).await?;
    let organisations = organisations(database, visibility).await?;
    let names = Names::of(database, visibility).await?;
    Ok(FormPage {
        title,
        form,
        municipalities: municipalities.into_iter().map(|row| Choice::new(row.id, row.name)).collect(),
        organisations: organisations.into_iter().map(|named| Choice::new(named.value, named.name)).collect(),
        types: names.types().into_iter().map(|(value, name)| Choice::new(value, name)).collect(),
    })
}
