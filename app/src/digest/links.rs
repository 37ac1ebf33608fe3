//! Links with which somebody stops the mail without logging in. They can do nothing else, so they work for as long as anybody keeps
//! a mail.
#![expect(clippy::disallowed_methods, reason = "it is about one account, and nobody is known yet")]

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::entity::{digest, digest_link};
use crate::auth::secrets::{digest as hash_of, link_token};
use crate::error::AppError;
use crate::storage::new_id;

/// Makes a link. Gives its secret, for the mail only.
pub async fn issue(transaction: &impl ConnectionTrait, user: Uuid, now: DateTime<Utc>) -> Result<String, AppError> {
    let token = link_token()?;
    let row = digest_link::ActiveModel {
        id: Set(new_id()),
        user_id: Set(user),
        token_hash: Set(hash_of(&token)),
        created_at: Set(now),
    };
    row.insert(transaction).await?;
    Ok(token)
}

/// Whose mail the link with this secret stops.
pub async fn find(connection: &impl ConnectionTrait, token: &str) -> Result<Option<Uuid>, DbErr> {
    let row = digest_link::Entity::find().filter(digest_link::Column::TokenHash.eq(hash_of(token))).one(connection);
    Ok(row.await?.map(|row| row.user_id))
}

/// What is kept of who has no account any more.
///
/// # Errors
/// When the database fails.
pub async fn forget(transaction: &impl ConnectionTrait, user: Uuid) -> Result<(), DbErr> {
    digest_link::Entity::delete_many().filter(digest_link::Column::UserId.eq(user)).exec(transaction).await?;
    digest::Entity::delete_many().filter(digest::Column::UserId.eq(user)).exec(transaction).await?;
    Ok(())
}
