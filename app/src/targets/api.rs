//! The form of targets.

use leptos::prelude::*;

use super::form::TargetsForm;
use crate::error::AppError;
use crate::ui::form::FormReply;

/// Shows what the numbers would do to the others, or saves them.
#[server(SetTargets, "/api")]
pub async fn set_targets(form: TargetsForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::set(&request, &form).await).await
}
