//! Wrong tries in the database, so that all processes count together.
#![expect(clippy::disallowed_methods, reason = "nobody is known yet, or it is about the own account")]

use chrono::{DateTime, TimeDelta, Utc};
use domain::throttle::Failures;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, QuerySelect, Set};

use super::entity::login_failure;
use super::secrets::digest;
use crate::storage::begin_write;

/// What is guessed at. An address is counted whether it has an account or not, so that the answer does not tell.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    Address(&'a str),
    Code(uuid::Uuid),
    /// A link for a new password, which costs somebody a mail.
    Reset(&'a str),
}

impl Subject<'_> {
    fn hash(self) -> String {
        match self {
            Self::Address(address) => digest(&format!("address {address}")),
            Self::Code(user) => digest(&format!("code {user}")),
            Self::Reset(address) => digest(&format!("reset {address}")),
        }
    }
}

/// Starts a try: counts it as a wrong one until [`forget`] says otherwise, so that a hundred at the same time are a
/// hundred. Gives how long it has to wait when it may not be made; then nothing is counted.
///
/// # Errors
/// When the database fails.
pub async fn start_try(
    database: &DatabaseConnection,
    subject: Subject<'_>,
    now: DateTime<Utc>,
) -> Result<Option<TimeDelta>, DbErr> {
    use login_failure::Column as C;
    let transaction = begin_write(database).await?;
    // Makes the row, so that there is one to lock.
    let nothing_yet =
        login_failure::ActiveModel { subject_hash: Set(subject.hash()), count: Set(0), last_at: Set(now) };
    let keep = OnConflict::column(C::SubjectHash).do_nothing().to_owned();
    let made = login_failure::Entity::insert(nothing_yet).on_conflict(keep);
    made.exec_without_returning(&transaction).await?;
    let row = login_failure::Entity::find_by_id(subject.hash()).lock_exclusive().one(&transaction).await?;
    let before = row.as_ref().map(failures);
    if let Some(wait) = before.and_then(|failures| failures.wait(now)) {
        return Ok(Some(wait));
    }
    let failures = Failures::and_another(before, now);
    let counted = login_failure::ActiveModel {
        subject_hash: Set(subject.hash()),
        count: Set(i32::try_from(failures.count).unwrap_or(i32::MAX)),
        last_at: Set(failures.last),
    };
    counted.update(&transaction).await?;
    transaction.commit().await?;
    Ok(None)
}

/// Forgets the wrong tries: the right one came.
pub async fn forget(transaction: &impl ConnectionTrait, subject: Subject<'_>) -> Result<(), DbErr> {
    login_failure::Entity::delete_by_id(subject.hash()).exec(transaction).await?;
    Ok(())
}

fn failures(row: &login_failure::Model) -> Failures {
    Failures { count: u32::try_from(row.count).unwrap_or_default(), last: row.last_at }
}
