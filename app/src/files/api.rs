//! The forms of files.

use leptos::prelude::*;

use super::form::{FileForm, WithdrawFileForm};
use super::upload::posted;
use crate::error::AppError;
use crate::ui::form::FormReply;

#[server(AddFile, "/api")]
pub async fn add_file(form: FileForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::add(&request, &form, posted()).await).await
}

/// It stays in the list, and nobody can open it any more.
#[server(WithdrawFile, "/api")]
pub async fn withdraw_file(form: WithdrawFileForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::withdraw(&request, &form).await).await
}
