//! Targets that people set: which version it is, whether the region file still has a say, and why it was changed last.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Nought: as the region file says.
        let version = integer("version").default(0).to_owned();
        manager.alter_table(Table::alter().table("targets").add_column(version).to_owned()).await?;
        let motivation = text_null("motivation").to_owned();
        manager.alter_table(Table::alter().table("targets").add_column(motivation).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["motivation", "version"] {
            manager.alter_table(Table::alter().table("targets").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
