//! What a session holds, and how it begins and ends.
//!
//! tower-sessions gives each browser an id and keeps its data; here stands what that data means. A session of somebody
//! who typed the right password but not yet the code is *half*: it opens nothing.
#![expect(clippy::disallowed_methods, reason = "nobody is known yet, or it is about the own account")]

use axum::http::request::Parts;
use chrono::{DateTime, Utc};
use leptos::prelude::use_context;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;
use uuid::Uuid;

use super::entity::session;
use super::secrets::digest;
use crate::error::AppError;

/// Under which a session keeps its [`Login`].
pub const LOGIN_KEY: &str = "login";
/// Under which a session keeps its [`Half`].
const HALF_KEY: &str = "half";
/// Under which a session keeps a text for the next page.
const KEPT_KEY: &str = "kept";

/// Somebody is logged in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Login {
    pub user: Uuid,
    pub since: DateTime<Utc>,
    /// The last click that was written down.
    pub seen: DateTime<Utc>,
    /// The browser, as it calls itself.
    pub agent: String,
}

/// Somebody typed the right password; the code comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Half {
    pub user: Uuid,
    pub since: DateTime<Utc>,
}

/// The session of the request that is being answered.
pub fn current() -> Result<Session, AppError> {
    let session = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Session>().cloned());
    session.ok_or(AppError::Internal)
}

/// Logs in. The session gets a new id: one that somebody planted before is worth nothing.
pub async fn begin(session: &Session, user: Uuid, at: DateTime<Utc>) -> Result<(), AppError> {
    session.cycle_id().await.map_err(failed)?;
    session.remove::<Half>(HALF_KEY).await.map_err(failed)?;
    session.insert(LOGIN_KEY, Login { user, since: at, seen: at, agent: agent() }).await.map_err(failed)
}

pub async fn begin_half(session: &Session, user: Uuid, at: DateTime<Utc>) -> Result<(), AppError> {
    session.cycle_id().await.map_err(failed)?;
    session.remove::<Login>(LOGIN_KEY).await.map_err(failed)?;
    session.insert(HALF_KEY, Half { user, since: at }).await.map_err(failed)
}

pub async fn half(session: &Session) -> Result<Option<Half>, AppError> {
    session.get(HALF_KEY).await.map_err(failed)
}

/// Keeps a text for the next page that asks for it.
pub async fn keep_for_next_page(text: &str) -> Result<(), AppError> {
    current()?.insert(KEPT_KEY, text).await.map_err(failed)
}

/// Takes what was kept: it is shown once.
pub async fn take_kept() -> Result<Option<String>, AppError> {
    current()?.remove(KEPT_KEY).await.map_err(failed)
}

/// Ends every session of somebody, in all browsers, in the transaction of what makes it necessary.
pub async fn end_all(transaction: &impl ConnectionTrait, user: Uuid) -> Result<(), DbErr> {
    session::Entity::delete_many().filter(session::Column::UserId.eq(user)).exec(transaction).await?;
    Ok(())
}

/// A session as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSession {
    pub login: Login,
    /// The one that asks.
    pub this: bool,
}

/// The open sessions of somebody, the last used first.
pub async fn open_sessions(
    connection: &impl ConnectionTrait,
    user: Uuid,
    this: &Session,
) -> Result<Vec<OpenSession>, DbErr> {
    let own = this.id().map(|id| digest(&id.to_string()));
    let rows = session::Entity::find().filter(session::Column::UserId.eq(user)).all(connection).await?;
    let open = |row: session::Model| {
        let login = login_of(&row.data)?;
        Some(OpenSession { login, this: Some(&row.id_hash) == own.as_ref() })
    };
    let mut sessions: Vec<OpenSession> = rows.into_iter().filter_map(open).collect();
    sessions.sort_by_key(|session| std::cmp::Reverse(session.login.seen));
    Ok(sessions)
}

/// The login in a stored session's data.
pub fn login_of(data: &str) -> Option<Login> {
    let mut values: serde_json::Map<String, serde_json::Value> = serde_json::from_str(data).ok()?;
    serde_json::from_value(values.remove(LOGIN_KEY)?).ok()
}

/// How the browser calls itself, cut to what a person can read.
fn agent() -> String {
    let parts = use_context::<Parts>();
    let header = parts.as_ref().and_then(|parts| parts.headers.get("user-agent")?.to_str().ok());
    header.unwrap_or_default().chars().take(200).collect()
}

fn failed(error: tower_sessions::session::Error) -> AppError {
    tracing::error!(%error, "session");
    AppError::Internal
}
