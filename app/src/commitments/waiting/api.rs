//! The forms of waiting.

use leptos::prelude::*;

use super::form::{ResolveForm, WaitForm};
use crate::error::AppError;
use crate::ui::form::FormReply;

#[server(AddWait, "/api")]
pub async fn add_wait(form: WaitForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::add(&request, &form).await).await
}

/// The commitment does not wait for this any more.
#[server(ResolveWait, "/api")]
pub async fn resolve_wait(form: ResolveForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::resolve(&request, &form).await).await
}
