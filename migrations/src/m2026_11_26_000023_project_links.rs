//! Which projects a commitment serves, and which a bottleneck blocks.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{cascade, drop_tables, index, table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        served(manager).await?;
        blocked(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["bottleneck_projects", "commitment_projects"]).await
    }
}

/// The audit trail tells of a link by its id, so a link that was undone keeps its row.
async fn served(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "commitment_projects";
    manager
        .create_table(
            table(name)
                .col(uuid("commitment_id"))
                .col(uuid("project_id"))
                .col(boolean("linked"))
                .foreign_key(&mut cascade(name, "commitment_id", "commitments"))
                .foreign_key(&mut cascade(name, "project_id", "projects"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique(name, &["commitment_id", "project_id"])).await?;
    manager.create_index(index(name, &["project_id"])).await
}

async fn blocked(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "bottleneck_projects";
    manager
        .create_table(
            Table::create()
                .table(name)
                .col(uuid("bottleneck_id"))
                .col(uuid("project_id"))
                .primary_key(Index::create().col("bottleneck_id").col("project_id"))
                .foreign_key(&mut cascade(name, "bottleneck_id", "bottlenecks"))
                .foreign_key(&mut cascade(name, "project_id", "projects"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index(name, &["project_id"])).await
}
