use app::App; use leptos::prelude::*; #[wasm_bindgen::prelude::wasm_bindgen] pub fn hydrate(){ console_error_panic_hook::set_once(); leptos::mount::hydrate_body(App);}
