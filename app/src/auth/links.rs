//! Links with which somebody chooses a password: of an invitation, or after forgetting it. Each works once and not for
//! long; the database holds only a hash of the secret in it.
#![expect(clippy::disallowed_methods, reason = "nobody is known yet, or it is about the own account")]

use chrono::{DateTime, Utc};
use domain::accounts::LinkPurpose;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::entity::{access_token, user};
use super::secrets::{digest, link_token};
use crate::error::AppError;
use crate::storage::new_id;

/// The path of the page that a secret opens.
pub fn path(token: &str) -> String {
    format!("/wachtwoord/{token}")
}

/// Makes a link for `user`; an earlier one for the same purpose stops working. Gives its secret, for the mail only.
pub async fn issue(
    transaction: &impl ConnectionTrait,
    user: Uuid,
    purpose: LinkPurpose,
    now: DateTime<Utc>,
) -> Result<String, AppError> {
    use access_token::Column as C;
    let earlier = access_token::Entity::delete_many().filter(C::UserId.eq(user)).filter(C::Purpose.eq(purpose.code()));
    earlier.exec(transaction).await?;
    let token = link_token()?;
    let row = access_token::ActiveModel {
        id: Set(new_id()),
        user_id: Set(user),
        purpose: Set(purpose.code().to_owned()),
        token_hash: Set(digest(&token)),
        expires_at: Set(now + purpose.lifetime()),
        used_at: Set(None),
    };
    row.insert(transaction).await?;
    Ok(token)
}

/// A link that works.
#[derive(Clone, Debug)]
pub struct Link {
    pub id: Uuid,
    pub purpose: LinkPurpose,
    pub account: user::Model,
}

/// The link with this secret, as long as it works: not used, not too old, and of an account that is not disabled.
pub async fn find(connection: &impl ConnectionTrait, token: &str, now: DateTime<Utc>) -> Result<Option<Link>, DbErr> {
    use access_token::Column as C;
    let unused = access_token::Entity::find()
        .filter(C::TokenHash.eq(digest(token)))
        .filter(C::UsedAt.is_null())
        .filter(C::ExpiresAt.gt(now));
    let Some(row) = unused.one(connection).await? else {
        return Ok(None);
    };
    let account =
        user::Entity::find_by_id(row.user_id).filter(user::Column::Disabled.eq(false)).one(connection).await?;
    let purpose = row.purpose.parse().ok();
    Ok(account.zip(purpose).map(|(account, purpose)| Link { id: row.id, purpose, account }))
}

/// Of two that use a link at once, one finds it unused.
pub async fn use_up(transaction: &impl ConnectionTrait, link: Uuid, now: DateTime<Utc>) -> Result<bool, DbErr> {
    use access_token::Column as C;
    let used = access_token::Entity::update_many()
        .col_expr(C::UsedAt, Expr::value(now))
        .filter(C::Id.eq(link))
        .filter(C::UsedAt.is_null())
        .exec(transaction)
        .await?;
    Ok(used.rows_affected == 1)
}
