//! The server renders forms and never sends one.

use super::form::FormReply;
use crate::error::AppError;

/// # Errors
/// Always: nobody submits a form while it is rendered.
pub async fn send(_endpoint: &str, _body: String) -> Result<FormReply, AppError> {
    Err(AppError::Unreachable)
}
