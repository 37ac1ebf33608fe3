//! Logging in: the password, and then the code where the account has a second factor.
#![expect(clippy::disallowed_methods, reason = "nobody is known yet, or it is about the own account")]

use chrono::{DateTime, Utc};
use domain::Problem;
use domain::accounts::CODE_PATIENCE;
use domain::audit::Event;
use domain::organisations::Role;
use domain::tasks::begins_with_tasks;
use domain::throttle::minutes;
use leptos::prelude::use_context;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};
use tower_sessions::Session;
use uuid::Uuid;

use super::accounts::{find_by_address, normal_address, region_of};
use super::entity::user;
use super::form::{CodeForm, LoginForm};
use super::passwords::{self, Verdict, verify};
use super::second_factor::{self, Accepted};
use super::sessions;
use super::throttle::{self, Subject as Guessed};
use crate::audit::{self, Author, Subject};
use crate::error::AppError;
use crate::request::AppState;
use crate::storage::begin_write;
use crate::ui::form::{FormReply, Rejection};

/// One answer for an unknown address, a wrong password and a disabled account: none of them is told apart.
const REFUSED: &str = "Het e-mailadres of het wachtwoord klopt niet. Controleer beide en probeer het opnieuw.";
const WRONG_CODE: &str = "Deze code klopt niet, of is al gebruikt. Wacht op de volgende code en vul die in.";
const NO_CODE: &str = "Vul de zes cijfers van de app in, of een herstelcode.";
const TOO_LATE: &str = "Dit duurde te lang. Log opnieuw in.";

/// The first step: address and password.
pub async fn login(form: LoginForm) -> Result<FormReply, AppError> {
    let state = use_context::<AppState>().ok_or(AppError::Internal)?;
    let missing = form.missing();
    if !missing.is_empty() {
        return Ok(FormReply::invalid(missing));
    }
    let session = sessions::current()?;
    let now = state.clock.now();
    let address = normal_address(&form.email);
    let guessed = Guessed::Address(address.as_deref().unwrap_or_default());
    let wait = throttle::start_try(&state.database, guessed, now).await?;
    let account = match &address {
        Some(address) => find_by_address(&state.database, address).await?,
        None => None,
    };
    if let Some(wait) = wait {
        note_failure(&state.database, account.as_ref(), Event::LoginThrottled, now).await?;
        tracing::warn!("a login was braked after too many wrong tries");
        return Ok(too_often(wait));
    }
    let hash = account.as_ref().filter(|account| !account.disabled).and_then(|account| account.password_hash.clone());
    let verdict =
        if form.password.len() <= MAX_PASSWORD_BYTES { verify(&form.password, hash).await? } else { Verdict::Wrong };
    let Some(account) = account.clone().filter(|_| verdict != Verdict::Wrong) else {
        note_failure(&state.database, account.as_ref(), Event::LoginFailed, now).await?;
        return Ok(refused("email", REFUSED));
    };

    // Hashing takes its time; nobody's write should wait for it.
    let renewed = match verdict {
        Verdict::RightButOutdated => Some(passwords::hash(&form.password).await?),
        Verdict::Right | Verdict::Wrong => None,
    };
    let transaction = begin_write(&state.database).await?;
    throttle::forget(&transaction, guessed).await?;
    if let Some(hash) = renewed {
        set_hash(&transaction, account.id, hash).await?;
    }
    let complete = account.totp_secret.is_none();
    if complete {
        note(&transaction, &account, Event::LoggedIn, now).await?;
    }
    transaction.commit().await?;
    if complete {
        sessions::begin(&session, account.id, now).await?;
        return Ok(FormReply::done(landing(&form.return_to, &account)));
    }
    sessions::begin_half(&session, account.id, now).await?;
    Ok(FormReply::done(super::with_return("/inloggen/code", &own_path(&form.return_to))))
}

