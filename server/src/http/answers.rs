//! Who answers the next request: what the process can do changes while it starts and stops.

use std::convert::Infallible;
use std::sync::{Arc, RwLock};

use app::error::AppError;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use hyper::body::Incoming;
use tower::ServiceExt;

use super::{headers, health};

/// The router of this moment. Connections ask for it with every request.
#[derive(Clone)]
pub struct Answers(Arc<RwLock<Router>>);

impl Answers {
    /// While the database is brought up to date: alive, but not ready for anything.
    pub fn starting(https: bool) -> Self {
        let _ = any_spawner::Executor::init_tokio();
        let router = Router::new()
            .route("/healthz", get(health::alive))
            .route("/readyz", get(async || (StatusCode::SERVICE_UNAVAILABLE, "starting")))
            .fallback(async |request: Request| unavailable(request.uri().path(), AppError::Unavailable))
            .layer(axum::middleware::from_fn_with_state(https, headers::secure));
        Self(Arc::new(RwLock::new(router)))
    }

    pub fn become_ready(&self, router: Router) {
        match self.0.write() {
            Ok(mut current) => *current = router,
            Err(poisoned) => *poisoned.into_inner() = router,
        }
    }

    /// `last`: the client should ask no more on this connection.
    pub async fn answer(self, request: hyper::Request<Incoming>, last: bool) -> Result<Response, Infallible> {
        let router = match self.0.read() {
            Ok(current) => current.clone(),
            Err(poisoned) => poisoned.into_inner().clone(),
        };
        let mut response = router.oneshot(request.map(Body::new)).await?;
        if last {
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        Ok(response)
    }
}

/// For when no page can be made: a page of its own, or for a server function the error that it would give.
pub fn unavailable(path: &str, error: AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    let (title, text) = error.texts();
    let (kind, body) = if path.starts_with("/api/") {
        ("application/json", serde_json::to_string(&error).unwrap_or_default())
    } else {
        let page = format!(
            "<!DOCTYPE html>\n<html lang=\"nl\"><head><meta charset=\"utf-8\"><title>{title}</title>\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"></head>\
             <body><main><h1>{title}</h1><p>{text}</p></main></body></html>\n"
        );
        ("text/html; charset=utf-8", page)
    };
    (status, [(header::CONTENT_TYPE, kind), (header::RETRY_AFTER, "10")], body).into_response()
}
