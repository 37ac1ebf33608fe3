//! One's own account: a forgotten or new password, the second factor, and logging out everywhere.
#![expect(clippy::disallowed_methods, reason = "nobody is known yet, or it is about the own account")]

use domain::Problem;
use domain::accounts::LinkPurpose;
use domain::audit::Event;
use leptos::prelude::use_context;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::accounts::{find_by_address, normal_address, region_of};
use super::entity::user;
use super::form::{AskResetForm, ChangePasswordForm, PasswordForm, SecondFactorForm, SetPasswordForm};
use super::login::too_often;
use super::passwords::{self, Verdict, verify};
use super::second_factor::{self, Enrolment, RECOVERY_CODES};
use super::throttle::{self, Subject as Guessed};
use super::{links, mails, sessions};
use crate::audit::{self, Author, Subject};
use crate::error::AppError;
use crate::request::{AppState, Request};
use crate::storage::begin_write;
use crate::ui::form::FormReply;

const WRONG_PASSWORD: &str = "Dit is niet uw huidige wachtwoord. Typ het opnieuw.";
const NOT_TWICE_THE_SAME: &str = "Dit is niet hetzelfde als het wachtwoord hierboven. Typ beide opnieuw.";
const NO_CODE: &str = "Een code heeft zes cijfers. Vul de code in die de app nu toont.";
const LINK_IS_OVER: &str = "Deze link werkt niet meer. Vraag een nieuwe aan.";

/// Always the same answer, as soon: whether there is an account shows only in its own mailbox.
pub async fn ask_reset(form: AskResetForm) -> Result<FormReply, AppError> {
    let state = use_context::<AppState>().ok_or(AppError::Internal)?;
    let Some(address) = normal_address(&form.email) else {
        let problem = Problem::new("email", "Vul uw e-mailadres in, bijvoorbeeld naam@gemeente.nl.");
        return Ok(FormReply::invalid(vec![problem]));
    };
    if let Some(wait) = throttle::start_try(&state.database, Guessed::Reset(&address), state.clock.now()).await? {
        return Ok(too_often(wait));
    }
    // Not awaited: writing a link takes longer than writing none.
    tokio::spawn(async move {
        if let Err(error) = send_reset(&state, &address).await {
            tracing::error!(%error, "sending a link for a new password");
        }
    });
    Ok(FormReply::done("/wachtwoord-vergeten?melding=verstuurd"))
}

async fn send_reset(state: &AppState, address: &str) -> Result<(), AppError> {
    let now = state.clock.now();
    let transaction = begin_write(&state.database).await?;
    let account = find_by_address(&transaction, address).await?;
    // Who never accepted the invitation is invited again, by the beheerder.
    let Some(account) = account.filter(|account| !account.disabled && account.password_hash.is_some()) else {
        return Ok(());
    };
    let token = links::issue(&transaction, account.id, LinkPurpose::Reset, now).await?;
    mails::reset(&transaction, &state.mailing, &account, &token, now).await?;
    let region = region_of(&transaction, &account).await?;
    let author = Author::nobody(region, now);
    audit::record(&transaction, &author, Event::PasswordResetAsked, Subject::User(account.id), &[]).await?;
    transaction.commit().await?;
    Ok(())
}

/// A new password by a link. The second factor stays what it was: a stolen mailbox is not enough.
pub async fn set_password(form: SetPasswordForm) -> Result<FormReply, AppError> {
    let state = use_context::<AppState>().ok_or(AppError::Internal)?;
    let now = state.clock.now();
    let Some(link) = links::find(&state.database, &form.token, now).await? else {
        return Ok(FormReply::invalid(vec![Problem::new("password", LINK_IS_OVER)]));
    };
    let account = &link.account;
    let problems = wrong_with(&form.password, &form.password_again, account);
    if !problems.is_empty() {
        return Ok(FormReply::invalid(problems));
    }
    let hash = passwords::hash(&form.password).await?;
    let transaction = begin_write(&state.database).await?;
    if !links::use_up(&transaction, link.id, now).await? {
        return Ok(FormReply::invalid(vec![Problem::new("password", LINK_IS_OVER)]));
    }
    replace_password(&transaction, account.id, hash).await?;
    throttle::forget(&transaction, Guessed::Address(&account.email)).await?;
    let region = region_of(&transaction, account).await?;
    let author =
        Author { region: Some(region), user: Some(account.id), organisation: Some(account.organisation_id), at: now };
    audit::record(&transaction, &author, Event::PasswordReset, Subject::User(account.id), &[]).await?;
    transaction.commit().await?;
    Ok(FormReply::done("/inloggen?melding=wachtwoord"))
}

