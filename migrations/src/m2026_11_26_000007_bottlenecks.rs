//! Bottlenecks, what they block, and the steps that were taken with them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{cascade, drop_tables, index, reference, table, table_of_region};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        bottlenecks(manager).await?;
        blocked(manager).await?;
        steps(manager).await?;
        entries(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = ["bottleneck_entries", "bottleneck_steps", "bottleneck_commitments", "bottlenecks"];
        drop_tables(manager, &tables).await
    }
}

async fn bottlenecks(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table_of_region("bottlenecks")
                .col(string("title"))
                .col(text_null("description"))
                .col(uuid("success_factor_id"))
                .col(uuid("owner_id"))
                .col(string_null("owner_function"))
                .col(text("action"))
                .col(uuid("acting_id"))
                .col(string_null("acting_function"))
                // Where its steps have brought it, so that lists need no history.
                .col(string("level"))
                .col(string("state"))
                .col(boolean("example"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .foreign_key(&mut reference("bottlenecks", "success_factor_id", "success_factors"))
                .foreign_key(&mut reference("bottlenecks", "owner_id", "organisations"))
                .foreign_key(&mut reference("bottlenecks", "acting_id", "organisations"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("bottlenecks", &["region_id", "state"])).await?;
    manager.create_index(index("bottlenecks", &["success_factor_id"])).await
}

async fn blocked(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "bottleneck_commitments";
    manager
        .create_table(
            Table::create()
                .table(name)
                .col(uuid("bottleneck_id"))
                .col(uuid("commitment_id"))
                .primary_key(Index::create().col("bottleneck_id").col("commitment_id"))
                .foreign_key(&mut cascade(name, "bottleneck_id", "bottlenecks"))
                .foreign_key(&mut cascade(name, "commitment_id", "commitments"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index(name, &["commitment_id"])).await
}

async fn steps(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table("bottleneck_steps")
                .col(uuid("bottleneck_id"))
                .col(timestamp_with_time_zone("at"))
                // On behalf of whom; empty when a region file brought it.
                .col(uuid_null("organisation_id"))
                .col(string("kind"))
                // The level after this step.
                .col(string("level"))
                .col(text("reason"))
                .foreign_key(&mut cascade("bottleneck_steps", "bottleneck_id", "bottlenecks"))
                .foreign_key(&mut reference("bottleneck_steps", "organisation_id", "organisations"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("bottleneck_steps", &["bottleneck_id"])).await?;
    // It was taken to a level once: the rule that levels only go up, kept by the database too.
    let once = "CREATE UNIQUE INDEX bottleneck_steps_level_once ON bottleneck_steps (bottleneck_id, level) \
                WHERE kind = 'geescaleerd'";
    manager.get_connection().execute_unprepared(once).await?;
    Ok(())
}

/// Entries about a commitment that tell of a bottleneck too: who may see the commitment finds them in the timeline of both.
async fn entries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "bottleneck_entries";
    manager
        .create_table(
            Table::create()
                .table(name)
                .col(uuid("audit_entry_id").primary_key())
                .col(uuid("bottleneck_id"))
                .foreign_key(&mut reference(name, "audit_entry_id", "audit_entries"))
                .foreign_key(&mut cascade(name, "bottleneck_id", "bottlenecks"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index(name, &["bottleneck_id"])).await
}
