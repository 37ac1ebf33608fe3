//! Who answers the next request: what the process can do changes while it starts and stops.

use std::convert::Infallible;
use std::sync::{Arc, RwLock};

use app::error::AppError;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::get;
use hyper::body::Incoming;
use tower::ServiceExt;

use super::bare::unavailable;
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
