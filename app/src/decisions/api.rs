//! The forms of decisions.

use leptos::prelude::*;

use super::commands;
use super::form::{DecisionForm, ReportForm};
use crate::error::AppError;
use crate::ui::form::FormReply;

/// Records a decision or pledge, or changes the one whose id the form holds.
#[server(SaveDecision, "/api")]
pub async fn save_decision(form: DecisionForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| {
        if form.decision.is_empty() {
            commands::record(&request, &form).await
        } else {
            commands::change(&request, &form).await
        }
    })
    .await
}

/// Tells a meeting what came of it.
#[server(ReportBack, "/api")]
pub async fn report_back(form: ReportForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| commands::report_back(&request, &form).await).await
}
