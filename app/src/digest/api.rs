//! The forms of the weekly mail.

use axum::http::request::Parts;
use leptos::prelude::*;

use super::choosing;
use super::form::{ChoiceForm, StopForm};
use crate::error::AppError;
use crate::request::AppState;
use crate::ui::form::FormReply;

#[server(ChooseDigest, "/api")]
pub async fn choose_digest(form: ChoiceForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| choosing::choose(&request, &form).await).await
}

/// By the link in the mail; nobody needs to log in for that.
#[server(StopDigest, "/api")]
pub async fn stop_digest(#[server(default)] form: StopForm) -> Result<FormReply, AppError> {
    let state = use_context::<AppState>().ok_or(AppError::Internal)?;
    let token = if form.token.is_empty() { token_in_address() } else { form.token };
    choosing::stop(&state, &token).await
}

/// A mail program posts to the address of the page, and says nothing that a form would.
fn token_in_address() -> String {
    let path = use_context::<Parts>().map(|parts| parts.uri.path().to_owned()).unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default().to_owned()
}
