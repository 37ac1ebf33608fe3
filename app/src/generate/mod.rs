//! A database as large as that of many regions together, to measure with: invented commitments and projects, and everything
//! that happened to them, as the program itself would have written it.
//!
//! They come on top of the demo and are marked as examples, as all of the demo is, so that nobody takes them for work and
//! `serve` refuses to put them before people. The same seed and moment give the same.
#![expect(clippy::disallowed_methods, reason = "the command line looks at the whole database")]

mod building;
mod chance;
mod content;
mod rows;
mod story;
mod world;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::commitments::LifeCycle;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use crate::auth::entity::user;
use crate::commitments::entity::commitment;
use crate::projects::entity::project;
use crate::regions::entity::region;
use crate::storage::begin_write;
use rows::Rows;
use world::World;

/// Before every number, so that what was generated is known again.
const NUMBER_PREFIX: &str = "G-";

/// How much, and which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    pub commitments: usize,
    /// Reports of progress, over all commitments that left concept.
    pub updates: usize,
    pub projects: usize,
    /// Entries of ledgers, over all projects of which anything was delivered.
    pub deliveries: usize,
    pub seed: u64,
}

/// Whose database may be filled: that of the demo.
#[derive(Clone, Debug)]
pub struct Demo {
    /// The code of its region.
    pub region: String,
    /// The addresses of its accounts.
    pub accounts: BTreeSet<String>,
}

/// What was added, in rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Generated {
    pub commitments: usize,
    pub updates: usize,
    pub confirmations: usize,
    pub milestones: usize,
    pub projects: usize,
    pub deliveries: usize,
    /// Of the audit trail.
    pub entries: usize,
}

#[derive(Debug, thiserror::Error)]
pub enum GenerateError {
    #[error(
        "this database holds {0}, which generated commitments must not mix with: name a new database with --database"
    )]
    RealWork(&'static str),
    #[error("this database was filled before: name a new one with --database")]
    Filled,
    #[error("deliveries need an account of a corporatie, who reports them, and one of a gemeente, who verifies them")]
    Nobody,
    #[error("the database failed: {0}")]
    Database(#[from] DbErr),
}

/// Looks whether there is nothing in the database but the demo, as it came.
///
/// # Errors
/// When anything in it may be somebody's work, or it was filled already.
pub async fn refuse_real_work(connection: &impl ConnectionTrait, demo: &Demo) -> Result<(), GenerateError> {
    let other_region = region::Entity::find().filter(region::Column::Code.ne(&demo.region));
    if other_region.one(connection).await?.is_some() {
        return Err(GenerateError::RealWork("another region than the demo's"));
    }
    let other_account = user::Entity::find().filter(user::Column::Email.is_not_in(&demo.accounts));
    if other_account.one(connection).await?.is_some() {
        return Err(GenerateError::RealWork("accounts that are not the demo's"));
    }
    let written =
        Condition::all().add(commitment::Column::Example.eq(false)).add(commitment::Column::SourceId.is_null());
    if commitment::Entity::find().filter(written).one(connection).await?.is_some() {
        return Err(GenerateError::RealWork("commitments that somebody wrote"));
    }
    if project::Entity::find().filter(project::Column::Example.eq(false)).one(connection).await?.is_some() {
        return Err(GenerateError::RealWork("projects that somebody wrote"));
    }
    let generated_project = project::Entity::find().filter(project::Column::ExternalId.starts_with(NUMBER_PREFIX));
    if generated_project.one(connection).await?.is_some() {
        return Err(GenerateError::Filled);
    }
    let generated = commitment::Entity::find().filter(commitment::Column::Number.starts_with(NUMBER_PREFIX));
    if generated.one(connection).await?.is_some() { Err(GenerateError::Filled) } else { Ok(()) }
}

/// Fills the database of the demo, which must be loaded: all of the plan or nothing, and then what the audit trail tells of
/// it.
///
/// # Errors
/// As [`refuse_real_work`], or when the database fails.
pub async fn generate(
    database: &DatabaseConnection,
    demo: &Demo,
    plan: Plan,
    at: DateTime<Utc>,
) -> Result<Generated, GenerateError> {
    let transaction = begin_write(database).await?;
    refuse_real_work(&transaction, demo).await?;
    let world = World::of(&transaction, &demo.region).await?;
    if plan.deliveries > 0 && (world.builders.is_empty() || world.officials.is_empty()) {
        return Err(GenerateError::Nobody);
    }
    let mut rows = Rows::default();
    let mut generated = Generated::default();
    for index in 0..plan.commitments {
        let story = story::tell(&world, plan, index, at)?;
        generated.commitments += 1;
        generated.updates += story.reports.len();
        generated.confirmations += story.confirmations.len();
        generated.milestones += story.milestones.len();
        rows.add(story);
        rows.write_when_many(&transaction).await?;
    }
    for index in 0..plan.projects {
        let building = building::build(&world, plan, index, at)?;
        generated.projects += 1;
        generated.deliveries += building.book.length();
        rows.add_building(building)?;
        rows.write_when_many(&transaction).await?;
    }
    rows.write(&transaction).await?;
    transaction.commit().await?;
    generated.entries = rows.write_entries(database, &world).await?;
    Ok(generated)
}

/// One that has everything to show: ratified, reported on, and with a change that lies with its parties.
///
/// # Errors
/// When the database fails.
pub async fn fullest(connection: &impl ConnectionTrait) -> Result<Option<Uuid>, DbErr> {
    let found = commitment::Entity::find()
        .filter(commitment::Column::Number.starts_with(NUMBER_PREFIX))
        .filter(commitment::Column::LifeCycle.eq(LifeCycle::Ratified.code()))
        .filter(commitment::Column::Asking.is_not_null())
        .filter(commitment::Column::Progress.is_not_null())
        .order_by_asc(commitment::Column::Number)
        .one(connection)
        .await?;
    Ok(found.map(|row| row.id))
}
