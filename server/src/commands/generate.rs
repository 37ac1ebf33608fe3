//! `generate`: a database to measure with.

use std::sync::Arc;

use app::auth::form::LoginForm;
use app::generate::{Generated, Plan, generate, refuse_real_work};
use app::storage;
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseBackend};

use super::{CommandError, demo, open, say};
use crate::cli::Generate;

pub async fn run(arguments: &Generate, at: DateTime<Utc>) -> Result<(), CommandError> {
    let Generate { commitments, updates, projects, deliveries, seed, .. } = *arguments;
    let plan = Plan { commitments, updates, projects, deliveries, seed };
    let (made, _) = fill(&arguments.database.database, plan, at).await?;
    say(&format!(
        "Generated {} commitments with {} reports of progress, {} confirmations and {} milestones, {} projects with {} \
         entries in their ledgers, and {} entries of the audit trail. Look at them with `serve --demo`.",
        made.commitments,
        made.updates,
        made.confirmations,
        made.milestones,
        made.projects,
        made.deliveries,
        made.entries
    ));
    Ok(())
}

/// Loads the demo where it is not there yet, and fills its database. Gives the accounts to log in with.
///
/// # Errors
/// When the database holds anything that may be somebody's work, is in use, or fails.
pub async fn fill(url: &str, plan: Plan, at: DateTime<Utc>) -> Result<(Generated, Arc<[LoginForm]>), CommandError> {
    let database = open(url).await?;
    // Long as it writes, nobody else could.
    let _lock = storage::lock(url)?;
    let demo = demo::identity()?;
    refuse_real_work(&database, &demo).await?;
    let logins = demo::prepare(&database, at).await?;
    let made = generate(&database, &demo, plan, at).await?;
    // PostgreSQL does this by itself, some minutes later; until then it plans for tables that are nearly empty.
    if database.get_database_backend() == DatabaseBackend::Postgres {
        database.execute_unprepared("ANALYZE").await?;
    }
    database.close().await?;
    Ok((made, logins))
}
