//! The lokale uitvoeringsagenda of each gemeente, per period: how far it is on the way to being adopted.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{cascade, drop_tables, index, table_of_region, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let name = "agendas";
        // An adopted agenda has its body and its day, and no other has.
        let adopted = "(state = 'vastgesteld') = (adopted_by IS NOT NULL AND adopted_on IS NOT NULL) \
                       AND (adopted_by IS NULL) = (adopted_on IS NULL)";
        manager
            .create_table(
                table_of_region(name)
                    .col(uuid("municipality_id"))
                    .col(integer("first_year"))
                    .col(integer("last_year"))
                    .col(string("state"))
                    .col(string_null("adopted_by"))
                    .col(date_null("adopted_on"))
                    .col(boolean("example"))
                    .col(integer("version"))
                    .col(timestamp_with_time_zone("updated_at"))
                    .foreign_key(&mut cascade(name, "municipality_id", "municipalities"))
                    .check(Expr::cust("first_year <= last_year"))
                    .check(Expr::cust(adopted))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index(name, &["region_id"])).await?;
        // That periods do not overlap is kept by the program, which locks the gemeente; no two begin together.
        manager.create_index(unique(name, &["municipality_id", "first_year"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["agendas"]).await
    }
}
