//! What parties are asked and answer, version by version; and progress per aspect, with the day of the newest report.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{cascade, drop_tables, index, reference};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// New columns of `commitments`, as SQL that both databases read.
const COMMITMENT_COLUMNS: [(&str, &str); 6] = [
    // The version that was ratified last.
    ("in_force", "integer"),
    // The version that lies with the parties.
    ("asking", "integer"),
    // The highest version that was ever asked.
    ("newest_version", "integer NOT NULL DEFAULT 0"),
    // The day of the newest report, so that what grew old is a range in an index.
    ("progress_on", "date"),
    ("expected", "varchar"),
    // Why it lapsed.
    ("closing_reason", "text"),
];

const PROGRESS_COLUMNS: [(&str, &str); 5] = [
    ("content", "varchar NOT NULL DEFAULT ''"),
    ("planning", "varchar NOT NULL DEFAULT ''"),
    ("money", "varchar NOT NULL DEFAULT ''"),
    ("expected", "varchar"),
    // "Geen wijziging": it repeats the report before it.
    ("unchanged", "boolean NOT NULL DEFAULT FALSE"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        for (table, columns) in [("commitments", &COMMITMENT_COLUMNS[..]), ("progress_updates", &PROGRESS_COLUMNS[..])]
        {
            for (column, kind) in columns {
                connection.execute_unprepared(&format!("ALTER TABLE {table} ADD COLUMN {column} {kind}")).await?;
            }
        }
        // A report used to have one light, which stood for all of it.
        connection
            .execute_unprepared("UPDATE progress_updates SET content = status, planning = status, money = status")
            .await?;
        let newest = match manager.get_database_backend() {
            sea_orm::DatabaseBackend::Postgres => "CAST(max(at) AS date)",
            _ => "substr(max(at), 1, 10)",
        };
        connection
            .execute_unprepared(&format!(
                "UPDATE commitments SET progress_on = \
                 (SELECT {newest} FROM progress_updates WHERE commitment_id = commitments.id)"
            ))
            .await?;
        manager.create_index(index("commitments", &["region_id", "progress_on"])).await?;
        versions(manager).await?;
        confirmations(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["confirmations", "commitment_versions"]).await?;
        manager
            .drop_index(Index::drop().name("commitments_region_id_progress_on").table("commitments").to_owned())
            .await?;
        let connection = manager.get_connection();
        for (table, columns) in [("progress_updates", &PROGRESS_COLUMNS[..]), ("commitments", &COMMITMENT_COLUMNS[..])]
        {
            for (column, _) in columns.iter().rev() {
                connection.execute_unprepared(&format!("ALTER TABLE {table} DROP COLUMN {column}")).await?;
            }
        }
        Ok(())
    }
}

async fn versions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("commitment_versions")
                .col(uuid("commitment_id"))
                // From 1.
                .col(integer("number"))
                // What the parties are asked to agree on, as JSON.
                .col(text("content"))
                .col(timestamp_with_time_zone("asked_at"))
                // Empty while it lies with the parties.
                .col(string_null("outcome"))
                .col(timestamp_with_time_zone_null("decided_at"))
                .primary_key(Index::create().col("commitment_id").col("number"))
                .foreign_key(&mut cascade("commitment_versions", "commitment_id", "commitments"))
                .to_owned(),
        )
        .await
}

/// One row for each party that is asked about a version.
async fn confirmations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("confirmations")
                .col(uuid("commitment_id"))
                .col(integer("version"))
                .col(uuid("organisation_id"))
                // Empty while it has not answered.
                .col(string_null("reply"))
                .col(text_null("text"))
                .col(boolean("lifted").default(false))
                .col(uuid_null("user_id"))
                // In which function, at that time.
                .col(string_null("function"))
                .col(timestamp_with_time_zone_null("at"))
                .primary_key(Index::create().col("commitment_id").col("version").col("organisation_id"))
                .foreign_key(&mut cascade("confirmations", "commitment_id", "commitments"))
                .foreign_key(&mut reference("confirmations", "organisation_id", "organisations"))
                .foreign_key(&mut reference("confirmations", "user_id", "users"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("confirmations", &["organisation_id", "reply"])).await?;
    manager.create_index(index("confirmations", &["user_id"])).await
}
