//! People who log in, how they prove who they are, and their sessions.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{cascade, drop_tables, index, reference, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        users(manager).await?;
        proofs(manager).await?;
        sessions(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["sessions", "login_failures", "access_tokens", "recovery_codes", "users"]).await
    }
}

async fn users(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table("users")
                .col(uuid("organisation_id"))
                // Lower case, so that an address is one account however it is typed.
                .col(string("email").unique_key())
                .col(string("name"))
                .col(string_null("function"))
                .col(string("role"))
                // May confirm on behalf of the organisation.
                .col(boolean("mandated").default(false))
                // Empty until the invitation is accepted.
                .col(string_null("password_hash"))
                // In base32; empty: no second factor.
                .col(string_null("totp_secret"))
                // The time step of the last code that was accepted: an older one, or the same, is used up.
                .col(big_integer_null("totp_step"))
                .col(boolean("disabled").default(false))
                .col(integer("version").default(1))
                .col(timestamp_with_time_zone("created_at"))
                .foreign_key(&mut reference("users", "organisation_id", "organisations"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("users", &["organisation_id"])).await
}

/// Recovery codes, links to choose a password, and wrong tries. Of every secret only a hash is kept.
async fn proofs(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table("recovery_codes")
                .col(uuid("user_id"))
                .col(string("code_hash"))
                .col(timestamp_with_time_zone_null("used_at"))
                .foreign_key(&mut cascade("recovery_codes", "user_id", "users"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("recovery_codes", &["user_id"])).await?;
    manager
        .create_table(
            table("access_tokens")
                .col(uuid("user_id"))
                .col(string("purpose"))
                .col(string("token_hash").unique_key())
                .col(timestamp_with_time_zone("expires_at"))
                .col(timestamp_with_time_zone_null("used_at"))
                .foreign_key(&mut cascade("access_tokens", "user_id", "users"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("access_tokens", &["user_id"])).await?;
    manager
        .create_table(
            Table::create()
                .table("login_failures")
                // A hash of what was typed: an address that has no account is nobody's business.
                .col(string("subject_hash").primary_key())
                .col(integer("count"))
                .col(timestamp_with_time_zone("last_at"))
                .to_owned(),
        )
        .await
}

async fn sessions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("sessions")
                // A hash: who reads the table cannot take over a session.
                .col(string("id_hash").primary_key())
                // Empty while somebody has not logged in completely.
                .col(uuid_null("user_id"))
                .col(text("data"))
                .col(timestamp_with_time_zone("expires_at"))
                .foreign_key(&mut cascade("sessions", "user_id", "users"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("sessions", &["user_id"])).await?;
    manager.create_index(index("sessions", &["expires_at"])).await
}
