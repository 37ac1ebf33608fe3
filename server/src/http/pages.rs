//! Rendering a page on the server.

use app::document::document;
use app::request::AppState;
use app::ui::form::Submission;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use leptos::prelude::{provide_context, use_context};
use leptos_axum::ResponseOptions;

use super::headers::page_policy;

/// Any address that is no file and no server function: the pages' own router knows whether it exists.
pub async fn page(State(state): State<AppState>, request: Request<Body>) -> Response {
    render(state, request, None).await
}

/// Renders the page at the request's address; with a submission, the form in it shows what was typed and why it was
/// rejected.
pub async fn render(state: AppState, request: Request<Body>, submission: Option<Submission>) -> Response {
    let assets = state.assets.clone();
    let context = move || {
        provide_context(state.clone());
        set_policy();
        if let Some(submission) = submission.clone() {
            set_status(submission.rejection.status);
            provide_context(submission);
        }
    };
    leptos_axum::render_app_async_with_context(context, move || document((*assets).clone()))(request).await
}

fn set_policy() {
    let nonce = leptos::nonce::use_nonce();
    let header = nonce.and_then(|nonce| HeaderValue::from_str(&page_policy(&nonce)).ok());
    if let (Some(header), Some(response)) = (header, use_context::<ResponseOptions>()) {
        response.insert_header(CONTENT_SECURITY_POLICY, header);
    }
}

fn set_status(status: u16) {
    if let (Ok(status), Some(response)) = (StatusCode::from_u16(status), use_context::<ResponseOptions>()) {
        response.set_status(status);
    }
}