/// A new password by who knows the old one; other browsers are logged out.
pub async fn change_password(request: &Request, form: ChangePasswordForm) -> Result<FormReply, AppError> {
    let account = own_account(request).await?;
    if let Some(reply) = refused_without_password(request, &account, &form.current_password).await? {
        return Ok(reply);
    }
    let problems = wrong_with(&form.password, &form.password_again, &account);
    if !problems.is_empty() {
        return Ok(FormReply::invalid(problems));
    }
    let hash = passwords::hash(&form.password).await?;
    let transaction = begin_write(request.database()).await?;
    replace_password(&transaction, account.id, hash).await?;
    note(&transaction, request, Event::PasswordChanged).await?;
    transaction.commit().await?;
    sessions::begin(&sessions::current()?, account.id, request.now()).await?;
    Ok(FormReply::done("/account?melding=wachtwoord-gewijzigd"))
}

/// The second factor that the page showed, once its first code is right.
pub async fn turn_on_second_factor(request: &Request, form: SecondFactorForm) -> Result<FormReply, AppError> {
    let account = own_account(request).await?;
    if let Some(reply) = refused_without_password(request, &account, &form.current_password).await? {
        return Ok(reply);
    }
    let recovery_codes: Vec<String> = form.recovery_codes.split_whitespace().map(str::to_owned).collect();
    if recovery_codes.len() != RECOVERY_CODES || recovery_codes.iter().any(|code| code.len() < 20) {
        return Err(AppError::BadRequest);
    }
    if !second_factor::is_six_figures(&form.code) {
        return Ok(FormReply::invalid(vec![Problem::new("code", NO_CODE)]));
    }
    let Some(step) = second_factor::step_of(&form.secret, None, &form.code, request.now()) else {
        let message = "Deze code klopt niet. Kijk of de tijd op uw telefoon goed staat, en vul de nieuwste code in.";
        return Ok(FormReply::invalid(vec![Problem::new("code", message)]));
    };
    let enrolment = Enrolment { secret: form.secret, recovery_codes };
    let transaction = begin_write(request.database()).await?;
    second_factor::turn_on(&transaction, account.id, &enrolment, step).await?;
    sessions::end_all(&transaction, account.id).await?;
    note(&transaction, request, Event::SecondFactorOn).await?;
    transaction.commit().await?;
    sessions::begin(&sessions::current()?, account.id, request.now()).await?;
    Ok(FormReply::done("/account?melding=tweede-stap-aan"))
}

/// Where it is asked of the account, it is asked again at the next page.
pub async fn turn_off_second_factor(request: &Request, form: PasswordForm) -> Result<FormReply, AppError> {
    let account = own_account(request).await?;
    if let Some(reply) = refused_without_password(request, &account, &form.current_password).await? {
        return Ok(reply);
    }
    let transaction = begin_write(request.database()).await?;
    second_factor::turn_off(&transaction, account.id).await?;
    note(&transaction, request, Event::SecondFactorOff).await?;
    transaction.commit().await?;
    Ok(FormReply::done("/account?melding=tweede-stap-uit"))
}

/// Logs out in all browsers, this one too.
pub async fn end_sessions(request: &Request) -> Result<FormReply, AppError> {
    let transaction = begin_write(request.database()).await?;
    sessions::end_all(&transaction, request.actor().user.into()).await?;
    note(&transaction, request, Event::SessionsEnded).await?;
    transaction.commit().await?;
    Ok(FormReply::done("/inloggen?melding=overal-uitgelogd"))
}

async fn own_account(request: &Request) -> Result<user::Model, AppError> {
    let account = user::Entity::find_by_id(request.actor().user.0).one(request.database()).await?;
    account.ok_or(AppError::LoggedOut)
}

/// Who finds an unlocked computer must not be able to take the account. Guessing here is braked as at the login.
async fn refused_without_password(
    request: &Request,
    account: &user::Model,
    password: &str,
) -> Result<Option<FormReply>, AppError> {
    let guessed = Guessed::Address(&account.email);
    if let Some(wait) = throttle::start_try(request.database(), guessed, request.now()).await? {
        return Ok(Some(too_often(wait)));
    }
    if verify(password, account.password_hash.clone()).await? == Verdict::Wrong {
        return Ok(Some(FormReply::invalid(vec![Problem::new("current_password", WRONG_PASSWORD)])));
    }
    throttle::forget(request.database(), guessed).await?;
    Ok(None)
}

fn wrong_with(password: &str, again: &str, account: &user::Model) -> Vec<Problem> {
    if let Err(weak) = passwords::check(password, &account.email, &[&account.name]) {
        return vec![Problem::new("password", weak.advice())];
    }
    if password != again {
        return vec![Problem::new("password_again", NOT_TWICE_THE_SAME)];
    }
    vec![]
}

/// Whoever knew the old password is out.
async fn replace_password(transaction: &impl ConnectionTrait, user: Uuid, hash: String) -> Result<(), DbErr> {
    let update = user::Entity::update_many().col_expr(user::Column::PasswordHash, Expr::value(hash));
    update.filter(user::Column::Id.eq(user)).exec(transaction).await?;
    sessions::end_all(transaction, user).await
}

async fn note(transaction: &DatabaseTransaction, request: &Request, event: Event) -> Result<(), DbErr> {
    let subject = Subject::User(request.actor().user.into());
    audit::record(transaction, &Author::of(request), event, subject, &[]).await
}
