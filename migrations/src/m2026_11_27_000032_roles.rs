//! What each organisation does in the region, and which version of that text its bestuurder acknowledged.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{cascade, drop_tables, index, table_of_region, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let name = "role_descriptions";
        // Nobody acknowledges a text that is not there yet.
        let acknowledged = "(acknowledged_version IS NULL) = (acknowledged_on IS NULL) \
                            AND (acknowledged_version IS NULL OR acknowledged_version <= version)";
        manager
            .create_table(
                table_of_region(name)
                    .col(uuid("organisation_id"))
                    .col(text("text"))
                    .col(integer_null("acknowledged_version"))
                    .col(date_null("acknowledged_on"))
                    .col(boolean("example"))
                    // Of the text: acknowledging it makes no new one.
                    .col(integer("version"))
                    .col(timestamp_with_time_zone("updated_at"))
                    .foreign_key(&mut cascade(name, "organisation_id", "organisations"))
                    .check(Expr::cust(acknowledged))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index(name, &["region_id"])).await?;
        manager.create_index(unique(name, &["organisation_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["role_descriptions"]).await
    }
}
