//! Commitments, their parties and links, and the reports of their progress.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{cascade, drop_tables, index, reference, table, table_of_region, unique_with_optional};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        commitments(manager).await?;
        parties(manager).await?;
        links(manager, "commitment_challenges", "challenge_id", "challenges").await?;
        links(manager, "commitment_target_groups", "target_group_id", "target_groups").await?;
        progress(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "progress_updates",
            "commitment_target_groups",
            "commitment_challenges",
            "commitment_parties",
            "commitments",
        ];
        drop_tables(manager, &tables).await
    }
}

async fn commitments(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table_of_region("commitments")
                // The agenda it stands in: the gemeente's, or without one the region's.
                .col(uuid_null("municipality_id"))
                .col(string("number"))
                // The mark by which its writer knows it elsewhere.
                .col(string_null("external_id"))
                // On whose behalf it was called so; empty when the program itself did.
                .col(uuid_null("marked_by"))
                .col(string("title"))
                .col(text_null("description"))
                .col(string_null("kind"))
                .col(string("life_cycle"))
                .col(string_null("start"))
                .col(string_null("due"))
                // The last day of `due`, so that overdue is a range in an index.
                .col(date_null("due_last_day"))
                .col(string_null("place"))
                .col(uuid_null("source_id"))
                .col(string_null("source_detail"))
                .col(text_null("quote"))
                .col(boolean("example"))
                // The status of the newest progress update, so that counting needs no history.
                .col(string_null("progress"))
                // Number, title, description, place and quote in lower case.
                .col(text("search_text"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .foreign_key(&mut reference("commitments", "municipality_id", "municipalities"))
                .foreign_key(&mut reference("commitments", "source_id", "sources"))
                .foreign_key(&mut reference("commitments", "marked_by", "organisations"))
                .to_owned(),
        )
        .await?;
    unique_with_optional(manager, "commitments", "region_id, number", "municipality_id").await?;
    // However often its writer's own list is loaded, a line of it is one commitment. What others call theirs tells it nothing.
    let once = "CREATE UNIQUE INDEX commitments_marked_once ON commitments \
                (COALESCE(municipality_id, region_id), external_id, COALESCE(marked_by, region_id)) \
                WHERE external_id IS NOT NULL";
    manager.get_connection().execute_unprepared(once).await?;
    manager.create_index(index("commitments", &["region_id", "life_cycle"])).await?;
    manager.create_index(index("commitments", &["region_id", "due_last_day"])).await?;
    manager.create_index(index("commitments", &["municipality_id"])).await?;
    manager.create_index(index("commitments", &["marked_by"])).await
}

async fn parties(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("commitment_parties")
                .col(uuid("commitment_id"))
                .col(integer("position"))
                // Either one organisation, or all of a type where a source names only the group.
                .col(uuid_null("organisation_id"))
                .col(string_null("group_type"))
                .col(string("role"))
                .col(text_null("contribution"))
                .primary_key(Index::create().col("commitment_id").col("position"))
                .foreign_key(&mut cascade("commitment_parties", "commitment_id", "commitments"))
                .foreign_key(&mut reference("commitment_parties", "organisation_id", "organisations"))
                .check(Expr::cust("(organisation_id IS NULL) <> (group_type IS NULL)"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("commitment_parties", &["organisation_id", "role"])).await?;
    let connection = manager.get_connection();
    // The rule of one trekker, kept by the database too.
    connection
        .execute_unprepared(
            "CREATE UNIQUE INDEX commitment_parties_one_lead ON commitment_parties (commitment_id) WHERE role = 'trekker'",
        )
        .await?;
    connection
        .execute_unprepared(
            "CREATE UNIQUE INDEX commitment_parties_once ON commitment_parties (commitment_id, organisation_id) \
             WHERE organisation_id IS NOT NULL",
        )
        .await?;
    Ok(())
}

async fn links(
    manager: &SchemaManager<'_>,
    name: &'static str,
    column: &'static str,
    target: &'static str,
) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(name)
                .col(uuid("commitment_id"))
                .col(uuid(column))
                .primary_key(Index::create().col("commitment_id").col(column))
                .foreign_key(&mut cascade(name, "commitment_id", "commitments"))
                .foreign_key(&mut reference(name, column, target))
                .to_owned(),
        )
        .await?;
    manager.create_index(index(name, std::slice::from_ref(&column))).await
}

async fn progress(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table("progress_updates")
                .col(uuid("commitment_id"))
                // Empty when a region file brought it.
                .col(uuid_null("user_id"))
                .col(timestamp_with_time_zone("at"))
                .col(string("status"))
                .col(text_null("note"))
                .col(text_null("cause"))
                .col(text_null("effect"))
                .col(text_null("correction"))
                .foreign_key(&mut cascade("progress_updates", "commitment_id", "commitments"))
                .foreign_key(&mut reference("progress_updates", "user_id", "users"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("progress_updates", &["commitment_id", "at"])).await
}
