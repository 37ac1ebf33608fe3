//! The forms of bottlenecks.

use leptos::prelude::*;

use super::form::{BottleneckForm, StepForm};
use crate::error::AppError;
use crate::ui::form::FormReply;

/// Adds a bottleneck, or changes the one whose id the form holds.
#[server(SaveBottleneck, "/api")]
pub async fn save_bottleneck(form: BottleneckForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| {
        if form.id.is_empty() {
            super::commands::create(&request, &form).await
        } else {
            super::commands::change(&request, &form).await
        }
    })
    .await
}

/// Takes it to a higher level.
#[server(EscalateBottleneck, "/api")]
pub async fn escalate_bottleneck(form: StepForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::escalate(&request, &form).await).await
}

#[server(SolveBottleneck, "/api")]
pub async fn solve_bottleneck(form: StepForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::solve(&request, &form).await).await
}

/// It is back.
#[server(ReopenBottleneck, "/api")]
pub async fn reopen_bottleneck(form: StepForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::reopen(&request, &form).await).await
}
