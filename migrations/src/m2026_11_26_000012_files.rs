//! Files that prove something about a commitment, or are papers of a meeting. Their contents are elsewhere, under the ids of these rows.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{cascade, drop_tables, index, reference, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("files")
                    // None: it is a paper of a meeting.
                    .col(uuid_null("commitment_id"))
                    // None: it belongs to the commitment as such.
                    .col(uuid_null("progress_update_id"))
                    .col(uuid("user_id"))
                    .col(uuid("organisation_id"))
                    .col(timestamp_with_time_zone("at"))
                    // As it was typed: it is shown, and is the name of no file here.
                    .col(string("name"))
                    .col(string("kind"))
                    .col(big_integer("size"))
                    .col(string("sha256"))
                    .col(text_null("note"))
                    .col(timestamp_with_time_zone_null("withdrawn_at"))
                    .col(uuid_null("withdrawn_by"))
                    .col(text_null("withdrawn_reason"))
                    .foreign_key(&mut cascade("files", "commitment_id", "commitments"))
                    .foreign_key(&mut cascade("files", "progress_update_id", "progress_updates"))
                    .foreign_key(&mut reference("files", "user_id", "users"))
                    .foreign_key(&mut reference("files", "organisation_id", "organisations"))
                    .foreign_key(&mut reference("files", "withdrawn_by", "users"))
                    .check(Expr::cust("size > 0"))
                    .check(Expr::cust(
                        "(withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_reason IS NULL)",
                    ))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("files", &["commitment_id"])).await?;
        manager.create_index(index("files", &["progress_update_id"])).await?;
        manager.create_index(index("files", &["user_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["files"]).await
    }
}
