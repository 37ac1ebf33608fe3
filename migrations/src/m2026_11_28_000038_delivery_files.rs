//! Files that are evidence of a delivery: each with a report in the ledger of a project.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{cascade, drop_tables, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let name = "delivery_files";
        manager
            .create_table(
                Table::create()
                    .table(name)
                    .col(uuid("file_id").primary_key())
                    .col(uuid("delivery_id"))
                    .foreign_key(&mut cascade(name, "file_id", "files"))
                    .foreign_key(&mut cascade(name, "delivery_id", "deliveries"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index(name, &["delivery_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["delivery_files"]).await
    }
}
