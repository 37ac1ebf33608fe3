//! Which function carries a commitment at a party, and what was told of each occurrence of what recurs.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{cascade, drop_tables};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(Table::alter().table("commitment_parties").add_column(string_null("function")).to_owned())
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("occurrences")
                    .col(uuid("commitment_id"))
                    .col(string("period"))
                    .col(string("outcome"))
                    .col(date_null("done_on"))
                    .col(text_null("note"))
                    .col(integer("version"))
                    .primary_key(Index::create().col("commitment_id").col("period"))
                    .foreign_key(&mut cascade("occurrences", "commitment_id", "commitments"))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["occurrences"]).await?;
        manager.alter_table(Table::alter().table("commitment_parties").drop_column("function").to_owned()).await
    }
}
