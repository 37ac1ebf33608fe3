//! Work that is due by itself, such as removing what is old. However many processes serve one database, each job runs
//! once when it is due: whoever wins its row in the table `jobs` runs it.

pub mod entity;
mod runner;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use app::digest;
use app::mail::outbox;
use app::privacy::retention;
use app::request::{AppState, Clock};
use app::since::keeping::keep_end_of_day;
use chrono::{DateTime, NaiveTime, TimeDelta, Utc, Weekday};
use domain::schedule::Schedule;
use sea_orm::{DatabaseConnection, DbErr};

use crate::http::clean_sessions;
pub use runner::Runner;

/// Before people begin, in winter and in summer.
const DIGEST_AT: NaiveTime = NaiveTime::from_hms_opt(5, 30, 0).unwrap();

type Running = Pin<Box<dyn Future<Output = Result<(), DbErr>> + Send>>;

#[derive(Clone)]
pub struct Job {
    /// Its key in the table.
    pub name: &'static str,
    pub schedule: Schedule,
    /// May be cut off and begun again: it does its work in steps that are each complete.
    pub run: Arc<dyn Fn(DatabaseConnection, DateTime<Utc>) -> Running + Send + Sync>,
}

impl Job {
    pub fn new<F>(
        name: &'static str,
        schedule: Schedule,
        run: impl Fn(DatabaseConnection, DateTime<Utc>) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<(), DbErr>> + Send + 'static,
    {
        Self { name, schedule, run: Arc::new(move |database, now| Box::pin(run(database, now))) }
    }
}

/// All jobs of the application.
pub fn all(state: &AppState) -> Vec<Job> {
    let minutely = Schedule::Every(TimeDelta::minutes(1));
    let hourly = Schedule::Every(TimeDelta::hours(1));
    let daily = Schedule::Every(TimeDelta::days(1));
    let (state, mondays) = (state.clone(), Schedule::Weekly(Weekday::Mon, DIGEST_AT));
    vec![
        // Often: what happens after midnight and before it runs counts as yesterday's.
        Job::new("kept-states", minutely, async |database, now| keep_end_of_day(&database, now).await),
        Job::new("retention", daily, async |database, now| retention::clean(&database, now).await),
        Job::new("sessions", hourly, async |database, now| clean_sessions(&database, now).await),
        Job::new("digests", mondays, move |_, now| {
            let state = AppState { clock: Clock::Fixed(now), ..state.clone() };
            async move { digest::sending::send(&state, now).await }
        }),
        Job::new("outbox", hourly, async |database, now| outbox::clean(&database, now).await),
    ]
}
