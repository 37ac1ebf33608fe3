//! The browser's files, which the release binary carries. Their names hold a hash of what is in them, so a browser may
//! keep them for good; each has a brotli twin that was compressed at build time.

use app::document::Assets;
use axum::extract::Path;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../dist/"]
#[include = "pkg/*"]
#[include = "public/*"]
#[include = "manifest.json"]
#[allow_missing = true]
struct Built;

const FOR_GOOD: &str = "public, max-age=31536000, immutable";
const FOR_A_DAY: &str = "public, max-age=86400";

/// The addresses of the files; none when the browser part was not built.
pub fn manifest() -> Option<Assets> {
    serde_json::from_slice(&Built::get("manifest.json")?.data).ok()
}

/// `/pkg/{file}`
pub async fn pkg(Path(file): Path<String>, headers: HeaderMap) -> Response {
    send(&format!("pkg/{file}"), &headers, FOR_GOOD)
}

/// Files with a name of their own in the root, such as `/favicon.svg`.
pub async fn favicon(headers: HeaderMap) -> Response {
    send("public/favicon.svg", &headers, FOR_A_DAY)
}

pub async fn robots(headers: HeaderMap) -> Response {
    send("public/robots.txt", &headers, FOR_A_DAY)
}

fn send(path: &str, headers: &HeaderMap, caching: &'static str) -> Response {
    let accepts = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let brotli = accepts.split(',').any(takes_brotli);
    let compressed = if brotli { Built::get(&format!("{path}.br")) } else { None };
    let common = [(CONTENT_TYPE, content_type(path)), (CACHE_CONTROL, caching), (VARY, "accept-encoding")];
    match (compressed, Built::get(path)) {
        (Some(file), _) => (common, [(CONTENT_ENCODING, "br")], file.data).into_response(),
        (None, Some(file)) => (common, file.data).into_response(),
        (None, None) => StatusCode::NOT_FOUND.into_response(),
    }
}

/// One of the encodings that a browser names: `br`, or `br;q=0.5`, and not `br;q=0`.
fn takes_brotli(named: &str) -> bool {
    let mut parts = named.split(';').map(str::trim);
    let is_brotli = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("br"));
    let weight = parts.find_map(|part| part.strip_prefix("q=")).and_then(|weight| weight.parse::<f32>().ok());
    is_brotli && weight.is_none_or(|weight| weight > 0.0)
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::takes_brotli;

    #[test]
    fn who_says_that_it_takes_none_gets_none() {
        for named in ["br", " br", "BR", "br;q=1.0", "br; q=0.1"] {
            assert!(takes_brotli(named), "{named}");
        }
        for named in ["gzip", "br;q=0", "br; q=0.0", "brotli", ""] {
            assert!(!takes_brotli(named), "{named}");
        }
    }
}
