//! Files that are papers of a meeting: each with an item of its agenda.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{cascade, drop_tables, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let name = "papers";
        manager
            .create_table(
                Table::create()
                    .table(name)
                    .col(uuid("file_id").primary_key())
                    .col(uuid("agenda_item_id"))
                    .foreign_key(&mut cascade(name, "file_id", "files"))
                    .foreign_key(&mut cascade(name, "agenda_item_id", "agenda_items"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index(name, &["agenda_item_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["papers"]).await
    }
}
