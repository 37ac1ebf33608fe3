//! The server functions of the round.

use leptos::prelude::*;

use super::form::{RoundForm, RoundKeepForm};
use crate::error::AppError;
use crate::ui::form::FormReply;

/// Reports progress, and goes on to the next commitment of the round.
#[server(ReportInRound, "/api")]
pub async fn report_in_round(form: RoundForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::report(&request, &form).await).await
}

/// "Geen wijziging", and on to the next commitment of the round.
#[server(KeepInRound, "/api")]
pub async fn keep_in_round(form: RoundKeepForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::keep(&request, &form).await).await
}
