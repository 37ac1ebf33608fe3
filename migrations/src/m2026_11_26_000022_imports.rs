//! Spreadsheets that people loaded: what was in them, and which rows did what, so that a whole file can be undone.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{cascade, drop_tables, index, table, table_of_region, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        imports(manager).await?;
        rows(manager).await?;
        headers(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["import_headers", "import_rows", "imports"]).await
    }
}

async fn imports(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "imports";
    manager
        .create_table(
            table_of_region(name)
                .col(uuid("user_id"))
                .col(uuid("organisation_id"))
                .col(string("kind"))
                .col(string("file_name"))
                // What was read, as JSON; empty once it is forgotten.
                .col(text_null("content"))
                // Which sheet, which header, which column means what, as JSON.
                .col(text("choices"))
                .col(string("state"))
                .col(timestamp_with_time_zone("opened_at"))
                .col(timestamp_with_time_zone_null("loaded_at"))
                .foreign_key(&mut cascade(name, "user_id", "users"))
                .foreign_key(&mut cascade(name, "organisation_id", "organisations"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index(name, &["user_id", "opened_at"])).await
}

async fn rows(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "import_rows";
    manager
        .create_table(
            table(name)
                .col(uuid("import_id"))
                // As the spreadsheet counts.
                .col(integer("row"))
                .col(uuid("subject_id"))
                // The entry of the audit trail that tells of it.
                .col(uuid("audit_entry_id"))
                // What it was before, as the form of the thing in JSON; empty for what is new.
                .col(text_null("before"))
                .foreign_key(&mut cascade(name, "import_id", "imports"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index(name, &["import_id", "row"])).await
}

/// What an organisation chose for a header, to be recognised the next time.
async fn headers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "import_headers";
    manager
        .create_table(
            table(name)
                .col(uuid("organisation_id"))
                .col(string("kind"))
                // Normalised.
                .col(string("header"))
                .col(string("column"))
                .foreign_key(&mut cascade(name, "organisation_id", "organisations"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique(name, &["organisation_id", "kind", "header"])).await
}
