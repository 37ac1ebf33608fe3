//! Which address is answered by what, and through which layers a request passes.

use std::time::Duration;

use app::auth::api::Login;
use app::commitments::api::{ProposeCommitment, ReportProgress, SaveCommitment};
use app::error::AppError;
use app::request::AppState;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, body::Body};
use leptos::prelude::provide_context;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::timeout::{TimeoutBody, TimeoutLayer};
use tower_http::trace::TraceLayer;
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, SessionManagerLayer};

use super::sessions::DatabaseSessions;
use super::{assets, forms, headers, health, identity, pages};

/// Every form fits; uploads will have routes and limits of their own.
pub const BODY_LIMIT: usize = 256 * 1024;
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);
/// A client that sends nothing more of its form for so long only holds a connection.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);
/// Somebody who works all day logs in once.
const SESSION_LIFETIME: time::Duration = time::Duration::hours(12);

/// `https`: people reach us over HTTPS.
pub fn router(state: AppState, https: bool) -> Router {
    // Leptos runs its reactive work on tokio. It refuses a second executor, which is the same one then.
    let _ = any_spawner::Executor::init_tokio();

    let files = Router::new()
        .route("/pkg/{file}", get(assets::pkg))
        .route("/favicon.svg", get(assets::favicon))
        .route("/robots.txt", get(assets::robots));
    let watch = Router::new().route("/healthz", get(health::alive)).route("/readyz", get(health::ready));

    let around_every_request = ServiceBuilder::new()
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(from_fn_with_state(https, headers::secure))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, REQUEST_TIMEOUT))
        .layer(from_fn(refuse_the_impossible))
        .layer(CsrfLayer::new().with_rejection_response(forged));

    application(&state, https).merge(files).merge(watch).layer(around_every_request).with_state(state)
}

/// Everything that knows who is asking.
fn application(state: &AppState, https: bool) -> Router<AppState> {
    let pages = Router::new()
        // A page with a form takes the form at its own address.
        .route(identity::LOGIN_PAGE, get(pages::page).post(forms::post::<Login>))
        .route("/afspraken/nieuw", get(pages::page).post(forms::post::<SaveCommitment>))
        .route("/afspraken/{id}", get(pages::page).post(forms::post::<ProposeCommitment>))
        .route("/afspraken/{id}/bewerken", get(pages::page).post(forms::post::<SaveCommitment>))
        .route("/afspraken/{id}/voortgang", get(pages::page).post(forms::post::<ReportProgress>))
        .fallback(get(pages::page))
        .layer(from_fn(identity::require_login));

    let for_functions = state.clone();
    let function = move |request: Request<Body>| {
        let state = for_functions.clone();
        async move {
            let answer = leptos_axum::handle_server_fns_with_context(move || provide_context(state.clone()), request);
            with_its_status(answer.await.into_response()).await
        }
    };

    Router::new()
        .route("/api/{*function}", post(function))
        .route("/uitloggen", post(identity::log_out))
        .merge(pages)
        .layer(from_fn_with_state(state.clone(), identity::identify))
        .layer(sessions(state, https))
        .layer(CompressionLayer::new().quality(tower_http::CompressionLevel::Fastest))
}

fn sessions(state: &AppState, https: bool) -> SessionManagerLayer<DatabaseSessions> {
    SessionManagerLayer::new(DatabaseSessions::new(state.database.clone()))
        // The prefix makes browsers refuse the cookie from anybody but this host over HTTPS.
        .with_name(if https { "__Host-woonzorgagenda" } else { "woonzorgagenda" })
        .with_secure(https)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(SESSION_LIFETIME))
}

/// Leptos answers 500 for every error of a server function, and 400 in words for developers when there is no such
/// function: give each the status that it has, which the error itself knows.
async fn with_its_status(response: Response) -> Response {
    if !matches!(response.status(), StatusCode::INTERNAL_SERVER_ERROR | StatusCode::BAD_REQUEST) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, BODY_LIMIT).await.unwrap_or_default();
    match serde_json::from_slice::<AppError>(&bytes) {
        Ok(error) => parts.status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
        Err(_) => return plain(StatusCode::NOT_FOUND, "Dit adres bestaat niet."),
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// The path without the query: searches may hold names.
fn span(request: &Request<Body>) -> tracing::Span {
    let id = request.headers().get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
    tracing::info_span!("request", method = %request.method(), path = request.uri().path(), id)
}

/// More than any form holds, and the character NUL, which no database stores in text and no person types in an address.
async fn refuse_the_impossible(request: Request, next: Next) -> Response {
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if length.is_some_and(|length: usize| length > BODY_LIMIT) {
        return plain(
            StatusCode::PAYLOAD_TOO_LARGE,
            "Dit is te veel tekst. Kort de teksten in en probeer het opnieuw.",
        );
    }
    if request.uri().to_string().contains("%00") {
        return plain(StatusCode::BAD_REQUEST, "Dit adres bevat een teken dat niet kan. Controleer het adres.");
    }
    next.run(request.map(|body| Body::new(TimeoutBody::new(BODY_TIMEOUT, body)))).await
}

fn forged(error: ProtectionError) -> Response {
    tracing::warn!(?error, "a forged request was refused");
    plain(StatusCode::FORBIDDEN, "Dit verzoek komt van een andere website en is geweigerd.")
}

fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a request handler panicked");
    plain(StatusCode::INTERNAL_SERVER_ERROR, "Er ging iets mis. Het ligt aan ons. Probeer het later opnieuw.")
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
