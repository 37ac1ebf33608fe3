//! For whoever watches over the process.

use std::time::Duration;

use app::request::AppState;
use axum::extract::State;
use axum::http::StatusCode;

/// The process answers. Never asks the database: a database that is away is no reason to restart us.
pub async fn alive() -> &'static str {
    "ok"
}

/// Whoever asks this wants an answer sooner than the database gives up.
const PATIENCE: Duration = Duration::from_secs(2);

/// The database answers too, so that requests may be sent here.
pub async fn ready(State(state): State<AppState>) -> (StatusCode, &'static str) {
    match tokio::time::timeout(PATIENCE, state.database.ping()).await {
        Ok(Ok(())) => return (StatusCode::OK, "ready"),
        Ok(Err(error)) => tracing::warn!(%error, "not ready"),
        Err(_) => tracing::warn!("not ready: the database takes too long"),
    }
    (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer")
}
