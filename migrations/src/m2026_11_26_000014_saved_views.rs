//! Filters of the list of commitments, under a name.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{cascade, drop_tables, index, table_of_region, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let name = "saved_views";
        manager
            .create_table(
                table_of_region(name)
                    // Who saved it.
                    .col(uuid("user_id"))
                    // With which it is shared, if it is.
                    .col(uuid("organisation_id"))
                    .col(string("name"))
                    // Names and values of the address, as JSON.
                    .col(text("filter"))
                    .col(boolean("shared"))
                    .col(integer("version"))
                    .col(timestamp_with_time_zone("updated_at"))
                    .foreign_key(&mut cascade(name, "user_id", "users"))
                    .foreign_key(&mut cascade(name, "organisation_id", "organisations"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(unique(name, &["user_id", "name"])).await?;
        manager.create_index(index(name, &["region_id"])).await?;
        manager.create_index(index(name, &["organisation_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["saved_views"]).await
    }
}
