//! The form of projects.

use leptos::prelude::*;

use super::form::ProjectForm;
use crate::error::AppError;
use crate::ui::form::FormReply;

/// Adds a project, or changes the one whose id the form holds.
#[server(SaveProject, "/api")]
pub async fn save_project(form: ProjectForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| {
        if form.id.is_empty() {
            super::commands::create(&request, &form).await
        } else {
            super::commands::change(&request, &form).await
        }
    })
    .await
}
