//! Changing accounts. Each command is one transaction: lock, policy, rules, write, audit entry.
#![expect(
    clippy::disallowed_methods,
    reason = "accounts start from `of_region`, and what is locked was found through it or is the own region"
)]

use domain::Problem;
use domain::accounts::LinkPurpose;
use domain::audit::Event;
use domain::differences::{Described, Field, FieldChange, differences};
use domain::organisations::Role;
use domain::policy::{AccountRights, Action};
use domain::retention::is_pseudonym;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QuerySelect, Set,
};
use uuid::Uuid;

use super::form::{Account, AccountButtonForm, AccountForm, PseudonymiseForm, SecurityForm};
use super::queries::of_region;
use crate::audit::{self, Author, Subject};
use crate::auth::accounts::{find_by_address, normal_address};
use crate::auth::entity::user;
use crate::auth::{links, mails, second_factor, sessions};
use crate::error::AppError;
use crate::mail::texts::Invitation;
use crate::privacy::{self, Refusal};
use crate::regions::entity::{organisation, region};
use crate::request::Request;
use crate::storage::{begin_write, new_id};
use crate::ui::form::FormReply;

const CHANGED_MEANWHILE: &str =
    "Iemand anders heeft dit account intussen gewijzigd. Open het opnieuw, kijk wat er nu staat en wijzig het dan.";
const LAST_ADMINISTRATOR: &str = "Dit is de laatste beheerder van uw regio. Maak eerst iemand anders beheerder.";

/// Adds an account without a password; its owner chooses one with the link of the invitation.
pub async fn invite(request: &Request, form: &AccountForm) -> Result<FormReply, AppError> {
    let region = administered(request)?;
    let (email, account) = match (form.address(), form.account()) {
        (Ok(email), Ok(account)) => (email, account),
        (email, account) => {
            let problems = email.err().into_iter().chain(account.err().into_iter().flatten()).collect();
            return Ok(FormReply::invalid(problems));
        }
    };
    let transaction = begin_write(request.database()).await?;
    let Some(organisation) = organisation_name(&transaction, region, account.organisation).await? else {
        return Ok(FormReply::invalid(vec![unknown_organisation()]));
    };
    if find_by_address(&transaction, &email).await?.is_some() {
        let message = "Voor dit e-mailadres is er al een account. Zoek het op in de lijst, of vul een ander adres in.";
        return Ok(FormReply::invalid(vec![Problem::new("email", message)]));
    }
    let row = user::ActiveModel {
        id: Set(new_id()),
        email: Set(email),
        password_hash: Set(None),
        totp_secret: Set(None),
        totp_step: Set(None),
        version: Set(1),
        created_at: Set(request.now()),
        ..fields(&account)
    };
    let row = row.insert(&transaction).await?;
    let token = links::issue(&transaction, row.id, LinkPurpose::Invitation, request.now()).await?;
    send_invitation(&transaction, request, &row, &organisation, &token).await?;
    let changes = differences(&[], &described(&account, &organisation));
    record(&transaction, request, Event::UserInvited, row.id, &changes).await?;
    transaction.commit().await?;
    keep_link_to_show(request, &token).await?;
    Ok(FormReply::done(format!("/beheer/gebruikers/{}?melding=uitgenodigd", row.id)))
}

/// Changes an account. What decides the rights takes effect at once: its owner logs in again.
pub async fn change(request: &Request, form: &AccountForm) -> Result<FormReply, AppError> {
    let transaction = begin_write(request.database()).await?;
    let (row, region) = lock(&transaction, request, &form.id).await?;
    let account = match form.account() {
        Ok(account) => account,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    if form.version != row.version.to_string() {
        return Ok(FormReply::outdated(CHANGED_MEANWHILE));
    }
    let Some(organisation) = organisation_name(&transaction, region, account.organisation).await? else {
        return Ok(FormReply::invalid(vec![unknown_organisation()]));
    };
    let stays = account.role == Role::Administrator && !account.disabled;
    if !stays && is_last_administrator(&transaction, region, &row).await? {
        return Ok(FormReply::invalid(vec![Problem::new("role", LAST_ADMINISTRATOR)]));
    }
    let before = account_of(&row)?;
    let organisation_before = organisation_name(&transaction, region, before.organisation).await?.unwrap_or_default();
    let mut changes = differences(&described(&before, &organisation_before), &described(&account, &organisation));
    let decides_rights = !changes.is_empty();
    if before.name != account.name || before.function != account.function {
        let after = "gewijzigd".to_owned();
        changes.push(FieldChange { field: Field::PersonalData, before: String::new(), after });
    }
    if changes.is_empty() {
        return Ok(FormReply::done(format!("/beheer/gebruikers/{}", row.id)));
    }
    let (id, version) = (row.id, row.version + 1);
    let changed = user::ActiveModel { id: Set(id), version: Set(version), ..fields(&account) };
    changed.update(&transaction).await?;
    if decides_rights {
        sessions::end_all(&transaction, id).await?;
    }
    let event = match (before.disabled, account.disabled) {
        (false, true) => Event::UserDisabled,
        (true, false) => Event::UserEnabled,
        _ => Event::UserChanged,
    };
    record(&transaction, request, event, id, &changes).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("/beheer/gebruikers/{id}?melding=account-gewijzigd")))
}

