//! Reading roles, through `seen`.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::organisations::OrganisationType;
use domain::policy::{Action, RoleRights, RoleVerb, Visibility};
use domain::roles::Standing;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, QueryFilter};
use uuid::Uuid;

use super::entity::role_description;
use super::form::{AcknowledgeForm, RoleForm};
use super::records::versions_in;
use crate::audit::data::TimelineEntry;
use crate::audit::entity::audit_entry;
use crate::audit::timeline::timeline;
use crate::error::AppError;
use crate::organisations::data::Organisation;
use crate::organisations::queries;
use crate::regions::entity::organisation;
use crate::request::{Request, day_of};
use crate::scope::seen;

/// Whether the role of an organisation is acknowledged, and since when that is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleState {
    pub standing: Standing,
    /// The day of the acknowledgement, or of the text that waits for one; none when there is no text.
    pub since: Option<NaiveDate>,
    /// Invented, for the demo.
    pub example: bool,
}

impl RoleState {
    pub const MISSING: Self = Self { standing: Standing::Missing, since: None, example: false };

    fn of(row: &role_description::Model) -> Self {
        let versions = versions_in(row);
        let since = versions.in_force().map_or_else(|| day_of(row.updated_at), |one| one.on);
        Self { standing: Standing::of(Some(versions)), since: Some(since), example: row.example }
    }
}

/// By organisation; those that wrote nothing are not in it.
pub async fn states(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
) -> Result<BTreeMap<Uuid, RoleState>, DbErr> {
    let rows = seen::<role_description::Entity>(visibility).all(connection).await?;
    Ok(rows.iter().map(|row| (row.organisation_id, RoleState::of(row))).collect())
}

/// The page of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationPage {
    pub kind: OrganisationType,
    pub organisation: Organisation,
    pub text: Option<String>,
    pub may_write: bool,
    /// For its bestuurder, when there is something to acknowledge.
    pub acknowledge: Option<AcknowledgeForm>,
    /// What happened to its role; the newest first.
    pub timeline: Vec<TimelineEntry>,
}

/// The form of what an organisation does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RolePage {
    pub organisation: String,
    pub standing: Standing,
    pub form: RoleForm,
}

pub fn rights_of(row: &organisation::Model) -> RoleRights {
    RoleRights { region: row.region_id.into(), organisation: row.id.into() }
}

/// # Errors
/// `NotFound` when it does not exist for this person.
pub async fn organisation_of(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    id: Uuid,
) -> Result<organisation::Model, AppError> {
    let named = seen::<organisation::Entity>(visibility).filter(organisation::Column::Id.eq(id));
    named.one(connection).await?.ok_or(AppError::NotFound)
}

/// What it wrote down.
pub async fn role_of(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    organisation: Uuid,
) -> Result<Option<role_description::Model>, DbErr> {
    let of_it = role_description::Column::OrganisationId.eq(organisation);
    seen::<role_description::Entity>(visibility).filter(of_it).one(connection).await
}

/// # Errors
/// `NotFound` when the organisation does not exist for this person.
pub async fn organisation_page(request: &Request, id: Uuid) -> Result<OrganisationPage, AppError> {
    let (database, visibility) = (request.database(), request.visibility());
    let row = organisation_of(database, &visibility, id).await?;
    let rights = rights_of(&row);
    let (kind, organisation) = queries::one(database, &visibility, id).await?;
    let role = role_of(database, &visibility, id).await?;
    let asks = |verb| request.allow(Action::Role(verb, &rights)).is_ok();
    let waiting = role.as_ref().filter(|role| versions_in(role).in_force().is_none());
    let acknowledge = waiting
        .filter(|_| asks(RoleVerb::Acknowledge))
        .map(|role| AcknowledgeForm { id: id.to_string(), version: role.version.to_string() });
    let timeline = match &role {
        Some(role) => {
            let chosen = Condition::all().add(audit_entry::Column::SubjectId.eq(role.id));
            timeline(database, chosen).await?.into_iter().map(|(_, entry)| entry).collect()
        }
        None => vec![],
    };
    let text = role.map(|role| role.text);
    Ok(OrganisationPage { kind, organisation, text, may_write: asks(RoleVerb::Write), acknowledge, timeline })
}

/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn role_page(request: &Request, id: Uuid) -> Result<RolePage, AppError> {
    let (database, visibility) = (request.database(), request.visibility());
    let row = organisation_of(database, &visibility, id).await?;
    request.allow(Action::Role(RoleVerb::Write, &rights_of(&row)))?;
    let role = role_of(database, &visibility, id).await?;
    let standing = Standing::of(role.as_ref().map(versions_in));
    let form = match role {
        Some(role) => RoleForm { version: role.version.to_string(), text: role.text, ..RoleForm::default() },
        None => RoleForm::default(),
    };
    Ok(RolePage { organisation: row.name, standing, form: RoleForm { id: id.to_string(), ..form } })
}

/// Whether the role of the reader's organisation waits for its bestuurder: of that organisation by name, and since when.
pub async fn waiting_for(request: &Request) -> Result<Option<(String, RoleState)>, DbErr> {
    let own = request.actor().organisation.0;
    let row = role_of(request.database(), &request.visibility(), own).await?;
    let state = row.map(|row| RoleState::of(&row)).filter(|state| state.standing == Standing::Waiting);
    Ok(state.map(|state| (request.user.organisation.clone(), state)))
}
