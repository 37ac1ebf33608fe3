//! What published sources state, the map, and the deadlines.

use domain::dutch;
use leptos::prelude::*;

use super::super::data::NextDeadline;
use super::super::published::PublishedFigures;
use super::{PATH, SCENARIO};
use crate::commitments::filter::{DueFilter, Filter, LeadFilter, OriginFilter};
use crate::municipalities::data::RegionFigures;
use crate::municipalities::figures::MapFigure;
use crate::municipalities::views::{FiguresTable, KeyFigure, MunicipalityMap};

/// The agreements of the region's own documents, and what these leave open.
#[component]
pub fn PublishedSection(published: PublishedFigures) -> impl IntoView {
    if published.agreements == 0 {
        return ().into_any();
    }
    let all = Filter { origin: Some(OriginFilter::Published), ..Filter::default() };
    let without_lead = Filter { lead: Some(LeadFilter::Missing), ..all.clone() }.address();
    let without_due = Filter { due: Some(DueFilter::Unknown), ..all.clone() }.address();
    let label = if published.agreements == 1 { "afspraak uit de visie" } else { "afspraken uit de visie" };
    let note = published.note();
    view! {
        <section class="wza-stack" aria-labelledby="visie">
            <h2 id="visie">"Uit de visie"</h2>
            <ul class="wza-keyfigures">
                <KeyFigure number=published.agreements label=label href=all.address()/>
                <KeyFigure number=published.without_lead label="zonder trekker" href=without_lead/>
                <KeyFigure number=published.without_due label="zonder datum" href=without_due/>
            </ul>
            {note.map(|note| view! { <p class="wza-muted">{note}</p> })}
        </section>
    }
    .into_any()
}

#[component]
pub fn MapCard(region: RegionFigures, figure: MapFigure, scenario: Option<String>) -> impl IntoView {
    let kept = scenario.map(|scenario| (SCENARIO, scenario)).into_iter().collect();
    let for_table = region.clone();
    let table = view! {
        <details class="wza-details">
            <summary>"Alle cijfers als tabel"</summary>
            <FiguresTable region=for_table/>
        </details>
    };
    view! {
        <section class="wza-card" aria-labelledby="kaart">
            <div class="wza-card__header">
                <h2 id="kaart">"Gemeenten"</h2>
                <a href="/gemeenten">"Alle gemeenten"</a>
            </div>
            <MunicipalityMap region=region figure=figure path=PATH kept=kept table=table.into_any()/>
        </section>
    }
}

/// A dashboard shows the first ones; the page of deadlines shows all.
const DEADLINES_SHOWN: usize = 8;

#[component]
pub fn DeadlinesCard(deadlines: Vec<NextDeadline>) -> impl IntoView {
    let content = if deadlines.is_empty() {
        view! { <p>"Er zijn nog geen termijnen vastgelegd."</p> }.into_any()
    } else {
        let lines = deadlines.into_iter().take(DEADLINES_SHOWN).map(deadline_line).collect_view();
        view! {
            <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
                <caption class="wza-visually-hidden">"Eerstvolgende termijnen"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Wat"</th>
                        <th scope="col">"Wanneer"</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <section class="wza-card" aria-labelledby="termijnen">
            <div class="wza-card__header">
                <h2 id="termijnen">"Eerstvolgende termijnen"</h2>
                <a href="/termijnen" rel="external">"Alle termijnen"</a>
            </div>
            {content}
        </section>
    }
}

fn deadline_line(deadline: NextDeadline) -> impl IntoView {
    let when = match deadline.due {
        Some(due) => due.into_any(),
        None => view! { <span class="wza-muted">"nog geen datum"</span> }.into_any(),
    };
    let next = deadline.next.map(|day| {
        view! {
            " "
            <span class="wza-muted">
                "volgende: " <time datetime=day.to_string()>{dutch::date(day)}</time>
            </span>
        }
    });
    let over = deadline.over.then(|| view! { " " <span class="nl-data-badge">"verstreken"</span> });
    view! {
        <tr>
            <th scope="row">{deadline.title}</th>
            <td data-label="Wanneer">{when}{next}{over}</td>
        </tr>
    }
}
