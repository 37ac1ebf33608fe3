//! The outbox in the database: writing mail into it, and taking it out by lease.
//!
//! Every change is one UPDATE whose condition only one of several workers can meet, on SQLite and PostgreSQL alike.
#![expect(clippy::disallowed_methods, reason = "the worker delivers mail of all regions")]

use chrono::{DateTime, TimeDelta, Utc};
use domain::mail::GIVE_UP_AFTER;
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Set, UpdateMany,
};
use uuid::Uuid;

use super::entity::{self, Column, Entity};
use super::{Mailing, Message};
use crate::storage::new_id;

/// How long a worker has for one mail, with ample room. When the worker is gone by then, another one takes the mail.
pub const LEASE: TimeDelta = TimeDelta::minutes(5);
/// How long one can see what became of a mail.
const KEEP_FOR: TimeDelta = TimeDelta::days(30);
/// So many are looked at together; of several workers each then wins some.
const CANDIDATES: u64 = 10;

/// Writes the mail into the outbox, in the transaction of what it tells of.
///
/// Does nothing when nothing is delivered: a mail with a link must not lie there until somebody sets up a mail server.
/// Whoever calls this shows the link instead then.
pub async fn enqueue(
    transaction: &impl ConnectionTrait,
    mailing: &Mailing,
    message: &Message,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    if !mailing.delivers {
        tracing::warn!(kind = message.kind.code(), "a mail was not written, because no mail server is set");
        return Ok(());
    }
    let id = new_id();
    let row = entity::ActiveModel {
        id: Set(id),
        // Not the id itself: that is in the log, and who knows a Message-ID can write an answer that seems to fit.
        message_id: Set(format!("<{}@{}>", new_id(), mailing.host())),
        kind: Set(message.kind.code().to_owned()),
        to_address: Set(message.to.email.clone()),
        to_name: Set(message.to_name()),
        subject: Set(message.subject_line()),
        text_body: Set(message.text()),
        html_body: Set(message.html()),
        unsubscribe: Set(message.stop.as_ref().map(|stop| stop.url.clone())),
        created_at: Set(at),
        next_attempt_at: Set(Some(at)),
        attempts: Set(0),
        lease_until: Set(None),
        leased_by: Set(None),
        sent_at: Set(None),
        failed_at: Set(None),
        last_error: Set(None),
    };
    row.insert(transaction).await?;
    Ok(())
}

/// Takes a mail that is due, for this worker alone. None: nothing is due, or others were quicker.
pub async fn take(
    database: &impl ConnectionTrait,
    worker: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<entity::Model>, DbErr> {
    let due = Entity::find().filter(is_due(now)).order_by_asc(Column::NextAttemptAt).limit(CANDIDATES);
    for mut mail in due.all(database).await? {
        let taken = Entity::update_many()
            .col_expr(Column::LeaseUntil, Expr::value(now + LEASE))
            .col_expr(Column::LeasedBy, Expr::value(worker))
            // Counted before it is made: an attempt that ends this process counts too.
            .col_expr(Column::Attempts, Expr::value(mail.attempts + 1))
            .filter(Column::Id.eq(mail.id))
            .filter(Column::Attempts.eq(mail.attempts))
            .filter(is_due(now))
            .exec(database)
            .await?;
        if taken.rows_affected == 1 {
            mail.attempts += 1;
            return Ok(Some(mail));
        }
    }
    Ok(None)
}

/// What nobody has in hand, and is not too old to be of use.
fn is_due(now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(Column::NextAttemptAt.lte(now))
        .add(Column::CreatedAt.gt(now - GIVE_UP_AFTER))
        .add(is_free(now))
}

fn is_free(now: DateTime<Utc>) -> Condition {
    Condition::any().add(Column::LeaseUntil.is_null()).add(Column::LeaseUntil.lt(now))
}

/// The mail server has accepted the mail. Whoever holds the lease by now: it is sent.
pub async fn mark_sent(database: &impl ConnectionTrait, id: Uuid, now: DateTime<Utc>) -> Result<(), DbErr> {
    let none = Option::<DateTime<Utc>>::None;
    finish()
        .col_expr(Column::SentAt, Expr::value(now))
        .col_expr(Column::FailedAt, Expr::value(none))
        .col_expr(Column::LastError, Expr::value(Option::<String>::None))
        .filter(Column::Id.eq(id))
        .exec(database)
        .await?;
    Ok(())
}

/// The attempt failed: the mail is to be tried again at `next`, or given up. `error` must not hold the mail's words.
pub async fn mark_failed(
    database: &impl ConnectionTrait,
    (id, worker): (Uuid, Uuid),
    error: &str,
    next: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let change = match next {
        Some(next) => release(Entity::update_many()).col_expr(Column::NextAttemptAt, Expr::value(next)),
        None => finish().col_expr(Column::FailedAt, Expr::value(now)),
    };
    change
        .col_expr(Column::LastError, Expr::value(error))
        .filter(Column::Id.eq(id))
        // Another worker may have it by now.
        .filter(Column::LeasedBy.eq(worker))
        .exec(database)
        .await?;
    Ok(())
}

/// Gives up what is too old to be of use, and removes what was finished a month ago.
pub async fn clean(database: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<(), DbErr> {
    let reason = Func::coalesce([Expr::col(Column::LastError), Expr::value("nobody delivered it in time")]);
    finish()
        .col_expr(Column::FailedAt, Expr::value(now))
        .col_expr(Column::LastError, reason.into())
        .filter(Column::NextAttemptAt.is_not_null())
        .filter(Column::CreatedAt.lte(now - GIVE_UP_AFTER))
        .filter(is_free(now))
        .exec(database)
        .await?;
    let finished = Condition::any().add(Column::SentAt.lt(now - KEEP_FOR)).add(Column::FailedAt.lt(now - KEEP_FOR));
    Entity::delete_many().filter(finished).exec(database).await?;
    Ok(())
}

/// What waits for an address, or became of mail to it, the oldest first.
pub async fn to(connection: &impl ConnectionTrait, address: &str) -> Result<Vec<entity::Model>, DbErr> {
    Entity::find().filter(Column::ToAddress.eq(address)).order_by_asc(Column::CreatedAt).all(connection).await
}

/// Removes all mail to an address, also what waits. One that a worker has in hand may still go out.
pub async fn forget(transaction: &impl ConnectionTrait, address: &str) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::ToAddress.eq(address)).exec(transaction).await?;
    Ok(())
}

/// Nothing more is done with the mail. Its words go: they hold links that open an account, and whoever reads the
/// database or a backup of it later must not find them.
fn finish() -> UpdateMany<Entity> {
    release(Entity::update_many())
        .col_expr(Column::NextAttemptAt, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(Column::TextBody, Expr::value(""))
        .col_expr(Column::HtmlBody, Expr::value(""))
        .col_expr(Column::Unsubscribe, Expr::value(Option::<String>::None))
}

fn release(update: UpdateMany<Entity>) -> UpdateMany<Entity> {
    update
        .col_expr(Column::LeaseUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(Column::LeasedBy, Expr::value(Option::<Uuid>::None))
}
