//! The milestones on the page of their commitment.

use leptos::prelude::*;
use uuid::Uuid;

use super::super::data::MilestoneLine;
use crate::ui::OverdueBadge;

#[component]
pub fn MilestonesCard(id: Uuid, milestones: Vec<MilestoneLine>, may_edit: bool) -> impl IntoView {
    if milestones.is_empty() && !may_edit {
        return ().into_any();
    }
    let (nothing, more) = match milestones.is_empty() {
        true => (Some(view! { <p class="wza-muted">"Nog geen mijlpalen."</p> }), "Mijlpaal toevoegen"),
        false => (None, "Mijlpalen bekijken"),
    };
    let lines: Vec<_> = milestones.into_iter().map(line).collect();
    view! {
        <section class="wza-card" aria-labelledby="mijlpalen">
            <h2 id="mijlpalen">"Mijlpalen"</h2>
            {nothing}
            <ul class="wza-steps">{lines}</ul>
            <p><a href=format!("/afspraken/{id}/mijlpalen") rel="external">{more}</a></p>
        </section>
    }
    .into_any()
}

fn line(milestone: MilestoneLine) -> AnyView {
    let MilestoneLine { title, due, done_on, overdue, .. } = milestone;
    let when = done_on.map_or(due, |day| format!("Gereed op {day}"));
    view! { <li>{title} <p class="wza-muted">{when} " " {overdue.then(|| view! { <OverdueBadge/> })}</p></li> }
        .into_any()
}
