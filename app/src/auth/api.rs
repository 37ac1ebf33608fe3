//! Logging in, as a form. Logging out is a plain POST that the server answers itself.

use leptos::prelude::*;

use super::LoginForm;
use crate::error::AppError;
use crate::ui::form::FormReply;

/// Checks an address and a password and starts a session.
#[server(Login, "/api")]
pub async fn login(form: LoginForm) -> Result<FormReply, AppError> {
    super::login::login(form).await
}
