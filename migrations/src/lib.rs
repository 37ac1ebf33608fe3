//! The database schema, one file per step; see the README beside this crate.

use sea_orm_migration::prelude::*;
pub use sea_orm_migration::{MigratorTrait, SchemaManager};

mod columns;
mod m2026_11_21_000001_regions;
mod m2026_11_21_000002_identity;
mod m2026_11_21_000003_commitments;
mod m2026_11_21_000004_audit;
mod m2026_11_25_000005_mail_and_jobs;
mod m2026_11_26_000006_agreements;
mod m2026_11_26_000007_bottlenecks;
mod m2026_11_26_000008_steps;
mod m2026_11_26_000009_commitment_dwellings;
mod m2026_11_26_000010_agendas;
mod m2026_11_26_000011_documents;
mod m2026_11_26_000012_files;
mod m2026_11_26_000013_comments;
mod m2026_11_26_000014_saved_views;
mod m2026_11_26_000016_counting;
mod m2026_11_26_000017_projects;
mod m2026_11_26_000018_functions_and_occurrences;
mod m2026_11_26_000019_deliveries;
mod m2026_11_26_000020_target_versions;
mod m2026_11_26_000021_allocations;
mod m2026_11_26_000022_imports;
mod m2026_11_26_000023_project_links;
mod m2026_11_26_000026_meetings;
mod m2026_11_27_000027_kept_states;
mod m2026_11_27_000028_papers;
mod m2026_11_27_000029_proposals;
mod m2026_11_27_000030_meeting_notes;
mod m2026_11_27_000031_deadline_phases;
mod m2026_11_27_000032_roles;
mod m2026_11_27_000033_digests;
mod m2026_11_27_000034_kept_agendas;
mod m2026_11_28_000035_decision_proposals;
mod m2026_11_28_000036_agenda_places;
mod m2026_11_28_000037_factor_states;
mod m2026_11_28_000038_delivery_files;

pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m2026_11_21_000001_regions::Migration),
            Box::new(m2026_11_21_000002_identity::Migration),
            Box::new(m2026_11_21_000003_commitments::Migration),
            Box::new(m2026_11_21_000004_audit::Migration),
            Box::new(m2026_11_25_000005_mail_and_jobs::Migration),
            Box::new(m2026_11_26_000006_agreements::Migration),
            Box::new(m2026_11_26_000007_bottlenecks::Migration),
            Box::new(m2026_11_26_000008_steps::Migration),
            Box::new(m2026_11_26_000009_commitment_dwellings::Migration),
            Box::new(m2026_11_26_000010_agendas::Migration),
            Box::new(m2026_11_26_000011_documents::Migration),
            Box::new(m2026_11_26_000012_files::Migration),
            Box::new(m2026_11_26_000013_comments::Migration),
            Box::new(m2026_11_26_000014_saved_views::Migration),
            Box::new(m2026_11_26_000016_counting::Migration),
            Box::new(m2026_11_26_000017_projects::Migration),
            Box::new(m2026_11_26_000018_functions_and_occurrences::Migration),
            Box::new(m2026_11_26_000019_deliveries::Migration),
            Box::new(m2026_11_26_000020_target_versions::Migration),
            Box::new(m2026_11_26_000021_allocations::Migration),
            Box::new(m2026_11_26_000022_imports::Migration),
            Box::new(m2026_11_26_000023_project_links::Migration),
            Box::new(m2026_11_26_000026_meetings::Migration),
            Box::new(m2026_11_27_000027_kept_states::Migration),
            Box::new(m2026_11_27_000028_papers::Migration),
            Box::new(m2026_11_27_000029_proposals::Migration),
            Box::new(m2026_11_27_000030_meeting_notes::Migration),
            Box::new(m2026_11_27_000031_deadline_phases::Migration),
            Box::new(m2026_11_27_000032_roles::Migration),
            Box::new(m2026_11_27_000033_digests::Migration),
            Box::new(m2026_11_27_000034_kept_agendas::Migration),
            Box::new(m2026_11_28_000035_decision_proposals::Migration),
            Box::new(m2026_11_28_000036_agenda_places::Migration),
            Box::new(m2026_11_28_000037_factor_states::Migration),
            Box::new(m2026_11_28_000038_delivery_files::Migration),
        ]
    }
}
