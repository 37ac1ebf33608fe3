//! Sending a form from the browser to its server function.

use http::Method;
use leptos::server_fn::client::Client;
use leptos::server_fn::client::browser::BrowserClient;
use leptos::server_fn::request::ClientReq;
use leptos::server_fn::request::browser::BrowserRequest;
use leptos::server_fn::response::ClientRes;
use leptos::server_fn::response::browser::BrowserResponse;

use super::form::FormReply;
use crate::error::AppError;

/// Posts a form as the browser itself would encode it.
///
/// # Errors
/// What the server function failed with, or `Unreachable`.
pub async fn send(endpoint: &str, body: String) -> Result<FormReply, AppError> {
    let form = "application/x-www-form-urlencoded";
    let request = <BrowserRequest as ClientReq<AppError>>::try_new_req_text(
        endpoint,
        form,
        "application/json",
        body,
        Method::POST,
    )?;
    let response = <BrowserClient as Client<AppError>>::send(request).await?;
    let failed = <BrowserResponse as ClientRes<AppError>>::status(&response) >= 400;
    let text = <BrowserResponse as ClientRes<AppError>>::try_into_string(response).await?;
    if failed {
        Err(serde_json::from_str(&text).unwrap_or(AppError::Internal))
    } else {
        serde_json::from_str(&text).map_err(|_| AppError::Outdated)
    }
}
