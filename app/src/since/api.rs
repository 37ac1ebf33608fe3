//! The form of the reference date.

use leptos::prelude::*;

use super::form::FreezeForm;
use crate::error::AppError;
use crate::ui::form::FormReply;

/// Freezes what a meeting looks at.
#[server(FreezeMeeting, "/api")]
pub async fn freeze_meeting(form: FreezeForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::freeze(&request, &form).await).await
}
