//! The forms of agendas.

use leptos::prelude::*;

use super::form::{AgendaForm, StepForm};
use crate::error::AppError;
use crate::ui::form::FormReply;

/// Adds a period, in concept.
#[server(AddAgenda, "/api")]
pub async fn add_agenda(form: AgendaForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::add(&request, &form).await).await
}

/// Takes a step forward or back.
#[server(TakeAgendaStep, "/api")]
pub async fn take_agenda_step(form: StepForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::step(&request, &form).await).await
}
