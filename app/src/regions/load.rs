//! Putting a region file into the database.
//!
//! Reference data comes to say what the file says, and only rows that differ are written. Commitments are added when
//! their number is not yet in their agenda, bottlenecks and documents when their title is not yet there, projects when
//! their name is not, agendas when their years are free, and phases of deadlines when that gemeente told none; those that are there belong to the people who edit them. Nothing is removed.
#![expect(
    clippy::disallowed_methods,
    reason = "a region file is loaded from the command line, for nobody in particular"
)]

mod agendas;
mod allocations;
mod bodies;
mod bottlenecks;
mod commitments;
mod deadline_phases;
mod documents;
mod meetings;
mod organisations;
mod projects;
mod proposals;
mod report;
mod roles;
mod rows;
mod steps;
mod success_factor_states;
mod targets;
mod vision;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::audit::Event;
use domain::projects::PlanStatus;
use sea_orm::{ColumnTrait, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::entity::{region, source};
use super::file::RegionFile;
use super::file::commitments::{Directory, UnknownName};
use super::file::reference::Sourced;
use crate::audit::{self, Author, Subject};
use crate::storage::begin_write;
pub use report::{Count, LoadReport, Thing};
use rows::{all_of_region, id_of, save};

#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error("the database refused the region: {0}")]
    Storage(#[from] DbErr),
    /// Not with a file that was read with [`super::file::parse`].
    #[error(transparent)]
    UnknownName(#[from] UnknownName),
}

/// Brings the database up to date with the file, in one transaction.
///
/// # Errors
/// When the database fails; then nothing has changed.
pub async fn load(
    database: &DatabaseConnection,
    file: &RegionFile,
    at: DateTime<Utc>,
) -> Result<LoadReport, LoadError> {
    let transaction = begin_write(database).await?;
    let mut report = LoadReport::new(&file.region.name);
    let region = save_region(&transaction, file, &mut report).await?;
    let sources = save_sources(&transaction, region, file, &mut report).await?;
    let mut loading = Loading { transaction, file, region, sources, report };

    let places = loading.organisations().await?;
    let measures = loading.targets(&places).await?;
    let vision = loading.vision(&places, at).await?;
    let documents = loading.documents(&places, at).await?;
    loading.projects(&places, &measures, at).await?;
    loading.allocations(&places, &vision.target_groups, at).await?;
    let directory = Directory { measures, documents, ..vision.directory(&places) };
    loading.commitments(&places, directory, at).await?;
    loading.bottlenecks(&places, at).await?;
    loading.agendas(&places, at).await?;
    loading.deadline_phases(&places, at).await?;
    loading.success_factor_states(&places, at).await?;
    loading.meetings(&places, at).await?;
    loading.proposals(&places, at).await?;
    loading.kept_agendas().await?;
    loading.roles(&places, at).await?;

    let Loading { transaction, report, .. } = loading;
    if !report.is_unchanged() {
        let author = Author::nobody(region, at);
        audit::record(&transaction, &author, Event::Loaded, Subject::Region(region), &[]).await?;
    }
    transaction.commit().await?;
    Ok(report)
}

/// One load: each step adds to the report.
struct Loading<'f> {
    transaction: DatabaseTransaction,
    file: &'f RegionFile,
    region: Uuid,
    /// By key.
    sources: BTreeMap<String, Uuid>,
    report: LoadReport,
}

impl Loading<'_> {
    fn source(&self, source: &Sourced) -> Result<Option<Uuid>, UnknownName> {
        found(&self.sources, &source.key.value).map(Some)
    }
}

fn found(names: &BTreeMap<String, Uuid>, name: &str) -> Result<Uuid, UnknownName> {
    names.get(name).copied().ok_or_else(|| UnknownName(name.to_owned()))
}

fn codes(statuses: &[PlanStatus]) -> String {
    statuses.iter().map(|status| status.code()).collect::<Vec<_>>().join(" ")
}

async fn save_region(
    transaction: &DatabaseTransaction,
    file: &RegionFile,
    report: &mut LoadReport,
) -> Result<Uuid, DbErr> {
    let entry = &file.region;
    let existing = region::Entity::find().filter(region::Column::Code.eq(&entry.code)).all(transaction).await?;
    let id = id_of(&existing, |row| row.code == entry.code);
    let wanted = region::Model {
        id,
        code: entry.code.clone(),
        name: entry.name.clone(),
        province: entry.province.clone(),
        horizon_year: entry.horizon_year,
        freshness_weeks: entry.freshness_weeks,
        hard_plan_statuses: codes(&entry.hard_plan_statuses),
        second_factor_for_all: existing.iter().any(|row| row.id == id && row.second_factor_for_all),
    };
    let saved = save(transaction, existing, vec![wanted]).await?;
    report.add(Thing::Region, saved.count());
    Ok(id)
}

async fn save_sources(
    transaction: &DatabaseTransaction,
    region: Uuid,
    file: &RegionFile,
    report: &mut LoadReport,
) -> Result<BTreeMap<String, Uuid>, DbErr> {
    let existing = all_of_region::<source::Entity>(transaction, source::Column::RegionId, region).await?;
    let wanted = file.sources.iter().map(|entry| source::Model {
        id: id_of(&existing, |row| row.key == entry.key.value),
        region_id: region,
        key: entry.key.value.clone(),
        title: entry.title.clone(),
        url: entry.url.clone(),
        verified: entry.verified,
    });
    let wanted = wanted.collect();
    let saved = save(transaction, existing, wanted).await?;
    report.add(Thing::Source, saved.count());
    Ok(saved.wanted.into_iter().map(|row| (row.key, row.id)).collect())
}
