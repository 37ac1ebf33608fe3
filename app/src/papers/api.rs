//! The forms of papers.

use leptos::prelude::*;

use super::form::{PaperForm, WithdrawPaperForm};
use crate::error::AppError;
use crate::files::upload::posted;
use crate::ui::form::FormReply;

#[server(AddPaper, "/api")]
pub async fn add_paper(form: PaperForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::add(&request, &form, posted()).await).await
}

/// It stays in the list, and nobody can open it any more.
#[server(WithdrawPaper, "/api")]
pub async fn withdraw_paper(form: WithdrawPaperForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::withdraw(&request, &form).await).await
}
