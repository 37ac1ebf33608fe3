//! Reading accounts. Every query starts from [`of_region`]: nobody administers another region.
#![expect(
    clippy::disallowed_methods,
    reason = "accounts start from `of_region`, and what is locked was found through it or is the own region"
)]

use domain::organisations::Role;
use domain::policy::{AccountRights, Action};
use domain::retention::is_pseudonym;
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait, Select,
};
use uuid::Uuid;

use crate::audit;
use crate::audit::data::LogPage;
use crate::audit::filter::LogFilter;
use crate::auth::entity::user;
use crate::auth::sessions;
use crate::error::AppError;
use crate::regions::entity::{organisation, region};
use crate::request::Request;
use crate::ui::Choice;

/// The accounts of a region's organisations.
pub fn of_region(region: Uuid) -> Select<user::Entity> {
    let organisations = Query::select()
        .column(organisation::Column::Id)
        .from(organisation::Entity)
        .and_where(organisation::Column::RegionId.eq(region))
        .to_owned();
    user::Entity::find().filter(user::Column::OrganisationId.in_subquery(organisations))
}

/// How far an account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    Invited,
    Open,
    Disabled,
    /// Of nobody any more.
    Former,
}

impl AccountState {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Invited => "Uitgenodigd",
            Self::Open => "Open",
            Self::Disabled => "Geblokkeerd",
            Self::Former => "Gepseudonimiseerd",
        }
    }
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub function: Option<String>,
    pub organisation: String,
    pub role: Option<Role>,
    pub may_confirm: bool,
    pub second_factor: bool,
    pub state: AccountState,
}

#[derive(FromQueryResult)]
struct Record {
    id: Uuid,
    name: String,
    email: String,
    function: Option<String>,
    organisation: String,
    role: String,
    mandated: bool,
    disabled: bool,
    has_password: bool,
    second_factor: bool,
}

/// The accounts of this person's region, by organisation and name.
///
/// # Errors
/// `NotFound` for who does not administer it.
pub async fn accounts(request: &Request) -> Result<Vec<AccountRow>, AppError> {
    use user::Column as C;
    let region = request.actor().region;
    request.allow(Action::Administer(region))?;
    let records = of_region(region.into())
        .select_only()
        .columns([C::Id, C::Name, C::Email, C::Function, C::Role, C::Mandated, C::Disabled])
        .column_as(organisation::Column::Name, "organisation")
        .column_as(C::PasswordHash.is_not_null(), "has_password")
        .column_as(C::TotpSecret.is_not_null(), "second_factor")
        .join(JoinType::InnerJoin, user::Relation::Organisation.def())
        .order_by_asc(organisation::Column::Name)
        .order_by_asc(C::Name)
        .into_model::<Record>()
        .all(request.database())
        .await?;
    let row = |record: Record| {
        let role: Option<Role> = record.role.parse().ok();
        AccountRow {
            may_confirm: role.is_some_and(|role| role.may_confirm(record.mandated)),
            state: state(&record.email, record.disabled, record.has_password),
            id: record.id,
            name: record.name,
            email: record.email,
            function: record.function,
            organisation: record.organisation,
            second_factor: record.second_factor,
            role,
        }
    };
    Ok(records.into_iter().map(row).collect())
}

pub fn state(email: &str, disabled: bool, has_password: bool) -> AccountState {
    if is_pseudonym(email) {
        return AccountState::Former;
    }
    match (disabled, has_password) {
        (true, _) => AccountState::Disabled,
        (false, true) => AccountState::Open,
        (false, false) => AccountState::Invited,
    }
}

/// What the page of one account shows.
pub struct AccountPage {
    pub row: user::Model,
    pub organisations: Vec<Choice>,
    /// A link that nobody mailed, to be passed on; it is shown once.
    pub link: Option<String>,
    /// Who looks at the own account.
    pub own: bool,
}

/// # Errors
/// `NotFound` when it is no account of this person's region.
pub async fn account(request: &Request, id: Uuid) -> Result<AccountPage, AppError> {
    let region = request.actor().region;
    request.allow(Action::Administer(region))?;
    let row = of_region(region.into()).filter(user::Column::Id.eq(id)).one(request.database()).await?;
    let row = row.ok_or(AppError::NotFound)?;
    request.allow(Action::ManageAccount(&AccountRights { region, user: row.id.into() }))?;
    Ok(AccountPage {
        own: row.id == request.actor().user.0,
        organisations: organisations(request.database(), region.into()).await?,
        link: sessions::take_kept().await?,
        row,
    })
}

/// What the form of a new account offers.
///
/// # Errors
/// `NotFound` for who does not administer the region.
pub async fn new_account(request: &Request) -> Result<Vec<Choice>, AppError> {
    let region = request.actor().region;
    request.allow(Action::Administer(region))?;
    Ok(organisations(request.database(), region.into()).await?)
}

async fn organisations(connection: &impl ConnectionTrait, region: Uuid) -> Result<Vec<Choice>, DbErr> {
    let rows = organisation::Entity::find()
        .filter(organisation::Column::RegionId.eq(region))
        .order_by_asc(organisation::Column::Name)
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(|row| Choice::new(row.id, row.name)).collect())
}

/// One page of the log.
///
/// # Errors
/// `NotFound` for who does not administer the region.
pub async fn log(request: &Request, filter: &LogFilter) -> Result<LogPage, AppError> {
    request.allow(Action::Administer(request.actor().region))?;
    Ok(audit::queries::search(request.database(), &request.visibility(), filter).await?)
}

/// What the region asks of everybody.
///
/// # Errors
/// `NotFound` for who does not administer it.
pub async fn second_factor_for_all(request: &Request) -> Result<bool, AppError> {
    let region = request.actor().region;
    request.allow(Action::Administer(region))?;
    let row = region::Entity::find_by_id(region.0).one(request.database()).await?;
    Ok(row.ok_or(AppError::NotFound)?.second_factor_for_all)
}
