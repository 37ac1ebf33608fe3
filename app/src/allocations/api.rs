//! The form of urgent allocations.

use leptos::prelude::*;

use super::form::AllocationsForm;
use crate::error::AppError;
use crate::ui::form::FormReply;

/// Saves what a gemeente tells of one year.
#[server(SetAllocations, "/api")]
pub async fn set_allocations(form: AllocationsForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::set(&request, &form).await).await
}