/// A new invitation for who has not accepted one, and else a link for a new password.
pub async fn send_link(request: &Request, form: &AccountButtonForm) -> Result<FormReply, AppError> {
    let transaction = begin_write(request.database()).await?;
    let (row, region) = lock(&transaction, request, &form.id).await?;
    let (purpose, event) = match row.password_hash {
        None => (LinkPurpose::Invitation, Event::UserInvited),
        Some(_) => (LinkPurpose::Reset, Event::PasswordResetAsked),
    };
    let token = links::issue(&transaction, row.id, purpose, request.now()).await?;
    match purpose {
        LinkPurpose::Invitation => {
            let organisation = organisation_name(&transaction, region, row.organisation_id).await?.unwrap_or_default();
            send_invitation(&transaction, request, &row, &organisation, &token).await?;
        }
        LinkPurpose::Reset => {
            mails::reset(&transaction, &request.state.mailing, &row, &token, request.now()).await?;
        }
    }
    record(&transaction, request, event, row.id, &[]).await?;
    transaction.commit().await?;
    keep_link_to_show(request, &token).await?;
    Ok(FormReply::done(format!("/beheer/gebruikers/{}?melding=link", row.id)))
}

async fn send_invitation(
    transaction: &DatabaseTransaction,
    request: &Request,
    account: &user::Model,
    organisation: &str,
    token: &str,
) -> Result<(), DbErr> {
    let invitation = Invitation { by: &request.user.name, organisation, region: &request.user.region };
    mails::invite(transaction, &request.state.mailing, account, invitation, token, request.now()).await
}

pub async fn clear_second_factor(request: &Request, form: &AccountButtonForm) -> Result<FormReply, AppError> {
    let transaction = begin_write(request.database()).await?;
    let (row, _) = lock(&transaction, request, &form.id).await?;
    second_factor::turn_off(&transaction, row.id).await?;
    sessions::end_all(&transaction, row.id).await?;
    record(&transaction, request, Event::SecondFactorOff, row.id, &[]).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("/beheer/gebruikers/{}?melding=tweede-stap-gewist", row.id)))
}

/// Takes the person out of an account, when the address was typed that stands there: it cannot be undone.
pub async fn pseudonymise(request: &Request, form: &PseudonymiseForm) -> Result<FormReply, AppError> {
    let transaction = begin_write(request.database()).await?;
    let (row, _) = lock(&transaction, request, &form.id).await?;
    let refused = |message: &str| Ok(FormReply::invalid(vec![Problem::new("email", message)]));
    if row.id == request.actor().user.0 {
        return refused("Dit is uw eigen account. Vraag een andere beheerder om dit te doen.");
    }
    if normal_address(&form.email).as_ref() != Some(&row.email) {
        return refused("Dit is niet het e-mailadres van dit account. Typ het over zoals het hierboven staat.");
    }
    match privacy::pseudonymise(&transaction, &Author::of(request), &row).await {
        Ok(_) => {}
        Err(Refusal::LastAdministrator) => return refused(LAST_ADMINISTRATOR),
        Err(Refusal::AlreadyDone) => return Err(AppError::BadRequest),
        Err(Refusal::Storage(error)) => return Err(error.into()),
    }
    transaction.commit().await?;
    Ok(FormReply::done(format!("/beheer/gebruikers/{}?melding=gepseudonimiseerd", row.id)))
}

