//! The agenda of a meeting as its papers have it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // As JSON; empty as long as the papers are not ready.
        let kept = Table::alter().table("meetings").add_column(text_null("kept_agenda")).to_owned();
        manager.alter_table(kept).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("meetings").drop_column("kept_agenda").to_owned()).await
    }
}
