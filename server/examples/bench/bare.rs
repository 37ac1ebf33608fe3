//! The least that a server on this machine could do: return bytes that lie ready.

use axum::Router;
use axum::body::Bytes;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;

use crate::{Result, say};

/// The first argument with which this program starts itself as that server; the sizes of its pages follow.
pub const ARGUMENT: &str = "bare";

/// The sizes of the pages to serve; none when this program is to measure.
pub fn sizes_asked_for(mut arguments: impl Iterator<Item = String>) -> Option<Vec<usize>> {
    let bare = arguments.next().as_deref() == Some(ARGUMENT);
    bare.then(|| arguments.filter_map(|size| size.parse().ok()).collect())
}

/// The address of a page, by its place in the sizes.
pub fn path(index: usize) -> String {
    format!("/{index}")
}

pub async fn serve(sizes: Vec<usize>) -> Result<()> {
    let router = sizes.into_iter().enumerate().fold(Router::new(), |router, (index, size)| {
        let body = Bytes::from(vec![b'x'; size]);
        router.route(&path(index), get(move || std::future::ready(page(body.clone()))))
    });
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    say(&format!("http://{}", listener.local_addr()?));
    // As the real server does: answers do not wait for more to send.
    let without_delay = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    axum::serve(without_delay, router).await?;
    Ok(())
}

/// About the headers of a page.
fn page(body: Bytes) -> impl IntoResponse {
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'"),
        (REFERRER_POLICY, "same-origin"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, body)
}
