//! The form of success factors.

use leptos::prelude::*;

use super::form::StateForm;
use crate::error::AppError;
use crate::ui::form::FormReply;

/// Says how a gemeente is placed.
#[server(SetFactorState, "/api")]
pub async fn set_factor_state(form: StateForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::set_state(&request, &form).await).await
}
