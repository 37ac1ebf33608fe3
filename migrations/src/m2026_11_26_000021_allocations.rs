//! Urgent allocations: what a gemeente tells of a year, in parts that are never added up anywhere else.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{cascade, drop_tables, index, reference, table, table_of_region, unique, unique_with_optional};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        years(manager).await?;
        parts(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["allocations", "allocation_years"]).await
    }
}

/// One gemeente in one year.
async fn years(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "allocation_years";
    manager
        .create_table(
            table_of_region(name)
                .col(uuid("municipality_id"))
                .col(integer("year").check(Expr::col("year").gte(2000)))
                .col(text_null("note"))
                .col(boolean("example"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("updated_at"))
                .foreign_key(&mut reference(name, "municipality_id", "municipalities"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique(name, &["municipality_id", "year"])).await?;
    manager.create_index(index(name, &["region_id", "year"])).await
}

/// A part of the number of one target group: what a corporatie took, or what is not divided.
async fn parts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "allocations";
    manager
        .create_table(
            table(name)
                .col(uuid("allocation_year_id"))
                .col(uuid("target_group_id"))
                // Empty: not divided.
                .col(uuid_null("organisation_id"))
                .col(integer("count").check(Expr::col("count").between(0, 100_000)))
                .foreign_key(&mut cascade(name, "allocation_year_id", "allocation_years"))
                .foreign_key(&mut reference(name, "target_group_id", "target_groups"))
                .foreign_key(&mut reference(name, "organisation_id", "organisations"))
                .to_owned(),
        )
        .await?;
    unique_with_optional(manager, name, "allocation_year_id, target_group_id", "organisation_id").await?;
    // The two above are of a part of the rows each, and find none by their year.
    manager.create_index(index(name, &["allocation_year_id"])).await
}