pub async fn save_security(request: &Request, form: &SecurityForm) -> Result<FormReply, AppError> {
    let region = administered(request)?;
    let wanted = form.second_factor_for_all == "ja";
    let transaction = begin_write(request.database()).await?;
    let row = region::Entity::find_by_id(region).lock(LockType::NoKeyUpdate).one(&transaction).await?;
    let row = row.ok_or(AppError::NotFound)?;
    let answer = |yes: bool| if yes { "voor iedereen" } else { "voor beheerders" }.to_owned();
    let change =
        FieldChange { field: Field::SecondFactor, before: answer(row.second_factor_for_all), after: answer(wanted) };
    if change.before != change.after {
        let mut changed = row.into_active_model();
        changed.second_factor_for_all = Set(wanted);
        changed.update(&transaction).await?;
        let author = Author::of(request);
        audit::record(&transaction, &author, Event::Changed, Subject::Region(region), &[change]).await?;
        transaction.commit().await?;
    }
    Ok(FormReply::done("/beheer?melding=account-gewijzigd"))
}

/// The region that this person administers.
fn administered(request: &Request) -> Result<Uuid, AppError> {
    let region = request.actor().region;
    request.allow(Action::Administer(region))?;
    Ok(region.into())
}

/// The account and its region, kept from others until the transaction ends, when this person may manage it. No stronger
/// than that: entries of the audit trail refer to the row.
async fn lock(transaction: &DatabaseTransaction, request: &Request, id: &str) -> Result<(user::Model, Uuid), AppError> {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let region = administered(request)?;
    user::Entity::find_by_id(id).lock(LockType::NoKeyUpdate).one(transaction).await?;
    let row = of_region(region).filter(user::Column::Id.eq(id)).one(transaction).await?.ok_or(AppError::NotFound)?;
    request.allow(Action::ManageAccount(&AccountRights { region: region.into(), user: row.id.into() }))?;
    // Of nobody any more: its page has no forms.
    if is_pseudonym(&row.email) { Err(AppError::BadRequest) } else { Ok((row, region)) }
}

/// Nobody could let anybody in any more. The region's row is locked, so that two of the last cannot leave at once.
pub(crate) async fn is_last_administrator(
    transaction: &DatabaseTransaction,
    region: Uuid,
    row: &user::Model,
) -> Result<bool, DbErr> {
    use user::Column as C;
    if row.role != Role::Administrator.code() || row.disabled {
        return Ok(false);
    }
    region::Entity::find_by_id(region).lock(LockType::NoKeyUpdate).one(transaction).await?;
    let others = of_region(region)
        .filter(C::Role.eq(Role::Administrator.code()))
        .filter(C::Disabled.eq(false))
        .filter(C::Id.ne(row.id));
    Ok(others.count(transaction).await? == 0)
}

fn fields(account: &Account) -> user::ActiveModel {
    user::ActiveModel {
        organisation_id: Set(account.organisation),
        name: Set(account.name.clone()),
        function: Set(account.function.clone()),
        role: Set(account.role.code().to_owned()),
        mandated: Set(account.mandated),
        disabled: Set(account.disabled),
        ..Default::default()
    }
}

fn account_of(row: &user::Model) -> Result<Account, AppError> {
    Ok(Account {
        name: row.name.clone(),
        function: row.function.clone(),
        organisation: row.organisation_id,
        role: row.role.parse().map_err(|_| AppError::Internal)?,
        mandated: row.mandated,
        disabled: row.disabled,
    })
}

/// What decides the rights, for the log.
fn described(account: &Account, organisation: &str) -> Vec<Described> {
    let answer = |yes: bool| if yes { "ja" } else { "nee" }.to_owned();
    vec![
        (Field::Organisation, organisation.to_owned()),
        (Field::Role, account.role.label().to_owned()),
        (Field::Mandate, answer(account.mandated)),
        (Field::AccountState, if account.disabled { "geblokkeerd" } else { "open" }.to_owned()),
    ]
}

async fn organisation_name(connection: &impl ConnectionTrait, region: Uuid, id: Uuid) -> Result<Option<String>, DbErr> {
    let own = organisation::Entity::find_by_id(id).filter(organisation::Column::RegionId.eq(region));
    Ok(own.one(connection).await?.map(|row| row.name))
}

fn unknown_organisation() -> Problem {
    Problem::new("organisation", "Deze organisatie bestaat niet. Kies er een uit de lijst.")
}

async fn record(
    transaction: &DatabaseTransaction,
    request: &Request,
    event: Event,
    user: Uuid,
    changes: &[FieldChange],
) -> Result<(), DbErr> {
    audit::record(transaction, &Author::of(request), event, Subject::User(user), changes).await
}

/// Where no mail is sent, the next page shows the link once, to be passed on.
async fn keep_link_to_show(request: &Request, token: &str) -> Result<(), AppError> {
    if request.state.mailing.delivers {
        return Ok(());
    }
    sessions::keep_for_next_page(&request.state.mailing.link(&links::path(token))).await
}
