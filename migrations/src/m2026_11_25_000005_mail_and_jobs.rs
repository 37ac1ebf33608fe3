//! Mail that waits to be delivered, and jobs that run by themselves; both are taken by lease.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{drop_tables, index, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("outbox")
                    // Made when the mail is written, so that a mail that was sent twice can be recognised as one.
                    .col(string("message_id").unique_key())
                    .col(string("kind"))
                    .col(string("to_address"))
                    .col(string("to_name"))
                    .col(string("subject"))
                    // Empty once the mail has been sent or given up: they may hold links that open an account.
                    .col(text("text_body"))
                    .col(text("html_body"))
                    .col(timestamp_with_time_zone("created_at"))
                    // Empty once the mail has been sent or given up.
                    .col(timestamp_with_time_zone_null("next_attempt_at"))
                    .col(integer("attempts").default(0))
                    .col(timestamp_with_time_zone_null("lease_until"))
                    .col(uuid_null("leased_by"))
                    .col(timestamp_with_time_zone_null("sent_at"))
                    .col(timestamp_with_time_zone_null("failed_at"))
                    .col(string_null("last_error"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("outbox", &["next_attempt_at"])).await?;
        manager.create_index(index("outbox", &["created_at"])).await?;
        manager
            .create_table(
                Table::create()
                    .table("jobs")
                    .col(string("name").primary_key())
                    .col(timestamp_with_time_zone("next_run_at"))
                    .col(timestamp_with_time_zone_null("lease_until"))
                    .col(uuid_null("leased_by"))
                    .col(timestamp_with_time_zone_null("last_run_at"))
                    .col(string_null("last_error"))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["jobs", "outbox"]).await
    }
}
