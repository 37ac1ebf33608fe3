//! Mailing somebody a link to choose a password. Without a mail server nothing is sent: then a beheerder passes the link
//! on.

use chrono::{DateTime, Utc};
use domain::accounts::LinkPurpose;
use sea_orm::{ConnectionTrait, DbErr};

use super::entity::user;
use super::links;
use crate::mail::texts::{self, Invitation};
use crate::mail::{Address, Mailing, outbox};

/// Invites the owner of a new account.
pub async fn invite(
    transaction: &impl ConnectionTrait,
    mailing: &Mailing,
    account: &user::Model,
    invitation: Invitation<'_>,
    token: &str,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let until = at + LinkPurpose::Invitation.lifetime();
    let message = texts::invitation(address(account), invitation, mailing.link(&links::path(token)), until);
    send(transaction, mailing, &message, at).await
}

/// Sends a link for a new password.
pub async fn reset(
    transaction: &impl ConnectionTrait,
    mailing: &Mailing,
    account: &user::Model,
    token: &str,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let until = at + LinkPurpose::Reset.lifetime();
    let message = texts::password_reset(address(account), mailing.link(&links::path(token)), until);
    send(transaction, mailing, &message, at).await
}

async fn send(
    transaction: &impl ConnectionTrait,
    mailing: &Mailing,
    message: &crate::mail::Message,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    if mailing.delivers { outbox::enqueue(transaction, mailing, message, at).await } else { Ok(()) }
}

fn address(account: &user::Model) -> Address {
    Address { email: account.email.clone(), name: account.name.clone() }
}
