//! The files of a report, in the ledger.

use leptos::prelude::*;

use super::super::queries::EvidenceLink;

/// `list`: the address of the page where they are added and withdrawn. `of`: which report, for who hears links one by one.
#[component]
pub fn EvidenceLinks(links: Vec<EvidenceLink>, list: String, of: String, may_change: bool) -> impl IntoView {
    let lines: Vec<_> = links
        .into_iter()
        .map(|link| {
            let href = format!("{list}/{}/bestand", link.id);
            view! { <li><a href=href>{link.name}</a> " " <span class="wza-muted">{link.what}</span></li> }
        })
        .collect();
    let change = may_change.then(|| {
        view! { <p><a href=list>"Bewijs toevoegen of intrekken" <span class="wza-visually-hidden">{format!(": {of}")}</span></a></p> }
    });
    view! {
        {(!lines.is_empty()).then(|| view! { <ul>{lines}</ul> })}
        {change}
    }
}
