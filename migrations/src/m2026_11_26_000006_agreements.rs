//! What parties are asked and answer, version by version; and progress per aspect, with the day of the newest report.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

use crate::columns::{cascade, drop_tables, index, reference};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// New columns of `commitments`.
fn of_commitments() -> Vec<ColumnDef> {
    vec![
        // The version that was ratified last.
        integer_null("in_force"),
        // The version that lies with the parties.
        integer_null("asking"),
        // The highest version that was ever asked.
        integer("newest_version").default(0).to_owned(),
        // The day of the newest report, so that what grew old is a range in an index.
        date_null("progress_on"),
        string_null("expected"),
        // Why it lapsed.
        text_null("closing_reason"),
    ]
}

/// New columns of `progress_updates`.
fn of_reports() -> Vec<ColumnDef> {
    vec![
        string("content").default("").to_owned(),
        string("planning").default("").to_owned(),
        string("money").default("").to_owned(),
        string_null("expected"),
        // "Geen wijziging": it repeats the report before it.
        boolean("unchanged").default(false).to_owned(),
    ]
}

/// One at a time: SQLite takes no more.
async fn add(manager: &SchemaManager<'_>, table: &'static str, columns: Vec<ColumnDef>) -> Result<(), DbErr> {
    for mut column in columns {
        manager.alter_table(Table::alter().table(table).add_column(&mut column).to_owned()).await?;
    }
    Ok(())
}

async fn remove(manager: &SchemaManager<'_>, table: &'static str, columns: Vec<ColumnDef>) -> Result<(), DbErr> {
    for column in columns.into_iter().rev() {
        let name = Alias::new(column.get_column_name());
        manager.alter_table(Table::alter().table(table).drop_column(name).to_owned()).await?;
    }
    Ok(())
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "commitments", of_commitments()).await?;
        add(manager, "progress_updates", of_reports()).await?;
        // A report used to have one light, which stood for all of it.
        let connection = manager.get_connection();
        connection
            .execute_unprepared("UPDATE progress_updates SET content = status, planning = status, money = status")
            .await?;
        let newest = match manager.get_database_backend() {
            DatabaseBackend::Postgres => "CAST(max(at) AS date)",
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
        let by_report = Index::drop().name("commitments_region_id_progress_on").table("commitments").to_owned();
        manager.drop_index(by_report).await?;
        remove(manager, "progress_updates", of_reports()).await?;
        remove(manager, "commitments", of_commitments()).await
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
