//! The forms of the administration.

use leptos::prelude::*;

use super::form::{AccountButtonForm, AccountForm, PseudonymiseForm, SecurityForm};
use crate::error::AppError;
use crate::ui::form::FormReply;

/// Adds an account and invites its owner.
#[server(Invite, "/api")]
pub async fn invite(form: AccountForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::invite(&request, &form).await).await
}

#[server(SaveAccount, "/api")]
pub async fn save_account(form: AccountForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::change(&request, &form).await).await
}

/// Sends a new link to choose a password.
#[server(SendLink, "/api")]
pub async fn send_link(form: AccountButtonForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::send_link(&request, &form).await).await
}

/// Takes away the second factor of who lost telephone and recovery codes.
#[server(ClearSecondFactor, "/api")]
pub async fn clear_second_factor(form: AccountButtonForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::clear_second_factor(&request, &form).await).await
}

/// Forgets whose an account was.
#[server(Pseudonymise, "/api")]
pub async fn pseudonymise(form: PseudonymiseForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::pseudonymise(&request, &form).await).await
}

#[server(SaveSecurity, "/api")]
pub async fn save_security(form: SecurityForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::save_security(&request, &form).await).await
}
