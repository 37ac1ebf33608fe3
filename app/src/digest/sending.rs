//! Writing the weekly mails. Each is written in a transaction of its own that also keeps when: who got one is passed over when the
//! work is begun again.
#![expect(
    clippy::disallowed_methods,
    reason = "a job is of the installation; what is in a mail is what its reader sees"
)]

use chrono::{DateTime, TimeDelta, Utc};
use domain::tasks::has_tasks;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Set,
};
use uuid::Uuid;

use super::entity::digest;
use super::{links, stop_path};
use crate::auth::accounts::current_user;
use crate::auth::entity::user;
use crate::error::AppError;
use crate::mail::{Action, Address, Mailing, outbox, texts};
use crate::request::{AppState, Request};
use crate::storage::begin_write;
use crate::tasks::queries::{Section, tasks};
use crate::tasks::wanted::Wanted;

/// Who got one less than this ago gets none: a little less than a week, because no clock is exact.
const AGAIN_AFTER: TimeDelta = TimeDelta::days(6);

/// Writes a mail for each who has tasks and wants it. The clock of `state` is at `now`.
///
/// # Errors
/// What went wrong last, when everybody had their turn: one account that cannot be read keeps no mail from the others. What was
/// written stays written.
pub async fn send(state: &AppState, now: DateTime<Utc>) -> Result<(), DbErr> {
    if !state.mailing.delivers {
        return Ok(());
    }
    let mut outcome = Ok(());
    for account in readers(&state.database, now).await? {
        if let Err(error) = send_to(state, &account, now).await {
            outcome = Err(DbErr::Custom(format!("the mail of account {}: {error}", account.id)));
        }
    }
    outcome
}

/// Accounts that are in use, whose mail was not stopped or sent lately.
async fn readers(database: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<user::Model>, DbErr> {
    let passed_over = digest::Entity::find()
        .select_only()
        .column(digest::Column::UserId)
        .filter(
            Condition::any().add(digest::Column::Wanted.eq(false)).add(digest::Column::SentAt.gt(now - AGAIN_AFTER)),
        )
        .into_query();
    user::Entity::find()
        .filter(user::Column::Disabled.eq(false))
        .filter(user::Column::PasswordHash.is_not_null())
        .filter(user::Column::Id.not_in_subquery(passed_over))
        .order_by_asc(user::Column::Id)
        .all(database)
        .await
}

async fn send_to(state: &AppState, account: &user::Model, now: DateTime<Utc>) -> Result<(), AppError> {
    let Some(person) = current_user(&state.database, account.id, false).await? else { return Ok(()) };
    if !has_tasks(person.visitor.actor.role) {
        return Ok(());
    }
    let request = Request { state: state.clone(), user: person };
    let sections = tasks(&request, Wanted::default()).await?;
    if sections.is_empty() {
        return Ok(());
    }
    let transaction = begin_write(&state.database).await?;
    let token = links::issue(&transaction, account.id, now).await?;
    let mailing = &state.mailing;
    let message = texts::digest(
        Address { email: account.email.clone(), name: account.name.clone() },
        &request.user.organisation,
        sections.iter().map(|section| line(section, mailing)).collect(),
        mailing.link("/mijn-taken"),
        mailing.link(&stop_path(&token)),
    );
    outbox::enqueue(&transaction, mailing, &message, now).await?;
    sent(&transaction, account.id, now).await?;
    transaction.commit().await?;
    Ok(())
}

/// Of a single task the way to it; of several the list.
fn line(section: &Section, mailing: &Mailing) -> Action {
    let path = match section.tasks.as_slice() {
        [task] if section.total == 1 => task.href.clone(),
        _ => format!("/mijn-taken#{}", section.kind.code()),
    };
    Action { label: format!("{}: {}", section.kind.label(), section.total), url: mailing.link(&path) }
}

async fn sent(transaction: &impl ConnectionTrait, user: Uuid, now: DateTime<Utc>) -> Result<(), DbErr> {
    let row = digest::ActiveModel { user_id: Set(user), wanted: Set(true), sent_at: Set(Some(now)) };
    let again = OnConflict::column(digest::Column::UserId).update_column(digest::Column::SentAt).to_owned();
    digest::Entity::insert(row).on_conflict(again).exec_without_returning(transaction).await?;
    Ok(())
}
