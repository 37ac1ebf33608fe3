//! What the script adds: keys that can be switched off, and what waits to be sent. Hidden until the script shows it.

use leptos::nonce::use_nonce;
use leptos::prelude::*;

use crate::request::AppState;

const KEYS: [(&str, &str); 7] = [
    ("g", "Geen wijziging"),
    ("1", "Inhoud: volgende kleur"),
    ("2", "Planning: volgende kleur"),
    ("3", "Geld: volgende kleur"),
    ("o", "Opslaan en volgende"),
    ("n", "Overslaan"),
    ("v", "Vorige"),
];

#[component]
pub fn Keys() -> impl IntoView {
    let keys = KEYS.map(|(key, does)| view! { <div><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div> }.into_any());
    view! {
        <div id="ronde-wachtrij" class="wza-stack"></div>
        <p id="ronde-melding" class="wza-muted" role="status"></p>
        <section id="ronde-toetsen" class="wza-card" aria-labelledby="sneltoetsen" hidden>
            <h2 id="sneltoetsen">"Sneltoetsen"</h2>
            <label class="wza-choice">
                <input class="utrecht-checkbox utrecht-checkbox--html-input" type="checkbox" id="ronde-toetsen-aan"/>
                <span class="wza-choice__label">"Sneltoetsen gebruiken. Terwijl u in een veld typt, doen ze niets."</span>
            </label>
            <dl class="wza-facts">{keys.into_iter().collect_view()}</dl>
        </section>
        <Script/>
    }
}

/// No module: a page that sends one waits to wake up, and this one can be used at once.
#[component]
fn Script() -> impl IntoView {
    let address = use_context::<AppState>().and_then(|state| state.assets.script("ronde"));
    address.map(|address| view! { <script src=address defer nonce=use_nonce()></script> })
}
