//! Whether somebody wants the weekly mail.
#![expect(clippy::disallowed_methods, reason = "it is about the own account, or that of who holds the link")]

use domain::Problem;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, Set};
use uuid::Uuid;

use super::entity::digest;
use super::form::{ChoiceForm, YES};
use super::{links, stop_path};
use crate::error::AppError;
use crate::request::{AppState, Request};
use crate::storage::begin_write;
use crate::ui::form::FormReply;

const UNKNOWN: &str = "Deze link werkt niet. Kopieer het hele adres uit de mail, of zet de mail uit bij uw account.";

/// Who never chose wants it.
pub async fn wanted(connection: &impl ConnectionTrait, user: Uuid) -> Result<bool, DbErr> {
    Ok(digest::Entity::find_by_id(user).one(connection).await?.is_none_or(|row| row.wanted))
}

pub async fn choose(request: &Request, form: &ChoiceForm) -> Result<FormReply, AppError> {
    let transaction = begin_write(request.database()).await?;
    let wanted = form.wanted.iter().any(|value| value == YES);
    set(&transaction, request.actor().user.into(), wanted).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("/account?melding={}", if wanted { "overzicht-aan" } else { "overzicht-uit" })))
}

/// By who holds the link, whoever that is: it can do nothing else.
pub async fn stop(state: &AppState, token: &str) -> Result<FormReply, AppError> {
    let transaction = begin_write(&state.database).await?;
    let Some(user) = links::find(&transaction, token).await? else {
        return Ok(FormReply::invalid(vec![Problem::of_form(UNKNOWN)]));
    };
    set(&transaction, user, false).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("{}?melding=overzicht-uit", stop_path(token))))
}

async fn set(transaction: &impl ConnectionTrait, user: Uuid, wanted: bool) -> Result<(), DbErr> {
    let row = digest::ActiveModel { user_id: Set(user), wanted: Set(wanted), sent_at: Set(None) };
    let again = OnConflict::column(digest::Column::UserId).update_column(digest::Column::Wanted).to_owned();
    digest::Entity::insert(row).on_conflict(again).exec_without_returning(transaction).await?;
    Ok(())
}
