//! What a server does besides answering requests: delivering mail and running jobs.

use app::request::AppState;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::jobs::{self, Runner};
use crate::mail::{Smtp, Worker};
use crate::stop::{FAREWELL, Stop};

/// Works until told to stop, then finishes what is in hand. Without a mail server only the jobs run.
pub async fn work(state: AppState, smtp: Option<Smtp>, stop: Stop) {
    let mut tasks = JoinSet::new();
    let jobs = jobs::all(&state);
    let AppState { database, clock, .. } = state;
    tasks.spawn(Runner::new(database.clone(), clock, jobs).run(stop.clone()));
    if let Some(smtp) = smtp {
        tasks.spawn(Worker::new(database, clock, smtp).run(stop.clone()));
    }
    stop.told().await;
    let finished = async { while tasks.join_next().await.is_some() {} };
    if timeout(FAREWELL, finished).await.is_err() {
        // Their leases end by themselves, and the work is done again.
        tracing::warn!("a mail or a job did not finish in time");
    }
}
