//! The papers of an item, on the page of its meeting.

use leptos::prelude::*;

use super::super::queries::PaperLink;

/// `list`: the address of the page where they are added and withdrawn.
#[component]
pub fn Papers(papers: Vec<PaperLink>, list: String, title: String, may_change: bool) -> impl IntoView {
    let lines: Vec<_> = papers
        .into_iter()
        .map(|paper| {
            let href = format!("{list}/{}/bestand", paper.id);
            view! { <li><a href=href>{paper.name}</a> " " <span class="wza-muted">{paper.what}</span></li> }
        })
        .collect();
    let change = may_change.then(|| {
        view! { <p><a href=list aria-label=format!("Stukken: {title}")>"Stukken toevoegen of intrekken"</a></p> }
    });
    view! {
        {(!lines.is_empty()).then(|| view! { <ul>{lines}</ul> })}
        {change}
    }
}
