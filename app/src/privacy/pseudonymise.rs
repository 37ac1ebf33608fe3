//! Forgetting somebody by name. What they did stays: entries of the audit trail and reports of progress refer to the row
//! of the account, and that row stops saying whose it was. So no entry changes, and the chain still proves itself.
#![expect(
    clippy::disallowed_methods,
    reason = "the account was found through `of_region`, or is named on the command line"
)]

use domain::audit::Event;
use domain::retention::{Pseudonym, is_pseudonym};
use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QuerySelect};

use crate::administration::is_last_administrator;
use crate::audit::{self, Author, Subject};
use crate::auth::accounts::region_of;
use crate::auth::entity::{access_token, user};
use crate::auth::throttle::{self, Subject as Guessed};
use crate::auth::{second_factor, sessions};
use crate::digest;
use crate::imports::records as imports;
use crate::mail;
use crate::saved_views::commands as saved_views;
use crate::storage::new_id;

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("this is the last administrator of the region: make somebody else one first")]
    LastAdministrator,
    #[error("this account is of nobody any more")]
    AlreadyDone,
    #[error("the database failed: {0}")]
    Storage(#[from] DbErr),
}

/// Takes the person out of an account, in a transaction in which nothing was written yet. It cannot be undone, and the
/// account never opens again; the address is free for a new one.
///
/// # Errors
/// When the region would be without administrator, or the database fails.
pub async fn pseudonymise(
    transaction: &DatabaseTransaction,
    author: &Author,
    account: &user::Model,
) -> Result<Pseudonym, Refusal> {
    let locked = user::Entity::find_by_id(account.id).lock(LockType::NoKeyUpdate).one(transaction).await?;
    let account = locked.filter(|account| !is_pseudonym(&account.email)).ok_or(Refusal::AlreadyDone)?;
    let region = region_of(transaction, &account).await?;
    if is_last_administrator(transaction, region, &account).await? {
        return Err(Refusal::LastAdministrator);
    }
    // The second half of an id of version 7 is random; the first tells the time, which nobody need know.
    let pseudonym = Pseudonym::new(new_id().as_u128() << 64 | u128::from(new_id().as_u64_pair().1));
    overwrite(transaction, &account, &pseudonym).await?;
    forget(transaction, &account).await?;
    audit::record(transaction, author, Event::UserPseudonymised, Subject::User(account.id), &[]).await?;
    Ok(pseudonym)
}

/// Organisation, role and mandate stay: they are what somebody acted as.
async fn overwrite(
    transaction: &DatabaseTransaction,
    account: &user::Model,
    pseudonym: &Pseudonym,
) -> Result<(), DbErr> {
    use user::Column as C;
    user::Entity::update_many()
        .col_expr(C::Name, Expr::value(&pseudonym.name))
        .col_expr(C::Email, Expr::value(&pseudonym.address))
        .col_expr(C::Function, Expr::value(Option::<String>::None))
        .col_expr(C::PasswordHash, Expr::value(Option::<String>::None))
        .col_expr(C::Disabled, Expr::value(true))
        .col_expr(C::Version, Expr::value(account.version + 1))
        .filter(C::Id.eq(account.id))
        .exec(transaction)
        .await?;
    Ok(())
}

/// Everything that hangs on the person: what proved who they were, where they were logged in, mail to them, and the
/// hashes under which wrong tries are counted, because who knows the address can make those again.
async fn forget(transaction: &DatabaseTransaction, account: &user::Model) -> Result<(), DbErr> {
    second_factor::turn_off(transaction, account.id).await?;
    access_token::Entity::delete_many().filter(access_token::Column::UserId.eq(account.id)).exec(transaction).await?;
    sessions::end_all(transaction, account.id).await?;
    saved_views::forget(transaction, account.id).await?;
    imports::forget(transaction, account.id).await?;
    digest::links::forget(transaction, account.id).await?;
    mail::outbox::forget(transaction, &account.email).await?;
    for guessed in [Guessed::Address(&account.email), Guessed::Reset(&account.email), Guessed::Code(account.id)] {
        throttle::forget(transaction, guessed).await?;
    }
    Ok(())
}
