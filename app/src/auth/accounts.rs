//! Accounts in the database.
#![expect(clippy::disallowed_methods, reason = "nobody is known yet, or it is about the own account")]

use chrono::{DateTime, Utc};
use domain::audit::Event;
use domain::organisations::Role;
use domain::passwords::WeakPassword;
use domain::policy::{Actor, SecondFactorRule, Visitor};
use domain::text::{check_line, has_words, visible_line};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait,
    FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait, Set,
};
use uuid::Uuid;

use super::entity::user;
use super::passwords::{check, hash};
use crate::audit::{self, Author, Subject};
use crate::error::AppError;
use crate::regions::entity::{organisation, region};
use crate::request::CurrentUser;
use crate::storage::{begin_write, new_id};

/// Of the name and the function of an account, in characters.
pub const NAME_MAX: usize = 120;

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
    #[error("there is an organisation {0:?} in several regions: add --region with one of {1}")]
    SeveralRegions(String, String),
    #[error("{0} needs words on one line, at most {NAME_MAX} characters")]
    Unreadable(&'static str),
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
/// As [`create_users`].
pub async fn create_user(
    database: &DatabaseConnection,
    new: &NewUser,
    at: DateTime<Utc>,
) -> Result<Uuid, CreateUserError> {
    let ids = create_users(database, std::slice::from_ref(new), None, at).await?;
    ids.first().copied().ok_or(CreateUserError::Hashing)
}

/// Adds accounts, all of them or none. `region`: the code of that of their organisations; it may be left out where only one region
/// has an organisation of that name.
///
/// # Errors
/// When a name, an address, a password or an organisation is not acceptable, or an account exists.
pub async fn create_users(
    database: &DatabaseConnection,
    all: &[NewUser],
    region: Option<&str>,
    at: DateTime<Utc>,
) -> Result<Vec<Uuid>, CreateUserError> {
    let mut ready = Vec::with_capacity(all.len());
    for new in all {
        let email = normal_address(&new.email).ok_or_else(|| CreateUserError::NotAnAddress(new.email.clone()))?;
        check_words("the name", &new.name)?;
        new.function.iter().try_for_each(|function| check_words("the function", function))?;
        check(&new.password, &email, &[&new.name, &new.organisation])?;
        let password_hash = hash(&new.password).await.map_err(|_| CreateUserError::Hashing)?;
        ready.push((new, email, password_hash));
    }
    let transaction = begin_write(database).await?;
    let mut ids = Vec::with_capacity(ready.len());
    for (new, email, password_hash) in ready {
        let organisation = organisation_called(&transaction, &new.organisation, region).await?;
        if find_by_address(&transaction, &email).await?.is_some() {
            return Err(CreateUserError::Exists(email));
        }
        ids.push(insert_user(&transaction, new, email, password_hash, &organisation, at).await?);
    }
    transaction.commit().await?;
    Ok(ids)
}

fn check_words(field: &'static str, text: &str) -> Result<(), CreateUserError> {
    let mut problems = Vec::new();
    check_line("", "", Some(text), NAME_MAX, &mut problems);
    if problems.is_empty() && has_words(text) { Ok(()) } else { Err(CreateUserError::Unreadable(field)) }
}

async fn organisation_called(
    transaction: &DatabaseTransaction,
    name: &str,
    code: Option<&str>,
) -> Result<organisation::Model, CreateUserError> {
    let regions = region::Entity::find().order_by_asc(region::Column::Code).all(transaction).await?;
    let wanted: Vec<Uuid> =
        regions.iter().filter(|region| code.is_none_or(|code| region.code == code)).map(|region| region.id).collect();
    let named = organisation::Entity::find()
        .filter(organisation::Column::Name.eq(name))
        .filter(organisation::Column::RegionId.is_in(wanted));
    let mut found = named.all(transaction).await?;
    if found.len() > 1 {
        let has_one = |region: &&region::Model| found.iter().any(|one| one.region_id == region.id);
        let codes: Vec<&str> = regions.iter().filter(has_one).map(|region| region.code.as_str()).collect();
        return Err(CreateUserError::SeveralRegions(name.to_owned(), codes.join(", ")));
    }
    found.pop().ok_or_else(|| CreateUserError::UnknownOrganisation(name.to_owned()))
}

async fn insert_user(
    transaction: &DatabaseTransaction,
    new: &NewUser,
    email: String,
    password_hash: String,
    organisation: &organisation::Model,
    at: DateTime<Utc>,
) -> Result<Uuid, DbErr> {
    let id = new_id();
    let row = user::ActiveModel {
        id: Set(id),
        organisation_id: Set(organisation.id),
        email: Set(email),
        name: Set(new.name.trim().to_owned()),
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
    row.insert(transaction).await?;
    let author = Author::nobody(organisation.region_id, at);
    audit::record(transaction, &author, Event::UserCreated, Subject::User(id), &[]).await?;
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
