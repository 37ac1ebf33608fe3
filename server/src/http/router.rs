//! Which address is answered by what, and through which layers a request passes.

use std::time::Duration;

use app::error::AppError;
use app::request::{AppState, CurrentUser};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{any, get, post};
use axum::{Extension, Json, Router};
use domain::policy::Access;
use domain::sessions::IDLE;
use leptos::prelude::provide_context;
use tokio::time::timeout;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::timeout::TimeoutBody;
use tower_http::trace::TraceLayer;
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, SessionManagerLayer};

use super::owners::leave_page;
use super::routes::Kind;
use super::sessions::DatabaseSessions;
use super::uploads::{self, UPLOAD_LIMIT};
use super::{assets, bare, headers, health, identity, pages, routes};

/// Every form fits, but for its file.
pub const BODY_LIMIT: usize = 256 * 1024;
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);
/// The largest file over a slow line.
const UPLOAD_TIMEOUT: Duration = Duration::from_secs(300);
/// The longest list, packed on a slow machine; others may be written before it.
const LIST_TIMEOUT: Duration = Duration::from_secs(120);
/// A client that sends nothing more of its form for so long only holds a connection.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// `https`: people reach us over HTTPS.
pub fn router(state: AppState, https: bool) -> Router {
    // Leptos runs its reactive work on tokio. It refuses a second executor, which is the same one then.
    let _ = any_spawner::Executor::init_tokio();

    let files = Router::new()
        .route("/pkg/{file}", get(assets::pkg))
        .route("/favicon.svg", get(assets::favicon))
        .route("/robots.txt", get(assets::robots))
        // Browsers take brotli over HTTPS only; what is compressed already stays as it is.
        .layer(CompressionLayer::new().quality(tower_http::CompressionLevel::Fastest));
    let watch = Router::new().route("/healthz", get(health::alive)).route("/readyz", get(health::ready));

    let around_every_request = ServiceBuilder::new()
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(from_fn_with_state(https, headers::secure))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(in_time))
        .layer(CsrfLayer::new().with_rejection_response(forged));

    application(&state, https).merge(files).merge(watch).layer(around_every_request).with_state(state)
}

/// Everything that knows who is asking. Its addresses are those that [`routes`] declares, and no others.
fn application(state: &AppState, https: bool) -> Router<AppState> {
    let mut pages = Router::new();
    for page in routes::pages() {
        let (access, kind) = (page.access, page.kind);
        let guard = from_fn(move |request: Request, next: Next| identity::guard_page(access, kind, request, next));
        pages = pages.route(page.path, page.route().layer(guard));
    }
    for download in routes::downloads() {
        let access = download.access;
        let guard =
            from_fn(move |request: Request, next: Next| identity::guard_page(access, Kind::Plain, request, next));
        pages = pages.route(download.path, (download.route)().layer(guard));
    }
    // What does not exist is told to members only, in a page like the others.
    let unknown =
        from_fn(|request: Request, next: Next| identity::guard_page(Access::Member, Kind::Live, request, next));
    let unknown = any(pages::page).layer(unknown).layer(from_fn(leave_out_last_slash));

    Router::new()
        .route("/api/{*function}", post(call_function))
        .route("/uitloggen", post(identity::log_out))
        .merge(pages)
        .method_not_allowed_fallback(pages::wrong_method)
        .fallback_service(unknown.with_state(state.clone()))
        .layer(from_fn(refuse_the_impossible))
        .layer(from_fn_with_state(state.clone(), identity::identify))
        .layer(Extension(state.clone()))
        .layer(sessions(state, https))
        .layer(CompressionLayer::new().quality(tower_http::CompressionLevel::Fastest))
}

/// `POST /api/…`: a server function, for who may call it.
async fn call_function(State(state): State<AppState>, request: Request) -> Response {
    let access = routes::access_of_function(request.uri().path());
    if let Err(error) = identity::guard_function(access, request.extensions().get::<CurrentUser>()) {
        return failed(error);
    }
    // It makes its owner at once, on this thread.
    leave_page();
    let answer = leptos_axum::handle_server_fns_with_context(move || provide_context(state.clone()), request);
    with_its_status(answer.await.into_response()).await
}

fn sessions(state: &AppState, https: bool) -> SessionManagerLayer<DatabaseSessions> {
    SessionManagerLayer::new(DatabaseSessions::new(state.database.clone(), state.clock))
        // The prefix makes browsers refuse the cookie from anybody but this host over HTTPS.
        .with_name(if https { "__Host-woonzorgagenda" } else { "woonzorgagenda" })
        .with_secure(https)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(time::Duration::seconds(IDLE.num_seconds())))
}

