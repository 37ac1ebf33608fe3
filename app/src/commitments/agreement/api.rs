//! The server functions of agreeing.

use leptos::prelude::*;

use super::form::{AnswerForm, LiftForm, StepForm};
use crate::error::AppError;
use crate::ui::form::FormReply;

/// A party answers the version that lies with it.
#[server(AnswerCommitment, "/api")]
pub async fn answer_commitment(form: AnswerForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::answer(&request, &form).await).await
}

/// A party takes back its reservation.
#[server(LiftReservation, "/api")]
pub async fn lift_reservation(form: LiftForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::lift(&request, &form).await).await
}

/// Completes, reopens, drops or removes a commitment, or takes back a change of it.
#[server(TakeStep, "/api")]
pub async fn take_step(form: StepForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::steps::take(&request, &form).await).await
}
