//! Logging in and one's own account, as forms. Logging out is a plain POST that the server answers itself.

use leptos::prelude::*;

use super::form::{
    AskResetForm, ButtonForm, ChangePasswordForm, CodeForm, LoginForm, PasswordForm, SecondFactorForm, SetPasswordForm,
};
use crate::error::AppError;
use crate::ui::form::FormReply;

/// Checks an address and a password, and starts a session or asks for the code.
#[server(Login, "/api")]
pub async fn login(form: LoginForm) -> Result<FormReply, AppError> {
    super::login::login(form).await
}

#[server(EnterCode, "/api")]
pub async fn enter_code(form: CodeForm) -> Result<FormReply, AppError> {
    super::login::enter_code(form).await
}

/// Sends a link for a new password, if there is such an account. The answer does not tell.
#[server(AskReset, "/api")]
pub async fn ask_reset(form: AskResetForm) -> Result<FormReply, AppError> {
    super::account::ask_reset(form).await
}

/// Sets the password of whose link it is.
#[server(SetPassword, "/api")]
pub async fn set_password(form: SetPasswordForm) -> Result<FormReply, AppError> {
    super::account::set_password(form).await
}

#[server(ChangePassword, "/api")]
pub async fn change_password(form: ChangePasswordForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::account::change_password(&request, form).await).await
}

#[server(TurnOnSecondFactor, "/api")]
pub async fn turn_on_second_factor(form: SecondFactorForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::account::turn_on_second_factor(&request, form).await).await
}

#[server(TurnOffSecondFactor, "/api")]
pub async fn turn_off_second_factor(form: PasswordForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::account::turn_off_second_factor(&request, form).await).await
}

/// Logs out everywhere, here too.
#[server(EndSessions, "/api")]
pub async fn end_sessions(form: ButtonForm) -> Result<FormReply, AppError> {
    let _ = form;
    crate::request::served(async |request| super::account::end_sessions(&request).await).await
}
