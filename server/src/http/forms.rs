//! Forms without JavaScript. A form is posted to the address of its own page: the same server function runs that the
//! browser would call, and the answer is a redirect, or the page again with what was typed.

use app::error::AppError;
use app::files::upload::Upload;
use app::request::AppState;
use app::ui::form::{FormReply, Rejection, Submission};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::RETRY_AFTER;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Problem;
use domain::files::SIZE_MAX;
use leptos::prelude::provide_context;
use leptos::reactive::computed::ScopedFuture;
use leptos::server_fn::ServerFn;
use leptos_axum::ResponseOptions;
use serde::de::DeserializeOwned;

use super::owners::owner_of_request;
use super::pages::{as_get, fail, render};
use super::router::BODY_LIMIT;
use super::uploads::{self, Posted};

/// The field of a form that brings a file.
const FILE: &str = "file";

/// The handler that posts to the server function `F`.
pub async fn post<F>(State(state): State<AppState>, request: Request<Body>) -> Response
where
    F: ServerFn<Output = FormReply, Error = AppError> + DeserializeOwned + 'static,
{
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, BODY_LIMIT).await else {
        return fail(parts, AppError::TooLarge).await;
    };
    answer::<F>(state, parts, Posted { text: String::from_utf8_lossy(&bytes).into_owned(), file: None }).await
}

/// The same, for a form that may bring a file.
pub async fn post_with_file<F>(State(state): State<AppState>, request: Request<Body>) -> Response
where
    F: ServerFn<Output = FormReply, Error = AppError> + DeserializeOwned + 'static,
{
    if !uploads::is_multipart(request.headers()) {
        return post::<F>(State(state), request).await;
    }
    let (parts, body) = request.into_parts();
    match uploads::read(&parts.headers, body, SIZE_MAX).await {
        Ok(posted) => answer::<F>(state, parts, posted).await,
        Err(unread) => unread.into_response(),
    }
}

async fn answer<F>(state: AppState, parts: Parts, posted: Posted) -> Response
where
    F: ServerFn<Output = FormReply, Error = AppError> + DeserializeOwned + 'static,
{
    let Posted { text, file } = posted;
    let Ok(form) = serde_qs::Config::new(5, false).deserialize_str::<F>(&text) else {
        return fail(parts, AppError::BadRequest).await;
    };

    let with_file = file.is_some();
    match run(form, file, &parts, &state).await {
        Ok(FormReply::Done { location }) => Redirect::to(&location).into_response(),
        Ok(FormReply::Rejected(mut rejection)) => {
            if with_file && rejection.problems.iter().all(|problem| problem.field != FILE) {
                rejection.problems.push(Problem::new(FILE, "Kies het bestand opnieuw: een browser onthoudt het niet."));
            }
            let retry_after = rejection.retry_after;
            let submission = Submission { function: F::PATH.to_owned(), pairs: pairs(&text), rejection, failure: None };
            let mut page = render(state, as_get(parts), Some(submission)).await;
            if let Some(seconds) = retry_after {
                page.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
            }
            page
        }
        Err(error) => {
            let rejection = Rejection { status: error.status(), ..Default::default() };
            let submission =
                Submission { function: F::PATH.to_owned(), pairs: pairs(&text), rejection, failure: Some(error) };
            render(state, as_get(parts), Some(submission)).await
        }
    }
}

/// Runs a server function's body with the context that Leptos would give it.
async fn run<F>(form: F, file: Option<Upload>, parts: &Parts, state: &AppState) -> Result<FormReply, AppError>
where
    F: ServerFn<Output = FormReply, Error = AppError> + 'static,
{
    let (parts, state) = (parts.clone(), state.clone());
    let owner = owner_of_request();
    owner
        .with(|| {
            ScopedFuture::new(async move {
                provide_context(parts);
                provide_context(ResponseOptions::default());
                provide_context(state);
                if let Some(file) = file {
                    provide_context(file);
                }
                form.run_body().await
            })
        })
        .await
}

/// Names and values, as posted.
pub fn pairs(text: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(text.as_bytes())
        // A password is typed again, never sent back.
        .filter(|(name, _)| !name.contains("password"))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}
