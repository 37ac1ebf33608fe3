//! The form of an occurrence.

use leptos::prelude::*;

use super::form::OccurrenceForm;
use crate::error::AppError;
use crate::ui::form::FormReply;

#[server(ReportOccurrence, "/api")]
pub async fn report_occurrence(form: OccurrenceForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::report(&request, &form).await).await
}