/// The second step: a code of the app, or a recovery code.
pub async fn enter_code(form: CodeForm) -> Result<FormReply, AppError> {
    let state = use_context::<AppState>().ok_or(AppError::Internal)?;
    let session = sessions::current()?;
    let now = state.clock.now();
    let Some(account) = half_logged_in(&state.database, &session, now).await? else {
        return Ok(refused("code", TOO_LATE));
    };
    if !second_factor::may_be_accepted(&form.code) {
        return Ok(refused("code", NO_CODE));
    }
    let guessed = Guessed::Code(account.id);
    if let Some(wait) = throttle::start_try(&state.database, guessed, now).await? {
        return Ok(too_often(wait));
    }
    let transaction = begin_write(&state.database).await?;
    let Some(accepted) = second_factor::accept(&transaction, &account, &form.code, now).await? else {
        drop(transaction);
        note_failure(&state.database, Some(&account), Event::SecondFactorFailed, now).await?;
        return Ok(refused("code", WRONG_CODE));
    };
    throttle::forget(&transaction, guessed).await?;
    if accepted == Accepted::RecoveryCode {
        note(&transaction, &account, Event::RecoveryCodeUsed, now).await?;
    }
    note(&transaction, &account, Event::LoggedIn, now).await?;
    transaction.commit().await?;
    sessions::begin(&session, account.id, now).await?;
    Ok(FormReply::done(landing(&form.return_to, &account)))
}

/// Where somebody goes on: to the page that was asked for, or else to what is asked of them.
fn landing(return_to: &str, account: &user::Model) -> String {
    let path = own_path(return_to);
    let role = account.role.parse::<Role>();
    if path == "/" && role.is_ok_and(begins_with_tasks) { "/mijn-taken".to_owned() } else { path }
}

/// Who typed the right password not long ago, and still may log in.
async fn half_logged_in(
    database: &DatabaseConnection,
    session: &Session,
    now: DateTime<Utc>,
) -> Result<Option<user::Model>, AppError> {
    let half = sessions::half(session).await?.filter(|half| now - half.since < CODE_PATIENCE);
    let Some(half) = half else {
        return Ok(None);
    };
    let account = user::Entity::find_by_id(half.user).filter(user::Column::Disabled.eq(false));
    Ok(account.one(database).await?)
}

/// The longest acceptable password in bytes: 128 characters of at most four.
const MAX_PASSWORD_BYTES: usize = 512;

fn refused(field: &str, message: &str) -> FormReply {
    let problems = vec![Problem::new(field, message)];
    FormReply::Rejected(Rejection { problems, status: 401, ..Rejection::default() })
}

/// Never for good: the wait is a quarter of an hour at most. No field is to blame: what was typed was not looked at.
pub fn too_often(wait: chrono::TimeDelta) -> FormReply {
    let seconds = minutes(wait) * 60;
    let wait = match minutes(wait) {
        1 => "1 minuut".to_owned(),
        many => format!("{many} minuten"),
    };
    let message = format!("Dit is te vaak geprobeerd. Wacht {wait} en probeer het dan opnieuw.");
    FormReply::Rejected(Rejection {
        problems: vec![Problem::of_form(message)],
        status: 429,
        retry_after: Some(seconds),
        ..Rejection::default()
    })
}

async fn set_hash(transaction: &DatabaseTransaction, user: Uuid, hash: String) -> Result<(), DbErr> {
    let update = user::Entity::update_many().col_expr(user::Column::PasswordHash, Expr::value(hash));
    update.filter(user::Column::Id.eq(user)).exec(transaction).await?;
    Ok(())
}

async fn note(
    transaction: &DatabaseTransaction,
    account: &user::Model,
    event: Event,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let region = region_of(transaction, account).await?;
    let author =
        Author { region: Some(region), user: Some(account.id), organisation: Some(account.organisation_id), at };
    audit::record(transaction, &author, event, Subject::User(account.id), &[]).await
}

/// What was typed stays out of the log: it may be a password in the wrong field.
async fn note_failure(
    database: &DatabaseConnection,
    account: Option<&user::Model>,
    event: Event,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let transaction = begin_write(database).await?;
    let (author, subject) = match account {
        Some(account) => (Author::nobody(region_of(&transaction, account).await?, at), Subject::User(account.id)),
        None => (Author::installation(at), Subject::Installation),
    };
    audit::record(&transaction, &author, event, subject, &[]).await?;
    transaction.commit().await
}

/// Only paths of this site: an address elsewhere would make the login page a springboard.
fn own_path(path: &str) -> String {
    // Browsers drop control characters, and read a backslash as a slash.
    let odd = path.contains(|c: char| c == '\\' || c.is_control());
    let own = path.starts_with('/') && !path.starts_with("//") && !odd;
    if own { path.to_owned() } else { "/".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn login_leads_to_this_site_only() {
        assert_eq!(own_path("/afspraken?gemeente=enschede"), "/afspraken?gemeente=enschede");
        for elsewhere in [
            "",
            "https://elders.example",
            "//elders.example",
            "/\\elders.example",
            "/\t/elders.example",
            "javascript:x",
        ] {
            assert_eq!(own_path(elsewhere), "/");
        }
    }
}
