//! For whoever watches over the process.

use app::request::AppState;
use axum::extract::State;
use axum::http::StatusCode;

/// The process answers. Never asks the database: a database that is away is no reason to restart us.
pub async fn alive() -> &'static str {
    "ok"
}

/// The database answers too, so that requests may be sent here.
pub async fn ready(State(state): State<AppState>) -> (StatusCode, &'static str) {
    match state.database.ping().await {
        Ok(()) => (StatusCode::OK, "ready"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer")
        }
    }
}
