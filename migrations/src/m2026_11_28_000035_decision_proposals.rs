//! The proposal that a decision was taken about.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "decisions";
const COLUMN: &str = "proposal_id";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // With the column itself: SQLite adds neither a reference nor a check to a table that is there. A decision is taken at
        // one point of the agenda.
        let with = "REFERENCES proposals (id) ON DELETE RESTRICT CHECK (proposal_id IS NULL OR agenda_item_id IS NULL)";
        let column = uuid_null(COLUMN).extra(with).to_owned();
        manager.alter_table(Table::alter().table(TABLE).add_column(column).to_owned()).await?;
        manager.create_index(index(TABLE, &[COLUMN])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name(format!("{TABLE}_{COLUMN}")).table(TABLE).to_owned()).await?;
        manager.alter_table(Table::alter().table(TABLE).drop_column(COLUMN).to_owned()).await
    }
}
