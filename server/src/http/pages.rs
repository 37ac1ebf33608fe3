//! Rendering a page on the server.

use app::audit::timeline::acted_since;
use app::document::{live_document, plain_document};
use app::error::AppError;
use app::plain::Instead;
use app::request::{AppState, CurrentUser};
use app::ui::form::Submission;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::TimeDelta;
use domain::ids::UserId;
use leptos::prelude::{provide_context, use_context};
use leptos_axum::ResponseOptions;

use super::headers::page_policy;
use super::routes::Kind;

/// Any page: the pages' own router knows which.
pub async fn page(State(state): State<AppState>, request: Request<Body>) -> Response {
    if request.method() == Method::GET
        && let Some(shorter) = without_empty_parameters(request.uri())
    {
        return Redirect::to(&shorter).into_response();
    }
    let user = request.extensions().get::<CurrentUser>().map(|user| user.visitor.actor.user);
    if let Some(without) = without_untrue_message(&state, user, request.uri()).await {
        return Redirect::to(&without).into_response();
    }
    render(state, request, None).await
}

/// The name by which an address says what the last step did.
const MESSAGE: &str = "melding=";
/// So long after it, that is news.
const MESSAGE_FOR: TimeDelta = TimeDelta::minutes(2);

/// That something was saved is told to who just saved something: an address that was kept, or that somebody else made up, says
/// nothing of the kind.
async fn without_untrue_message(state: &AppState, user: Option<UserId>, uri: &Uri) -> Option<String> {
    let query = uri.query().filter(|query| query.split('&').any(|pair| pair.starts_with(MESSAGE)))?;
    // Who cannot be asked is believed.
    if acted_since(&state.database, user?.into(), state.clock.now() - MESSAGE_FOR).await.unwrap_or(true) {
        return None;
    }
    let kept = query.split('&').filter(|pair| !pair.starts_with(MESSAGE)).collect::<Vec<_>>().join("&");
    Some(if kept.is_empty() { uri.path().to_owned() } else { format!("{}?{kept}", uri.path()) })
}

/// Without JavaScript a filter sends all its fields, also those that were left empty: the address holds only what was chosen.
fn without_empty_parameters(uri: &Uri) -> Option<String> {
    let query = uri.query()?;
    let says_something = |pair: &&str| pair.split_once('=').is_none_or(|(_, value)| !value.is_empty());
    let kept = query.split('&').filter(says_something).collect::<Vec<_>>().join("&");
    match kept.as_str() {
        kept if kept == query => None,
        "" => Some(uri.path().to_owned()),
        kept => Some(format!("{}?{kept}", uri.path())),
    }
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
    instead(parts, Instead::Failed(error)).await
}

/// Another page than what was asked for.
pub async fn instead(parts: Parts, shown: Instead) -> Response {
    let Some(state) = parts.extensions.get::<AppState>().cloned() else {
        return StatusCode::from_u16(shown.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response();
    };
    render_with(state, as_get(parts), Kind::Plain, move || provide_context(shown.clone())).await
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_holds_only_what_was_chosen() {
        let shorter = |address: &str| without_empty_parameters(&address.parse().unwrap());
        assert_eq!(shorter("/afspraken?zoek=&gemeente=enschede&due=").as_deref(), Some("/afspraken?gemeente=enschede"));
        assert_eq!(shorter("/afspraken?zoek=").as_deref(), Some("/afspraken"));
        for kept in ["/afspraken", "/afspraken?zoek=a%3D", "/afspraken?zoek=a=", "/afspraken?los"] {
            assert_eq!(shorter(kept), None, "{kept}");
        }
    }
}
