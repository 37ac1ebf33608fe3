//! Figures for Prometheus, on a port of their own. Routes are named by their pattern: no ids, and no end of series.
#![expect(clippy::disallowed_methods, reason = "it only counts")]

use std::time::{Duration, Instant};

use app::auth::entity::session;
use app::request::AppState;
use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use prometheus::{HistogramOpts, HistogramVec, IntGauge, IntGaugeVec, Opts, Registry, TextEncoder};
use sea_orm::{ColumnTrait, DatabaseBackend, EntityTrait, PaginatorTrait, QueryFilter};
use tokio::net::TcpListener;

/// What a scrape may cost when the database is away.
const PATIENCE: Duration = Duration::from_secs(2);
const BUCKETS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

#[derive(Clone)]
pub struct Metrics {
    registry: Registry,
    requests: HistogramVec,
    sessions: IntGauge,
    database_up: IntGauge,
    pool: IntGaugeVec,
    memory: IntGauge,
    open_files: IntGauge,
}

impl Metrics {
    /// # Errors
    /// When two of them have one name, which the test rules out.
    pub fn new() -> Result<Self, prometheus::Error> {
        let requests = HistogramOpts::new("woonzorgagenda_request_seconds", "How long requests took.");
        let pool = Opts::new("woonzorgagenda_database_connections", "Connections to the database.");
        let metrics = Self {
            registry: Registry::new(),
            requests: HistogramVec::new(requests.buckets(BUCKETS.to_vec()), &["method", "route", "status"])?,
            sessions: IntGauge::new("woonzorgagenda_sessions", "Browsers that are logged in.")?,
            database_up: IntGauge::new("woonzorgagenda_database_up", "Whether the database answers.")?,
            pool: IntGaugeVec::new(pool, &["state"])?,
            memory: IntGauge::new("process_resident_memory_bytes", "Memory in use.")?,
            open_files: IntGauge::new("process_open_fds", "Files and connections that are open.")?,
        };
        let registry = &metrics.registry;
        registry.register(Box::new(metrics.requests.clone()))?;
        registry.register(Box::new(metrics.sessions.clone()))?;
        registry.register(Box::new(metrics.database_up.clone()))?;
        registry.register(Box::new(metrics.pool.clone()))?;
        registry.register(Box::new(metrics.memory.clone()))?;
        registry.register(Box::new(metrics.open_files.clone()))?;
        Ok(metrics)
    }

    /// The same router, measured.
    pub fn around(&self, router: Router) -> Router {
        router.layer(from_fn_with_state(self.clone(), measure))
    }

    /// Answers `/metrics` until it is dropped.
    pub async fn serve(self, listener: TcpListener, state: AppState) {
        let router = Router::new().route("/metrics", get(scrape)).with_state((self, state));
        if let Err(error) = axum::serve(listener, router).await {
            tracing::error!(%error, "the metrics are not served any more");
        }
    }

    async fn ask_the_database(&self, state: &AppState) {
        let open = session::Entity::find().filter(session::Column::ExpiresAt.gt(state.clock.now()));
        let answer = tokio::time::timeout(PATIENCE, open.count(&state.database)).await;
        let sessions = answer.ok().and_then(Result::ok).and_then(|count| i64::try_from(count).ok());
        self.database_up.set(i64::from(sessions.is_some()));
        if let Some(sessions) = sessions {
            self.sessions.set(sessions);
        }
        let (size, idle) = match state.database.get_database_backend() {
            DatabaseBackend::Postgres => {
                let pool = state.database.get_postgres_connection_pool();
                (pool.size(), pool.num_idle())
            }
            _ => {
                let pool = state.database.get_sqlite_connection_pool();
                (pool.size(), pool.num_idle())
            }
        };
        let idle = i64::try_from(idle).unwrap_or_default();
        self.pool.with_label_values(&["idle"]).set(idle);
        self.pool.with_label_values(&["used"]).set(i64::from(size) - idle);
    }

    /// From Linux itself. The crate's own collector brings a second copy of half a dozen crates.
    fn look_at_the_process(&self) {
        let pages = std::fs::read_to_string("/proc/self/statm").ok();
        let pages = pages.and_then(|text| text.split(' ').nth(1)?.parse::<i64>().ok());
        let page = i64::try_from(rustix::param::page_size()).unwrap_or_default();
        self.memory.set(pages.unwrap_or_default().saturating_mul(page));
        let files = std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count);
        self.open_files.set(i64::try_from(files).unwrap_or_default());
    }
}

async fn measure(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let pattern = request.extensions().get::<MatchedPath>();
    // Pages without a form share one route.
    let route = pattern.map_or_else(|| "page".to_owned(), |pattern| pattern.as_str().to_owned());
    let method = match request.method().as_str() {
        known @ ("GET" | "HEAD" | "POST") => known.to_owned(),
        _ => "other".to_owned(),
    };
    let start = Instant::now();
    let response = next.run(request).await;
    let status = response.status();
    let labels = [method.as_str(), route.as_str(), status.as_str()];
    metrics.requests.with_label_values(&labels).observe(start.elapsed().as_secs_f64());
    response
}

async fn scrape(State((metrics, state)): State<(Metrics, AppState)>) -> String {
    metrics.ask_the_database(&state).await;
    metrics.look_at_the_process();
    // Text in a String cannot fail to be written.
    TextEncoder::new().encode_to_string(&metrics.registry.gather()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_figure_has_a_name_of_its_own() {
        super::Metrics::new().unwrap();
    }
}
