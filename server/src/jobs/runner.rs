//! The runner: looks which jobs are due, and runs those whose row it wins.
#![expect(clippy::disallowed_methods, reason = "jobs are of the installation")]

use std::time::Duration;

use app::request::Clock;
use app::storage::new_id;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, Condition, DatabaseConnection, DbErr, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::Job;
use super::entity::{ActiveModel, Column, Entity, Model};
use crate::stop::Stop;

const POLL: Duration = Duration::from_secs(30);
/// A job is cut off well before another process may take it over.
const LIMIT: Duration = Duration::from_secs(9 * 60);
const LEASE: TimeDelta = TimeDelta::minutes(10);

/// Any number of these may work on one database, in one process or in many.
#[derive(Clone)]
pub struct Runner {
    database: DatabaseConnection,
    clock: Clock,
    jobs: Vec<Job>,
    id: Uuid,
}

impl Runner {
    pub fn new(database: DatabaseConnection, clock: Clock, jobs: Vec<Job>) -> Self {
        Self { database, clock, jobs, id: new_id() }
    }

    /// Runs what is due until told to stop; then finishes the job in hand.
    pub async fn run(self, stop: Stop) {
        loop {
            for job in &self.jobs {
                if stop.is_told() {
                    return;
                }
                if let Err(error) = self.run_if_due(job).await {
                    tracing::warn!(job = job.name, %error, "the table of jobs cannot be used");
                }
            }
            if !stop.pause(POLL).await {
                return;
            }
        }
    }

    /// Says whether it ran here.
    ///
    /// # Errors
    /// When the table of jobs cannot be used; what a job fails with is written down there.
    pub async fn run_if_due(&self, job: &Job) -> Result<bool, DbErr> {
        let now = self.clock.now();
        if !self.take(job, now).await? {
            return Ok(false);
        }
        let outcome = match tokio::time::timeout(LIMIT, (job.run)(self.database.clone(), now)).await {
            Ok(outcome) => outcome.map_err(|error| error.to_string()),
            Err(_) => Err("it took too long and was cut off".to_owned()),
        };
        let error = outcome.err();
        match &error {
            Some(error) => tracing::warn!(job = job.name, error, "a job failed"),
            None => tracing::debug!(job = job.name, "a job ran"),
        }
        self.finish(job, now, error).await?;
        Ok(true)
    }

    async fn take(&self, job: &Job, now: DateTime<Utc>) -> Result<bool, DbErr> {
        let row = self.row(job, now).await?;
        if !job.schedule.is_due(row.next_run_at, now) {
            return Ok(false);
        }
        let free = Condition::any().add(Column::LeaseUntil.is_null()).add(Column::LeaseUntil.lt(now));
        let taken = Entity::update_many()
            .col_expr(Column::LeaseUntil, Expr::value(now + LEASE))
            .col_expr(Column::LeasedBy, Expr::value(self.id))
            .filter(Column::Name.eq(job.name))
            // Another process may have run it since we looked.
            .filter(Column::NextRunAt.eq(row.next_run_at))
            .filter(free)
            .exec(&self.database)
            .await?;
        Ok(taken.rows_affected == 1)
    }

    /// The job's row, made for a job that is new.
    async fn row(&self, job: &Job, now: DateTime<Utc>) -> Result<Model, DbErr> {
        if let Some(row) = Entity::find_by_id(job.name).one(&self.database).await? {
            return Ok(row);
        }
        let new = ActiveModel {
            name: Set(job.name.to_owned()),
            next_run_at: Set(job.schedule.first(now)),
            ..Default::default()
        };
        let unless_there = OnConflict::column(Column::Name).do_nothing().to_owned();
        Entity::insert(new).on_conflict(unless_there).exec_without_returning(&self.database).await?;
        let row = Entity::find_by_id(job.name).one(&self.database).await?;
        row.ok_or_else(|| DbErr::RecordNotFound(job.name.to_owned()))
    }

    async fn finish(&self, job: &Job, began: DateTime<Utc>, error: Option<String>) -> Result<(), DbErr> {
        let next = if error.is_some() { job.schedule.after_failure(began) } else { job.schedule.next_after(began) };
        Entity::update_many()
            .col_expr(Column::NextRunAt, Expr::value(next))
            .col_expr(Column::LastRunAt, Expr::value(began))
            .col_expr(Column::LastError, Expr::value(error))
            .col_expr(Column::LeaseUntil, Expr::value(Option::<DateTime<Utc>>::None))
            .col_expr(Column::LeasedBy, Expr::value(Option::<Uuid>::None))
            .filter(Column::Name.eq(job.name))
            .filter(Column::LeasedBy.eq(self.id))
            .exec(&self.database)
            .await?;
        Ok(())
    }
}
