//! On a commitment's page: what was decided and promised about it.

use leptos::prelude::*;

use super::PATH;
use super::data::Decided;

/// Nothing where nothing was.
#[component]
pub fn DecidedAbout(decisions: Vec<Decided>) -> impl IntoView {
    if decisions.is_empty() {
        return ().into_any();
    }
    let lines: Vec<_> = decisions
        .into_iter()
        .map(|decided| {
            let href = format!("{PATH}/{}", decided.id);
            let name = format!("Wijziging verwerken: {}", decided.text);
            let amend = decided.amend.map(|path| {
                view! { <p><a href=path aria-label=name>"Wijziging verwerken"</a></p> }
            });
            view! {
                <li>
                    <a href=href rel="external">{decided.text}</a>
                    <p class="wza-muted">{decided.about}</p>
                    {amend}
                </li>
            }
        })
        .collect();
    view! {
        <section class="wza-card" aria-labelledby="besluiten">
            <h2 id="besluiten">"Besluiten"</h2>
            <ul class="wza-steps">{lines}</ul>
        </section>
    }
    .into_any()
}
