//! The forms of saved views.

use leptos::prelude::*;

use super::form::{RemoveForm, SavedViewForm};
use crate::error::AppError;
use crate::ui::form::FormReply;

/// Saves a filter under a name, or changes the view whose id the form holds.
#[server(SaveView, "/api")]
pub async fn save_view(form: SavedViewForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| {
        if form.id.is_empty() {
            super::commands::create(&request, &form).await
        } else {
            super::commands::change(&request, &form).await
        }
    })
    .await
}

#[server(RemoveView, "/api")]
pub async fn remove_view(form: RemoveForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::remove(&request, &form).await).await
}
