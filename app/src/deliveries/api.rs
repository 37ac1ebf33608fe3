//! The forms of deliveries.

use leptos::prelude::*;

use super::form::{CorrectForm, ReportForm, VerifyForm};
use crate::error::AppError;
use crate::files::upload::posted;
use crate::ui::form::FormReply;

#[server(ReportDelivery, "/api")]
pub async fn report_delivery(form: ReportForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::report(&request, &form, posted()).await).await
}

/// Says how many of a report are as it says, and how many are not.
#[server(VerifyDelivery, "/api")]
pub async fn verify_delivery(form: VerifyForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::verify(&request, &form).await).await
}

/// Says that dwellings of a report are something else, or not there.
#[server(CorrectDelivery, "/api")]
pub async fn correct_delivery(form: CorrectForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::correct(&request, &form).await).await
}
