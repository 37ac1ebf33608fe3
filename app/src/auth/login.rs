//! Starting a session.

use axum::http::request::Parts;
use domain::Problem;
use domain::audit::Event;
use leptos::prelude::use_context;
use tower_sessions::Session;
use uuid::Uuid;

use super::LoginForm;
use super::accounts::{self, find_by_address, normal_address};
use super::entity::user;
use super::passwords::verify;
use crate::audit::{self, Author, Subject};
use crate::error::AppError;
use crate::request::AppState;
use crate::storage::begin_write;
use crate::ui::form::{FormReply, Rejection};

/// The key under which a session holds its user's id.
pub const USER_KEY: &str = "user";

/// One answer for an unknown address, a wrong password and a disabled account: none of them is told apart.
const REFUSED: &str = "Het e-mailadres of het wachtwoord klopt niet. Controleer beide en probeer het opnieuw.";

pub async fn login(form: LoginForm) -> Result<FormReply, AppError> {
    let state = use_context::<AppState>().ok_or(AppError::Internal)?;
    let session = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Session>().cloned());
    let session = session.ok_or(AppError::Internal)?;

    let account = match normal_address(&form.email) {
        Some(email) => find_by_address(&state.database, &email).await?,
        None => None,
    };
    let hash = account.as_ref().filter(|account| !account.disabled).map(|account| account.password_hash.clone());
    let right = form.password.len() <= MAX_PASSWORD_BYTES && verify(&form.password, hash).await?;
    let account = match account {
        Some(account) if right => account,
        failed => {
            note_failure(&state, failed).await?;
            return Ok(refused());
        }
    };

    // First: nobody is logged in without an entry that says so.
    note(&state, account.id).await?;
    let failed = |error: tower_sessions::session::Error| {
        tracing::error!(%error, "session");
        AppError::Internal
    };
    // A new id: one that somebody planted before is worth nothing.
    session.cycle_id().await.map_err(failed)?;
    session.insert(USER_KEY, account.id).await.map_err(failed)?;
    Ok(FormReply::done(own_path(&form.return_to)))
}

/// The longest acceptable password in bytes: 128 characters of at most four.
const MAX_PASSWORD_BYTES: usize = 512;

fn refused() -> FormReply {
    let problems = vec![Problem::new("email", REFUSED)];
    FormReply::Rejected(Rejection { problems, conflict: None, status: 401 })
}

async fn note(state: &AppState, user: Uuid) -> Result<(), AppError> {
    if let Some(user) = accounts::current_user(&state.database, user).await? {
        let author = Author::user(&user, state.clock.now());
        let subject = Subject::User(user.actor.user.into());
        let transaction = begin_write(&state.database).await?;
        audit::record(&transaction, &author, Event::LoggedIn, subject, &[]).await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// What was typed is not kept: people type passwords in the wrong field.
async fn note_failure(state: &AppState, account: Option<user::Model>) -> Result<(), AppError> {
    let at = state.clock.now();
    let transaction = begin_write(&state.database).await?;
    let (author, subject) = match account {
        Some(account) => {
            let region = accounts::region_of(&transaction, &account).await?;
            (Author::nobody(region, at), Subject::User(account.id))
        }
        None => (Author::installation(at), Subject::Installation),
    };
    audit::record(&transaction, &author, Event::LoginFailed, subject, &[]).await?;
    transaction.commit().await?;
    Ok(())
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
