//! Removing what has been kept long enough. The rules are the domain's; a job of the server calls this.
#![expect(clippy::disallowed_methods, reason = "jobs are of the installation")]

use chrono::{DateTime, Utc};
use domain::audit::{Event, SubjectType};
use domain::retention::{AccountAge, IMPORT, INVITATION, LINK};
use domain::throttle::MEMORY;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use super::{Refusal, pseudonymise};
use crate::audit::Author;
use crate::audit::entity::audit_entry;
use crate::auth::accounts::region_of;
use crate::auth::entity::{access_token, login_failure, user};
use crate::imports::records as imports;
use crate::storage::begin_write;

/// Forgets whom accounts were of that are over, one by one; then old links, wrong tries and what was in old files.
///
/// # Errors
/// When the database fails. What was done by then stays done.
pub async fn clean(database: &DatabaseConnection, now: DateTime<Utc>) -> Result<(), DbErr> {
    for account in candidates(database, now).await? {
        if age(database, &account).await?.is_over(now) {
            close(database, &account, now).await?;
        }
    }
    use access_token::Column as Link;
    let old = Condition::any().add(Link::ExpiresAt.lte(now - LINK)).add(Link::UsedAt.lte(now - LINK));
    access_token::Entity::delete_many().filter(old).exec(database).await?;
    let forgotten = login_failure::Column::LastAt.lte(now - MEMORY);
    login_failure::Entity::delete_many().filter(forgotten).exec(database).await?;
    imports::forget_before(database, now - IMPORT).await
}

/// The accounts that may be over. Those that are of nobody any more have no `@`.
async fn candidates(database: &DatabaseConnection, now: DateTime<Utc>) -> Result<Vec<user::Model>, DbErr> {
    use user::Column as C;
    let never_came = Condition::all().add(C::PasswordHash.is_null()).add(C::CreatedAt.lte(now - INVITATION));
    let may_be_over = Condition::any().add(never_came).add(C::Disabled.eq(true));
    user::Entity::find().filter(C::Email.contains("@")).filter(may_be_over).all(database).await
}

async fn age(connection: &impl ConnectionTrait, account: &user::Model) -> Result<AccountAge, DbErr> {
    let invited_at = last(connection, account.id, Event::UserInvited).await?.unwrap_or(account.created_at);
    let disabled_at = if account.disabled { last(connection, account.id, Event::UserDisabled).await? } else { None };
    Ok(AccountAge { accepted: account.password_hash.is_some(), invited_at, disabled_at })
}

/// When this last happened to an account. The trail knows; who was disabled behind its back is kept.
async fn last(connection: &impl ConnectionTrait, user: Uuid, event: Event) -> Result<Option<DateTime<Utc>>, DbErr> {
    use audit_entry::Column as C;
    let entry = audit_entry::Entity::find()
        .filter(C::SubjectId.eq(user))
        .filter(C::SubjectType.eq(SubjectType::User.code()))
        .filter(C::Event.eq(event.code()))
        .order_by_desc(C::Sequence)
        .one(connection)
        .await?;
    Ok(entry.map(|entry| entry.at))
}

async fn close(database: &DatabaseConnection, account: &user::Model, now: DateTime<Utc>) -> Result<(), DbErr> {
    let transaction = begin_write(database).await?;
    // Somebody may have let this person in again since we looked.
    let current = user::Entity::find_by_id(account.id).one(&transaction).await?;
    if current.is_none_or(|current| {
        current.version != account.version || current.password_hash.is_some() != account.password_hash.is_some()
    }) {
        return Ok(());
    }
    let author = Author::nobody(region_of(&transaction, account).await?, now);
    match pseudonymise(&transaction, &author, account).await {
        Ok(_) => transaction.commit().await,
        // Better a name too long in the database than a region that nobody can administer.
        Err(Refusal::LastAdministrator | Refusal::AlreadyDone) => Ok(()),
        Err(Refusal::Storage(error)) => Err(error),
    }
}
