//! How far each gemeente is with a deadline of the region.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{cascade, drop_tables, index, table_of_region, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let name = "deadline_phases";
        // What is adopted has its body and its day, and nothing else has.
        let adopted = "(phase = 'vastgesteld') = (adopted_by IS NOT NULL AND adopted_on IS NOT NULL) \
                       AND (adopted_by IS NULL) = (adopted_on IS NULL)";
        manager
            .create_table(
                table_of_region(name)
                    .col(uuid("deadline_id"))
                    .col(uuid("municipality_id"))
                    .col(string("phase"))
                    .col(string_null("adopted_by"))
                    .col(date_null("adopted_on"))
                    // Of what comes again it says which turn the phase is of.
                    .col(date("told_on"))
                    .col(text_null("note"))
                    .col(boolean("example"))
                    .col(integer("version"))
                    .col(timestamp_with_time_zone("updated_at"))
                    .foreign_key(&mut cascade(name, "deadline_id", "deadlines"))
                    .foreign_key(&mut cascade(name, "municipality_id", "municipalities"))
                    .check(Expr::cust(adopted))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index(name, &["region_id"])).await?;
        manager.create_index(unique(name, &["deadline_id", "municipality_id"])).await?;
        manager.create_index(index(name, &["municipality_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["deadline_phases"]).await
    }
}
