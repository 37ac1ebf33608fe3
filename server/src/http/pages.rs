//! Rendering a page on the server.

use app::document::{live_document, plain_document};
use app::error::AppError;
use app::plain::KeptForm;
use app::request::AppState;
use app::ui::form::Submission;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use leptos::prelude::{provide_context, use_context};
use leptos_axum::ResponseOptions;

use super::headers::page_policy;
use super::routes::Kind;

/// Any page: the pages' own router knows which.
pub async fn page(State(state): State<AppState>, request: Request<Body>) -> Response {
    render(state, request, None).await
}

/// Renders the page at the request's address; with a submission, the form in it shows what was typed and why it was
/// rejected.
pub async fn render(state: AppState, request: Request<Body>, submission: Option<Submission>) -> Response {
    let kind = request.extensions().get::<Kind>().copied().unwrap_or(Kind::Live);
    let more = move || {
        if let Some(submission) = submission.clone() {
            set_status(submission.rejection.status);
            provide_context(submission);
        }
    };
    render_with(state, request, kind, more).await
}

/// A form sent to where none is taken.
pub async fn wrong_method(parts: Parts) -> Response {
    fail(parts, AppError::WrongMethod).await
}

/// Says in a page why there is no other.
pub async fn fail(parts: Parts, error: AppError) -> Response {
    let Some(state) = parts.extensions.get::<AppState>().cloned() else {
        return StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response();
    };
    render_with(state, as_get(parts), Kind::Plain, move || provide_context(error)).await
}

/// Shows the way to log in and send a form again.
pub async fn keep(parts: Parts, form: KeptForm) -> Response {
    let Some(state) = parts.extensions.get::<AppState>().cloned() else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    render_with(state, as_get(parts), Kind::Plain, move || provide_context(form.clone())).await
}

async fn render_with(
    state: AppState,
    request: Request<Body>,
    kind: Kind,
    more: impl Fn() + Clone + Send + Sync + 'static,
) -> Response {
    let assets = state.assets.clone();
    let context = move || {
        provide_context(state.clone());
        set_policy();
        more();
    };
    match kind {
        Kind::Live => {
            leptos_axum::render_app_async_with_context(context, move || live_document(&assets))(request).await
        }
        Kind::Plain => {
            leptos_axum::render_app_async_with_context(context, move || plain_document(&assets))(request).await
        }
    }
}

/// The request for the page that a form stands on.
pub fn as_get(mut parts: Parts) -> Request<Body> {
    parts.method = Method::GET;
    Request::from_parts(parts, Body::empty())
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
