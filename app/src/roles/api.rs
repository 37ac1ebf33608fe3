//! The forms of role descriptions.

use leptos::prelude::*;

use super::form::{AcknowledgeForm, RoleForm};
use crate::error::AppError;
use crate::ui::form::FormReply;

/// Writes down what an organisation does.
#[server(SaveRole, "/api")]
pub async fn save_role(form: RoleForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::write(&request, &form).await).await
}

/// Acknowledges the text that somebody read.
#[server(AcknowledgeRole, "/api")]
pub async fn acknowledge_role(form: AcknowledgeForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::acknowledge(&request, &form).await).await
}
