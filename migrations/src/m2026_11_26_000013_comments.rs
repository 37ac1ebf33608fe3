//! Comments on commitments, and of which organisations they ask something.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{cascade, drop_tables, index, reference, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        comments(manager).await?;
        mentions(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["comment_mentions", "comments"]).await
    }
}

async fn comments(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table("comments")
                .col(uuid("commitment_id"))
                // The comment that it answers.
                .col(uuid_null("answers_id"))
                .col(uuid("user_id"))
                .col(uuid("organisation_id"))
                .col(timestamp_with_time_zone("at"))
                // Gone when it was withdrawn.
                .col(text_null("text"))
                .col(timestamp_with_time_zone_null("withdrawn_at"))
                .foreign_key(&mut cascade("comments", "commitment_id", "commitments"))
                .foreign_key(&mut cascade("comments", "answers_id", "comments"))
                .foreign_key(&mut reference("comments", "user_id", "users"))
                .foreign_key(&mut reference("comments", "organisation_id", "organisations"))
                .check(Expr::cust("(text IS NULL) = (withdrawn_at IS NOT NULL)"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("comments", &["commitment_id"])).await?;
    manager.create_index(index("comments", &["answers_id"])).await?;
    manager.create_index(index("comments", &["user_id"])).await
}

async fn mentions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("comment_mentions")
                .col(uuid("comment_id"))
                .col(integer("position"))
                .col(uuid("organisation_id"))
                .col(string_null("function"))
                // When somebody of the organisation answered, or said that it was seen.
                .col(timestamp_with_time_zone_null("settled_at"))
                .col(uuid_null("settled_by"))
                .primary_key(Index::create().col("comment_id").col("position"))
                .foreign_key(&mut cascade("comment_mentions", "comment_id", "comments"))
                .foreign_key(&mut reference("comment_mentions", "organisation_id", "organisations"))
                .foreign_key(&mut reference("comment_mentions", "settled_by", "users"))
                .check(Expr::cust("(settled_at IS NULL) = (settled_by IS NULL)"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("comment_mentions", &["organisation_id", "settled_at"])).await
}
