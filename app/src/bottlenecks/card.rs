//! On a commitment's page: what blocks it.

use leptos::prelude::*;

use super::data::Blocking;

/// Nothing where nothing blocks it.
#[component]
pub fn BlockedBy(bottlenecks: Vec<Blocking>) -> impl IntoView {
    if bottlenecks.is_empty() {
        return ().into_any();
    }
    let lines: Vec<_> = bottlenecks
        .into_iter()
        .map(|blocking| {
            let href = format!("/knelpunten/{}", blocking.id);
            view! { <li><a href=href rel="external">{blocking.title}</a> <p class="wza-muted">{blocking.level.label()}</p></li> }
        })
        .collect();
    view! {
        <section class="wza-card" aria-labelledby="knelpunten">
            <h2 id="knelpunten">"Knelpunten"</h2>
            <ul class="wza-steps">{lines}</ul>
        </section>
    }
    .into_any()
}
