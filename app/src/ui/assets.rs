//! The built files, under their hashed names.

use leptos::nonce::use_nonce;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

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
}

/// Loads the WASM and wakes the page up.
#[component]
pub fn HydrationScript(assets: Assets) -> impl IntoView {
    let Assets { js, wasm, .. } = assets;
    let script =
        format!("import init, {{ hydrate }} from '{js}';\nawait init({{ module_or_path: '{wasm}' }});\nhydrate();");
    let nonce = use_nonce();
    (!js.is_empty()).then(move || {
        view! {
            <link rel="modulepreload" href=js nonce=nonce.clone()/>
            <link rel="preload" href=wasm r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/>
            <script type="module" nonce=nonce>{script}</script>
        }
    })
}
