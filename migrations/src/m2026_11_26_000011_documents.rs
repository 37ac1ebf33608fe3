//! Framework and performance agreements, their parties, and what else commitments are linked to.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{cascade, drop_tables, index, reference, table_of_region};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table_of_region("documents")
                    .col(string("title"))
                    .col(string("kind"))
                    .col(integer("first_year"))
                    .col(integer("last_year"))
                    .col(text_null("url"))
                    .col(boolean("example"))
                    .col(integer("version"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone("updated_at"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("documents", &["region_id"])).await?;
        link(manager, "document_parties", ("document_id", "documents"), ("organisation_id", "organisations")).await?;
        let commitment = ("commitment_id", "commitments");
        link(manager, "commitment_documents", commitment, ("document_id", "documents")).await?;
        link(manager, "commitment_success_factors", commitment, ("success_factor_id", "success_factors")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = ["commitment_success_factors", "commitment_documents", "document_parties", "documents"];
        drop_tables(manager, &tables).await
    }
}

/// Rows that go with the first, and keep the second from going.
async fn link(
    manager: &SchemaManager<'_>,
    name: &'static str,
    (of, owner): (&'static str, &'static str),
    (to, other): (&'static str, &'static str),
) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(name)
                .col(uuid(of))
                .col(uuid(to))
                .primary_key(Index::create().col(of).col(to))
                .foreign_key(&mut cascade(name, of, owner))
                .foreign_key(&mut reference(name, to, other))
                .to_owned(),
        )
        .await?;
    manager.create_index(index(name, &[to])).await
}
