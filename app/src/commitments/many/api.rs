//! The server function of changing many.

use leptos::prelude::*;

use super::form::ManyForm;
use crate::error::AppError;
use crate::ui::form::FormReply;

/// Shows what would change or, when that was seen, changes it.
#[server(ChangeMany, "/api")]
pub async fn change_many(form: ManyForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::change_many(&request, &form).await).await
}
