//! The forms of milestones.

use leptos::prelude::*;

use super::form::{DoneForm, MilestoneForm, RemoveMilestoneForm};
use crate::error::AppError;
use crate::ui::form::FormReply;

#[server(AddMilestone, "/api")]
pub async fn add_milestone(form: MilestoneForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::add(&request, &form).await).await
}

#[server(SaveMilestone, "/api")]
pub async fn save_milestone(form: MilestoneForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::change(&request, &form).await).await
}

/// Says when it was done, or that it is not after all.
#[server(MarkMilestone, "/api")]
pub async fn mark_milestone(form: DoneForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::mark(&request, &form).await).await
}

#[server(RemoveMilestone, "/api")]
pub async fn remove_milestone(form: RemoveMilestoneForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::remove(&request, &form).await).await
}
