//! People who log in, and their sessions.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{drop_tables, index, reference, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("users")
                    .col(uuid("organisation_id"))
                    // Lower case, so that an address is one account however it is typed.
                    .col(string("email").unique_key())
                    .col(string("name"))
                    .col(string_null("function"))
                    .col(string("role"))
                    .col(string("password_hash"))
                    .col(boolean("disabled").default(false))
                    .col(timestamp_with_time_zone("created_at"))
                    .foreign_key(&mut reference("users", "organisation_id", "organisations"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("users", &["organisation_id"])).await?;
        manager
            .create_table(
                Table::create()
                    .table("sessions")
                    // A hash: who reads the table cannot take over a session.
                    .col(string("id_hash").primary_key())
                    .col(text("data"))
                    .col(timestamp_with_time_zone("expires_at"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("sessions", &["expires_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["sessions", "users"]).await
    }
}
