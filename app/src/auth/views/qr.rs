//! A text as a picture that a telephone can read.

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

/// White around the picture, which readers need.
const MARGIN: i32 = 4;

/// Nothing when the text does not fit.
#[component]
pub fn QrPicture(text: String, #[prop(into)] label: String) -> impl IntoView {
    let code = QrCode::encode_text(&text, QrCodeEcc::Medium).ok()?;
    let size = code.size() + 2 * MARGIN;
    let dark = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
    let squares: String = dark
        .filter(|(x, y)| code.get_module(*x, *y))
        .map(|(x, y)| format!("M{} {}h1v1h-1z", x + MARGIN, y + MARGIN))
        .collect();
    Some(view! {
        <svg role="img" aria-label=label viewBox=format!("0 0 {size} {size}") width="220" height="220" shape-rendering="crispEdges">
            <rect width="100%" height="100%" fill="#fff"/>
            <path d=squares fill="#000"/>
        </svg>
    })
}
