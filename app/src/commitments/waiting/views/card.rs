//! What a commitment waits for, and what waits for it, on its own page: only what is still open.

use leptos::prelude::*;
use uuid::Uuid;

use super::super::data::{WaitLine, Waiting};

#[component]
pub fn WaitingCard(id: Uuid, waiting: Waiting, may_edit: bool) -> impl IntoView {
    let Waiting { waits_for, waited_for_by } = waiting;
    let nothing = waits_for.is_empty() && waited_for_by.is_empty();
    if nothing && !may_edit {
        return ().into_any();
    }
    let more = if nothing { "Vastleggen waarop dit wacht" } else { "Wachten bekijken" };
    view! {
        <section class="wza-card" aria-labelledby="wacht-op">
            <h2 id="wacht-op">"Wacht op"</h2>
            {nothing.then(|| view! { <p class="wza-muted">"Deze afspraak wacht nergens op."</p> })}
            {lines(waits_for)}
            {lines(waited_for_by).map(|lines| view! { <h3>"Hierop wachten"</h3> {lines} })}
            <p><a href=format!("/afspraken/{id}/wacht-op") rel="external">{more}</a></p>
        </section>
    }
    .into_any()
}

/// None when nothing is open.
fn lines(lines: Vec<WaitLine>) -> Option<AnyView> {
    let open: Vec<_> = lines.into_iter().filter(|line| line.over.is_none()).map(line).collect();
    (!open.is_empty()).then(|| view! { <ul class="wza-steps">{open}</ul> }.into_any())
}

fn line(line: WaitLine) -> AnyView {
    let WaitLine { other, reason, lapsed, .. } = line;
    let lapsed = lapsed.then(|| view! { " " <span class="nl-data-badge wza-badge--lapsed">"Vervallen"</span> });
    let name = match other.commitment {
        Some(id) => view! { <a href=format!("/afspraken/{id}")>{other.label}</a> }.into_any(),
        None => other.label.into_any(),
    };
    view! { <li>{name} {lapsed} <p class="wza-muted">{reason}</p></li> }.into_any()
}
