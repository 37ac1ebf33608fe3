//! The milestones on the page of their commitment.

use leptos::prelude::*;
use uuid::Uuid;

use super::super::data::MilestoneLine;
use crate::ui::OverdueBadge;

#[component]
pub fn MilestonesCard(id: Uuid, milestones: Vec<MilestoneLine>) -> impl IntoView {
    let lines: Vec<_> = milestones.into_iter().map(line).collect();
    view! {
        <section class="wza-card" aria-labelledby="mijlpalen">
            <h2 id="mijlpalen">"Mijlpalen"</h2>
            <ul class="wza-steps">{lines}</ul>
            <p><a href=format!("/afspraken/{id}/mijlpalen") rel="external">"Mijlpalen bekijken"</a></p>
        </section>
    }
}

fn line(milestone: MilestoneLine) -> AnyView {
    let MilestoneLine { title, due, done_on, overdue, .. } = milestone;
    let when = done_on.map_or(due, |day| format!("Gereed op {day}"));
    view! { <li>{title} <p class="wza-muted">{when} " " {overdue.then(|| view! { <OverdueBadge/> })}</p></li> }
        .into_any()
}
