//! The form of a document.

use leptos::prelude::*;

use super::form::DocumentForm;
use crate::error::AppError;
use crate::ui::form::FormReply;

/// Adds a document, or changes the one whose id the form holds.
#[server(SaveDocument, "/api")]
pub async fn save_document(form: DocumentForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| {
        if form.id.is_empty() {
            super::commands::create(&request, &form).await
        } else {
            super::commands::change(&request, &form).await
        }
    })
    .await
}