/// Leptos answers 500 for every error of a server function: give each the status that the error itself knows.
async fn with_its_status(response: Response) -> Response {
    if !matches!(response.status(), StatusCode::INTERNAL_SERVER_ERROR | StatusCode::BAD_REQUEST) {
        return response;
    }
    let bytes = to_bytes(response.into_body(), BODY_LIMIT).await.unwrap_or_default();
    failed(serde_json::from_slice(&bytes).unwrap_or(AppError::Internal))
}

/// An error, as the browser part reads it.
fn failed(error: AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, Json(error)).into_response()
}

/// The path without the query, which may hold names, and without the secret of a link.
fn span(request: &Request) -> tracing::Span {
    let id = request.headers().get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
    let path = match request.uri().path() {
        secret if secret.starts_with("/wachtwoord/") => "/wachtwoord/…",
        path => path,
    };
    tracing::info_span!("request", method = %request.method(), path, id)
}

/// Addresses are written without a slash at their end; who types one gets there all the same.
async fn leave_out_last_slash(request: Request, next: Next) -> Response {
    match without_last_slash(request.uri()).filter(|_| matches!(*request.method(), Method::GET | Method::HEAD)) {
        Some(address) => Redirect::permanent(&address).into_response(),
        None => next.run(request).await,
    }
}

fn without_last_slash(uri: &Uri) -> Option<String> {
    let path = uri.path().strip_suffix('/')?;
    // What begins with two slashes, or with one and a backslash, is another website to a browser.
    path.strip_prefix('/').filter(|rest| rest.starts_with(char::is_alphanumeric) && !rest.ends_with('/'))?;
    Some(uri.query().map_or_else(|| path.to_owned(), |query| format!("{path}?{query}")))
}

async fn in_time(request: Request, next: Next) -> Response {
    let limit = match request.uri().path() {
        _ if takes_file(&request) => UPLOAD_TIMEOUT,
        path if routes::is_list(path) => LIST_TIMEOUT,
        _ => REQUEST_TIMEOUT,
    };
    let path = request.uri().path().to_owned();
    timeout(limit, next.run(request)).await.unwrap_or_else(|_| bare::unavailable(&path, AppError::Unavailable))
}

fn takes_file(request: &Request) -> bool {
    request.method() == Method::POST && routes::takes_file(request.uri().path())
}

/// More than any form holds, and the character NUL, which no database stores in text and no person types in an address.
async fn refuse_the_impossible(request: Request, next: Next) -> Response {
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let with_file = takes_file(&request);
    if with_file && length.is_some_and(|length: usize| length > UPLOAD_LIMIT) {
        return uploads::Unread::TooMuch.into_response();
    }
    let refused = if !with_file && length.is_some_and(|length: usize| length > BODY_LIMIT) {
        Some(AppError::TooLarge)
    } else if request.uri().to_string().contains("%00") {
        Some(AppError::BadRequest)
    } else {
        None
    };
    if let Some(error) = refused {
        return match request.uri().path().starts_with("/api/") {
            true => failed(error),
            false => pages::fail(request.into_parts().0, error).await,
        };
    }
    next.run(request.map(|body| Body::new(TimeoutBody::new(BODY_TIMEOUT, body)))).await
}

fn forged(error: ProtectionError) -> Response {
    tracing::warn!(?error, "a forged request was refused");
    bare::page(
        StatusCode::FORBIDDEN,
        "Dit verzoek is geweigerd",
        "Het komt van een andere website. Open Woonzorgagenda zelf en probeer het daar opnieuw.",
    )
}

fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a request handler panicked");
    let (title, text) = AppError::Internal.texts();
    bare::page(StatusCode::INTERNAL_SERVER_ERROR, title, text)
}

#[cfg(test)]
mod tests {
    use super::without_last_slash;

    #[test]
    fn an_address_with_a_slash_at_its_end_is_that_without_and_never_another_website() {
        for (asked, address) in [
            ("/doelen/", Some("/doelen")),
            ("/afspraken/?status=concept&zoek=a/", Some("/afspraken?status=concept&zoek=a/")),
            ("/gemeenten/enschede/", Some("/gemeenten/enschede")),
            ("/", None),
            ("/doelen", None),
            ("/doelen//", None),
            ("//woonzorgagenda.example/", None),
            ("//", None),
            ("/%5Cwoonzorgagenda.example/", None),
        ] {
            assert_eq!(without_last_slash(&asked.parse().unwrap()).as_deref(), address, "{asked}");
        }
    }
}
