//! Files that are made for who asks.

use app::audit::Author;
use app::error::AppError;
use app::privacy::{of_own_region, personal_data, record_export};
use app::request::{self, AppState, CurrentUser};
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::pages;

/// `GET /account/gegevens.json`: what is held of who asks.
pub async fn own_data(State(state): State<AppState>, parts: Parts) -> Response {
    let id = parts.extensions.get::<CurrentUser>().map(|user| user.visitor.actor.user.0);
    answer(state, parts, id).await
}

/// `GET /beheer/gebruikers/{id}/gegevens.json`
pub async fn data_of(State(state): State<AppState>, Path(id): Path<String>, parts: Parts) -> Response {
    answer(state, parts, id.parse().ok()).await
}

async fn answer(state: AppState, parts: Parts, id: Option<Uuid>) -> Response {
    match document(state, &parts, id).await {
        Ok(document) => {
            let disposition = "attachment; filename=\"gegevens.json\"";
            ([(CONTENT_TYPE, "application/json"), (CONTENT_DISPOSITION, disposition)], document).into_response()
        }
        Err(error) => pages::fail(parts, error).await,
    }
}

async fn document(state: AppState, parts: &Parts, id: Option<Uuid>) -> Result<String, AppError> {
    let user = parts.extensions.get::<CurrentUser>().cloned().ok_or(AppError::LoggedOut)?;
    let request = request::Request { state, user };
    let (account, reader) = of_own_region(&request, id.ok_or(AppError::NotFound)?).await?;
    let data = personal_data(request.database(), &account, reader, request.now()).await?;
    record_export(request.database(), &Author::of(&request), account.id).await?;
    serde_json::to_string_pretty(&data).map_err(|_| AppError::Internal)
}
