//! How each gemeente is placed for a success factor of the region.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{cascade, drop_tables, index, table_of_region, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let name = "success_factor_states";
        // What needs attention or is blocked says why.
        let explained =
            "state IN ('op-orde', 'onbekend') OR (state IN ('aandacht', 'geblokkeerd') AND note IS NOT NULL)";
        manager
            .create_table(
                table_of_region(name)
                    .col(uuid("success_factor_id"))
                    .col(uuid("municipality_id"))
                    .col(string("state"))
                    .col(text_null("note"))
                    .col(date("told_on"))
                    .col(boolean("example"))
                    .col(integer("version"))
                    .col(timestamp_with_time_zone("updated_at"))
                    .foreign_key(&mut cascade(name, "success_factor_id", "success_factors"))
                    .foreign_key(&mut cascade(name, "municipality_id", "municipalities"))
                    .check(Expr::cust(explained))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index(name, &["region_id"])).await?;
        manager.create_index(unique(name, &["success_factor_id", "municipality_id"])).await?;
        manager.create_index(index(name, &["municipality_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["success_factor_states"]).await
    }
}
