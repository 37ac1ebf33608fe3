//! The forms of deadlines.

use leptos::prelude::*;

use super::form::{DeadlineForm, PhaseForm};
use crate::error::AppError;
use crate::ui::form::FormReply;

/// Changes a deadline, for all gemeenten at once.
#[server(SaveDeadline, "/api")]
pub async fn save_deadline(form: DeadlineForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::change(&request, &form).await).await
}

/// Says how far a gemeente is.
#[server(SetDeadlinePhase, "/api")]
pub async fn set_deadline_phase(form: PhaseForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::set_phase(&request, &form).await).await
}
