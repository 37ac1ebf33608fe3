//! Accounts in the database.
#![expect(clippy::disallowed_methods, reason = "nobody is known yet, or it is about the own account")]

use chrono::{DateTime, Utc};
use domain::audit::Event;
use domain::organisations::Role;
use domain::passwords::WeakPassword;
use domain::policy::{Actor, SecondFactorRule, Visitor};
use domain::text::visible_line;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, FromQueryResult, JoinType,
    QueryFilter, QuerySelect, RelationTrait, Set,
};
use uuid::Uuid;

use super::entity::user;
use super::passwords::{check, hash};
use crate::audit::{self, Author, Subject};
use crate::error::AppError;
use crate::regions::entity::{organisation, region};
use crate::request::CurrentUser;
use crate::storage::{begin_write, new_id};

/// Everything an account needs; `organisation` by its name in the region.
#[derive(Clone, Debug)]
pub struct NewUser {
    pub email: String,
    pub name: String,
    pub function: Option<String>,
    pub role: Role,
    /// May confirm for the organisation as a medewerker.
    pub mandated: bool,
    pub organisation: String,
    pub password: String,
}

#[derive(Debug, thiserror::Error)]
pub enum CreateUserError {
    #[error("no organisation is called {0:?}; load the region first, and write the name as it stands there")]
    UnknownOrganisation(String),
    #[error("{0:?} is not an e-mail address")]
    NotAnAddress(String),
    #[error("there is an account for {0} already")]
    Exists(String),
    #[error("this password is too weak: {0}")]
    WeakPassword(#[from] WeakPassword),
    #[error(transparent)]
    Storage(#[from] DbErr),
    #[error("the password could not be hashed")]
    Hashing,
}

/// Adds an account.
///
/// # Errors
/// When the address, the password or the organisation is not acceptable, or the account exists.
pub async fn create_user(
    database: &DatabaseConnection,
    new: &NewUser,
    at: DateTime<Utc>,
) -> Result<Uuid, CreateUserError> {
    let email = normal_address(&new.email).ok_or_else(|| CreateUserError::NotAnAddress(new.email.clone()))?;
    check(&new.password, &email, &[&new.name, &new.organisation])?;
    let password_hash = hash(&new.password).await.map_err(|_| CreateUserError::Hashing)?;

    let transaction = begin_write(database).await?;
    let named = organisation::Entity::find().filter(organisation::Column::Name.eq(&new.organisation));
    let organisation = named.one(&transaction).await?;
    let organisation = organisation.ok_or_else(|| CreateUserError::UnknownOrganisation(new.organisation.clone()))?;
    if find_by_address(&transaction, &email).await?.is_some() {
        return Err(CreateUserError::Exists(email));
    }
    let id = new_id();
    let row = user::ActiveModel {
        id: Set(id),
        organisation_id: Set(organisation.id),
        email: Set(email),
        name: Set(new.name.clone()),
        function: Set(new.function.clone()),
        role: Set(new.role.code().to_owned()),
        mandated: Set(new.mandated),
        password_hash: Set(Some(password_hash)),
        totp_secret: Set(None),
        totp_step: Set(None),
        disabled: Set(false),
        version: Set(1),
        created_at: Set(at),
    };
    row.insert(&transaction).await?;
    let author = Author::nobody(organisation.region_id, at);
    audit::record(&transaction, &author, Event::UserCreated, Subject::User(id), &[]).await?;
    transaction.commit().await?;
    Ok(id)
}

pub async fn find_by_address(connection: &impl ConnectionTrait, email: &str) -> Result<Option<user::Model>, DbErr> {
    user::Entity::find().filter(user::Column::Email.eq(email)).one(connection).await
}

/// The region of the organisation that an account is of.
pub async fn region_of(connection: &impl ConnectionTrait, account: &user::Model) -> Result<Uuid, DbErr> {
    let organisation = organisation::Entity::find_by_id(account.organisation_id).one(connection).await?;
    let organisation =
        organisation.ok_or_else(|| DbErr::RecordNotFound("the organisation of an account".to_owned()))?;
    Ok(organisation.region_id)
}

/// An address as accounts are kept under it: trimmed, lower case.
pub fn normal_address(email: &str) -> Option<String> {
    let email = email.trim().to_lowercase();
    let (name, host) = email.split_once('@')?;
    let whole = !name.is_empty()
        && host.contains('.')
        && !email.contains(char::is_whitespace)
        && visible_line(&email) == email
        && email.len() <= 254;
    whole.then_some(email)
}

#[derive(FromQueryResult)]
struct UserRow {
    name: String,
    function: Option<String>,
    role: String,
    mandated: bool,
    organisation_id: Uuid,
    organisation: String,
    municipality_id: Option<Uuid>,
    region_id: Uuid,
    region: String,
    freshness_weeks: i32,
    has_second_factor: bool,
    second_factor_for_all: bool,
}

/// The person behind a session; none once the account is disabled. One query, because every request asks it.
///
/// `demo`: nobody is asked for a second factor.
pub async fn current_user(
    database: &DatabaseConnection,
    id: Uuid,
    demo: bool,
) -> Result<Option<CurrentUser>, AppError> {
    let row = user::Entity::find_by_id(id)
        .select_only()
        .columns([
            user::Column::Name,
            user::Column::Function,
            user::Column::Role,
            user::Column::Mandated,
            user::Column::OrganisationId,
        ])
        .column_as(organisation::Column::Name, "organisation")
        .column(organisation::Column::MunicipalityId)
        .column(organisation::Column::RegionId)
        .column_as(region::Column::Name, "region")
        .columns([region::Column::SecondFactorForAll, region::Column::FreshnessWeeks])
        .column_as(user::Column::TotpSecret.is_not_null(), "has_second_factor")
        .join(JoinType::InnerJoin, user::Relation::Organisation.def())
        .join(JoinType::InnerJoin, organisation::Relation::Region.def())
        .filter(user::Column::Disabled.eq(false))
        .into_model::<UserRow>()
        .one(database)
        .await?;
    Ok(row.and_then(|row| to_current_user(id, row, demo)))
}

fn to_current_user(id: Uuid, row: UserRow, demo: bool) -> Option<CurrentUser> {
    let actor = Actor {
        user: id.into(),
        region: row.region_id.into(),
        organisation: row.organisation_id.into(),
        municipality: row.municipality_id.map(Into::into),
        role: row.role.parse().ok()?,
        mandated: row.mandated,
    };
    let rule = match (demo, row.second_factor_for_all) {
        (true, _) => SecondFactorRule::Nobody,
        (false, true) => SecondFactorRule::Everybody,
        (false, false) => SecondFactorRule::Administrators,
    };
    let visitor = Visitor { actor, lacks_second_factor: rule.asks(actor.role) && !row.has_second_factor };
    Some(CurrentUser {
        visitor,
        name: row.name,
        function: row.function,
        organisation: row.organisation,
        region: row.region,
        freshness_weeks: u32::try_from(row.freshness_weeks).unwrap_or_default(),
    })
}
