//! Indexes that hold all that counting and paging need, so that neither visits every commitment.

use sea_orm_migration::prelude::*;

use crate::columns::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// What figures are made of, by agenda.
const COUNTED: &str = "commitments_counted";
const PUBLISHED: &str = "commitments_published";
const IN_ORDER: [&str; 4] = ["region_id", "municipality_id", "number", "id"];
const NEWEST: [&str; 2] = ["region_id", "updated_at"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        connection
            .execute_unprepared(&format!(
                "CREATE INDEX {COUNTED} ON commitments (region_id, municipality_id, life_cycle, source_id, progress, \
                 progress_on, due_last_day, id)"
            ))
            .await?;
        connection
            .execute_unprepared(&format!(
                "CREATE INDEX {PUBLISHED} ON commitments (region_id, number, source_id) WHERE source_id IS NOT NULL"
            ))
            .await?;
        manager.create_index(index("commitments", &IN_ORDER)).await?;
        manager.create_index(index("commitments", &NEWEST)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let ours = [IN_ORDER.join("_"), NEWEST.join("_")].map(|columns| format!("commitments_{columns}"));
        for name in ours.into_iter().chain([PUBLISHED.to_owned(), COUNTED.to_owned()]) {
            manager.drop_index(Index::drop().name(name).table("commitments").to_owned()).await?;
        }
        Ok(())
    }
}
