//! Who wants the weekly mail of their tasks, and the links with which it is stopped.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{cascade, drop_tables, index, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        digests(manager).await?;
        links(manager).await?;
        // The address that a mail program asks when its reader wants no more of these; gone with the words.
        let unsubscribe = Table::alter().table("outbox").add_column(string_null("unsubscribe")).to_owned();
        manager.alter_table(unsubscribe).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("outbox").drop_column("unsubscribe").to_owned()).await?;
        drop_tables(manager, &["digest_links", "digests"]).await
    }
}

/// Who is not in it wants one and never got any.
async fn digests(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("digests")
                .col(uuid("user_id").primary_key())
                .col(boolean("wanted"))
                .col(timestamp_with_time_zone_null("sent_at"))
                .foreign_key(&mut cascade("digests", "user_id", "users"))
                .to_owned(),
        )
        .await
}

/// Of the secret in a link only a hash is kept.
async fn links(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table("digest_links")
                .col(uuid("user_id"))
                .col(string("token_hash").unique_key())
                .col(timestamp_with_time_zone("created_at"))
                .foreign_key(&mut cascade("digest_links", "user_id", "users"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("digest_links", &["user_id"])).await
}
