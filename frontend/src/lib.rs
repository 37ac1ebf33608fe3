//! Wakes the server's pages up in the browser.

use app::root::App;
use leptos::prelude::document;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(App);
    // Says that buttons work from here on; tests wait for it.
    if let Some(page) = document().document_element() {
        let _ = page.set_attribute("data-hydrated", "true");
    }
}
