//! The dwellings of commitments.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{cascade, drop_tables, index, reference};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("commitment_dwellings")
                    .col(uuid("commitment_id"))
                    .col(uuid("measure_id"))
                    .col(integer("count"))
                    .primary_key(Index::create().col("commitment_id").col("measure_id"))
                    .foreign_key(&mut cascade("commitment_dwellings", "commitment_id", "commitments"))
                    .foreign_key(&mut reference("commitment_dwellings", "measure_id", "measures"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("commitment_dwellings", &["measure_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["commitment_dwellings"]).await
    }
}
