//! Pages for when the application cannot make one: it is starting, its database is away, or the request did not get that
//! far. They know nobody and name nothing.

use std::sync::LazyLock;

use app::error::AppError;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::assets;

/// Says what is wrong; who called a server function gets the error that it would give.
pub fn unavailable(path: &str, error: AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    let later = [(header::RETRY_AFTER, "10")];
    if path.starts_with("/api/") {
        let body = serde_json::to_string(&error).unwrap_or_default();
        return (status, later, [(header::CONTENT_TYPE, "application/json")], body).into_response();
    }
    let (title, text) = error.texts();
    (later, page(status, title, text)).into_response()
}

/// `title` and `text` are ours: they are not escaped.
pub fn page(status: StatusCode, title: &'static str, text: &'static str) -> Response {
    static STYLE: LazyLock<String> = LazyLock::new(|| match assets::manifest() {
        Some(assets) => format!("<link rel=\"stylesheet\" href=\"{}\">", assets.css),
        None => String::new(),
    });
    let (style, code) = (STYLE.as_str(), status.as_u16());
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"nl\"><head><meta charset=\"utf-8\"><title>{title} · Woonzorgagenda</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\">{style}</head>\
         <body><div class=\"wza-page\"><main class=\"wza-main\"><div class=\"wza-error-page\">\
         <p class=\"wza-error-page__code\">{code}</p><h1>{title}</h1><p>{text}</p>\
         <div class=\"wza-actions\"><a class=\"nl-button nl-button--primary\" href=\"/\">Naar het begin</a></div>\
         </div></main></div></body></html>\n"
    );
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}
