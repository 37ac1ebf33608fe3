//! On a project's page: the commitments that serve it, and what blocks it.

use leptos::prelude::*;

use super::super::queries::Detail;
use crate::bottlenecks::filter::PATH as BOTTLENECKS;
use crate::bottlenecks::queries::Blocks;
use crate::commitments::data::Row;
use crate::ui::{LifeCycleBadge, Light};

#[component]
pub fn Links(detail: Detail) -> impl IntoView {
    let Detail { id, commitments, bottlenecks, may_add_bottleneck, .. } = detail;
    let commitments = listed(commitments.into_iter().map(commitment).collect(), "Geen afspraken die u mag zien.");
    let bottlenecks = listed(bottlenecks.into_iter().map(bottleneck).collect(), "Geen open knelpunten die u mag zien.");
    let add = may_add_bottleneck.then(|| {
        view! { <p><a href=format!("{BOTTLENECKS}/nieuw?project={id}")>"Knelpunt vastleggen"</a></p> }
    });
    view! {
        <section class="wza-card" aria-labelledby="afspraken">
            <h2 id="afspraken">"Afspraken"</h2>
            {commitments}
        </section>
        <section class="wza-card" aria-labelledby="knelpunten">
            <h2 id="knelpunten">"Knelpunten"</h2>
            {bottlenecks}
            {add}
        </section>
    }
}

fn listed(lines: Vec<AnyView>, nothing: &'static str) -> AnyView {
    if lines.is_empty() {
        return view! { <p class="wza-muted">{nothing}</p> }.into_any();
    }
    view! { <ul class="wza-steps">{lines}</ul> }.into_any()
}

fn commitment(row: Row) -> AnyView {
    let agenda = row.municipality.map_or_else(|| "Hele regio".to_owned(), |place| place.name);
    let lead = row.lead.unwrap_or_else(|| "nog geen trekker".to_owned());
    view! {
        <li>
            <a href=format!("/afspraken/{}", row.id)>{format!("{} {}", row.number, row.title)}</a>
            <p class="wza-muted">{format!("{agenda}, {lead}")}</p>
            <LifeCycleBadge life_cycle=row.life_cycle/>
            " "
            <Light standing=row.progress stale=row.stale/>
        </li>
    }
    .into_any()
}

fn bottleneck(blocks: Blocks) -> AnyView {
    let through = match blocks.through.as_slice() {
        [] => String::new(),
        [one] => format!(", via afspraak {one}"),
        several => format!(", via de afspraken {}", several.join(", ")),
    };
    view! {
        <li>
            <a href=format!("{BOTTLENECKS}/{}", blocks.id)>{blocks.title}</a>
            <p class="wza-muted">{format!("Niveau: {}{through}", blocks.level.label())}</p>
        </li>
    }
    .into_any()
}
