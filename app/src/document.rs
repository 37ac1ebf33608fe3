//! The HTML document around the pages, and the built files that it names. Only the server makes one.

use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;
use serde::{Deserialize, Serialize};

use crate::plain::PlainApp;
use crate::root::App;

/// Addresses of the built files, as the bundler's manifest lists them. Empty when they were not built: then the pages
/// work as plain HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assets {
    pub js: String,
    pub wasm: String,
    pub css: String,
    /// Fonts that every page needs.
    #[serde(default)]
    pub preload: Vec<String>,
    /// Small scripts of single pages.
    #[serde(default)]
    pub scripts: Vec<String>,
}

impl Assets {
    /// The address of a small script, whose file name holds a hash of what is in it.
    pub fn script(&self, name: &str) -> Option<String> {
        let prefix = format!("/pkg/{name}-");
        self.scripts.iter().find(|address| address.starts_with(&prefix)).cloned()
    }
}

/// The document of a page that wakes up in the browser.
pub fn live_document(assets: &Assets) -> impl IntoView + use<> {
    let script = view! { <HydrationScript assets=assets.clone()/> }.into_any();
    document(assets, Some(script), || view! { <App/> }.into_any())
}

/// The document of a page that works by itself.
pub fn plain_document(assets: &Assets) -> impl IntoView + use<> {
    document(assets, None, || view! { <PlainApp/> }.into_any())
}

fn document(assets: &Assets, script: Option<AnyView>, app: fn() -> AnyView) -> impl IntoView + use<> {
    let fonts = assets
        .preload
        .iter()
        .map(|font| view! { <link rel="preload" href=font.clone() r#as="font" r#type="font/woff2" crossorigin="anonymous"/> })
        .collect_view();
    view! {
        <!DOCTYPE html>
        <html lang="nl">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                {fonts}
                <link rel="stylesheet" href=assets.css.clone()/>
                <MetaTags/>
                <UnsavedScript assets=assets.clone()/>
                {script}
            </head>
            <body>{app()}</body>
        </html>
    }
}

/// Asks who is about to leave what they typed.
#[component]
fn UnsavedScript(assets: Assets) -> impl IntoView {
    assets.script("niet-opgeslagen").map(|address| view! { <script src=address defer nonce=use_nonce()></script> })
}

/// Loads the WASM and wakes the page up.
#[component]
fn HydrationScript(assets: Assets) -> impl IntoView {
    let Assets { js, wasm, .. } = assets;
    let script =
        format!("import init, {{ hydrate }} from '{js}';\nawait init({{ module_or_path: '{wasm}' }});\nhydrate();");
    let nonce = use_nonce();
    (!js.is_empty()).then(move || {
        view! {
            <link rel="modulepreload" href=js nonce=nonce.clone()/>
            <script type="module" nonce=nonce>{script}</script>
        }
    })
}
