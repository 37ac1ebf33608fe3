//! The milestones of commitments, and what commitments wait for.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{cascade, drop_tables, index, reference, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        milestones(manager).await?;
        waits(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["commitment_waits", "milestones"]).await
    }
}

async fn milestones(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table("milestones")
                .col(uuid("commitment_id"))
                .col(string("title"))
                .col(string("due"))
                // The last day of `due`, so that overdue is a range in an index.
                .col(date("due_last_day"))
                .col(date_null("done_on"))
                .col(text_null("note"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("updated_at"))
                .foreign_key(&mut cascade("milestones", "commitment_id", "commitments"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("milestones", &["commitment_id", "due_last_day"])).await?;
    manager.create_index(index("milestones", &["due_last_day"])).await
}

async fn waits(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table("commitment_waits")
                // The one that waits.
                .col(uuid("commitment_id"))
                // Either another commitment, or an organisation.
                .col(uuid_null("other_id"))
                .col(uuid_null("organisation_id"))
                .col(text("reason"))
                .col(date("since"))
                .col(date_null("resolved_on"))
                .foreign_key(&mut cascade("commitment_waits", "commitment_id", "commitments"))
                .foreign_key(&mut cascade("commitment_waits", "other_id", "commitments"))
                .foreign_key(&mut reference("commitment_waits", "organisation_id", "organisations"))
                .check(Expr::cust("(other_id IS NULL) <> (organisation_id IS NULL)"))
                .check(Expr::cust("other_id IS NULL OR other_id <> commitment_id"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("commitment_waits", &["commitment_id"])).await?;
    manager.create_index(index("commitment_waits", &["other_id"])).await?;
    manager.create_index(index("commitment_waits", &["organisation_id"])).await?;
    let connection = manager.get_connection();
    // The rule of waiting once, kept by the database too.
    for other in ["other_id", "organisation_id"] {
        connection
            .execute_unprepared(&format!(
                "CREATE UNIQUE INDEX commitment_waits_once_{other} ON commitment_waits (commitment_id, {other}) \
                 WHERE resolved_on IS NULL AND {other} IS NOT NULL"
            ))
            .await?;
    }
    Ok(())
}
