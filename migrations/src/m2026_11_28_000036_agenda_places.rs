//! The place of a proposal on the agenda of a meeting, among the items; and for which day the papers of a meeting were made that
//! was moved.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // None: after everything that has a place.
        let added = [
            ("proposal_steps", integer_null("agenda_position")),
            ("meetings", date_null("moved_from")),
            ("meetings", text_null("moved_reason")),
        ];
        for (table, column) in added {
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let added = [("proposal_steps", "agenda_position"), ("meetings", "moved_from"), ("meetings", "moved_reason")];
        for (table, column) in added {
            manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
