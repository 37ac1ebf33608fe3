//! The forms of evidence.

use leptos::prelude::*;

use super::form::{EvidenceForm, WithdrawEvidenceForm};
use crate::error::AppError;
use crate::files::upload::posted;
use crate::ui::form::FormReply;

#[server(AddEvidence, "/api")]
pub async fn add_evidence(form: EvidenceForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::add(&request, &form, posted()).await).await
}

/// It stays in the list, and nobody can open it any more.
#[server(WithdrawEvidence, "/api")]
pub async fn withdraw_evidence(form: WithdrawEvidenceForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::withdraw(&request, &form).await).await
}
