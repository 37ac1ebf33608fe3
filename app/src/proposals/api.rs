//! The forms of proposals.

use leptos::prelude::*;

use super::form::{ConclusionForm, ProposalForm, RemoveStepForm, StepForm};
use super::{commands, steps};
use crate::error::AppError;
use crate::ui::form::FormReply;

/// Writes a proposal, or changes the text of the one whose id the form holds.
#[server(SaveProposal, "/api")]
pub async fn save_proposal(form: ProposalForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| {
        if form.id.is_empty() {
            commands::create(&request, &form).await
        } else {
            commands::change(&request, &form).await
        }
    })
    .await
}

/// Adds a body that is to see it, or changes the step that the form holds.
#[server(SaveProposalStep, "/api")]
pub async fn save_proposal_step(form: StepForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| {
        if form.step.is_empty() { steps::add(&request, &form).await } else { steps::change(&request, &form).await }
    })
    .await
}

#[server(RemoveProposalStep, "/api")]
pub async fn remove_proposal_step(form: RemoveStepForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| steps::remove(&request, &form).await).await
}

/// What a body concluded, or that in better words.
#[server(ConcludeProposalStep, "/api")]
pub async fn conclude_proposal_step(form: ConclusionForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| steps::conclude(&request, &form).await).await
}
