//! Notes and questions of one organisation before a meeting.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{cascade, drop_tables, index, reference, table_of_region};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let name = "meeting_notes";
        let answered = "(answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL)";
        manager
            .create_table(
                table_of_region(name)
                    .col(uuid("meeting_id"))
                    .col(uuid("organisation_id"))
                    .col(uuid("user_id"))
                    // What it was about may be taken off the agenda, and then it still says what that was.
                    .col(string("about"))
                    // Where that is a commitment: read by who may see it.
                    .col(uuid_null("commitment_id"))
                    .col(string("about_label"))
                    .col(string("kind"))
                    .col(text("text"))
                    .col(timestamp_with_time_zone("at"))
                    .col(text_null("answer"))
                    .col(uuid_null("answered_by"))
                    .col(timestamp_with_time_zone_null("answered_at"))
                    .foreign_key(&mut cascade(name, "meeting_id", "meetings"))
                    .foreign_key(&mut cascade(name, "commitment_id", "commitments"))
                    .foreign_key(&mut reference(name, "organisation_id", "organisations"))
                    .foreign_key(&mut reference(name, "user_id", "users"))
                    .foreign_key(&mut reference(name, "answered_by", "users"))
                    .check(Expr::cust(answered))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index(name, &["meeting_id", "organisation_id"])).await?;
        manager.create_index(index(name, &["commitment_id"])).await?;
        manager.create_index(index(name, &["organisation_id", "answered_at"])).await?;
        manager.create_index(index(name, &["user_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["meeting_notes"]).await
    }
}
