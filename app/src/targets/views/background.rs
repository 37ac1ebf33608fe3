//! What the numbers mean and why they are needed.

use leptos::prelude::*;

use super::super::data::{Definition, Indicator};
use crate::organisations::source::{SourceList, SourceNote};
use crate::ui::{LineChart, LineSeries};

#[component]
pub fn Definitions(definitions: Vec<Definition>) -> impl IntoView {
    let row = |definition: Definition| {
        view! {
            <tr>
                <th scope="row"><strong>{definition.code}</strong></th>
                <td data-label="Betekenis">{definition.text}</td>
                <td data-label="Bron"><SourceNote source=definition.source/></td>
            </tr>
        }
    };
    (!definitions.is_empty()).then(|| {
        view! {
            <section class="wza-stack" aria-labelledby="definities">
                <h2 id="definities">"Wat telt als welke soort"</h2>
                <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
                    <caption class="wza-visually-hidden">"Definities van soorten woningen"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Code"</th>
                            <th scope="col">"Betekenis"</th>
                            <th scope="col">"Bron"</th>
                        </tr>
                    </thead>
                    <tbody>{definitions.into_iter().map(row).collect_view()}</tbody>
                </table>
            </section>
        }
    })
}

#[component]
pub fn Indicators(indicators: Vec<Indicator>) -> impl IntoView {
    let card = |(number, indicator): (usize, Indicator)| {
        let series =
            indicator.areas.into_iter().map(|area| LineSeries { name: area.name, points: area.points }).collect();
        view! {
            <div class="wza-card">
                <LineChart
                    id=format!("achtergrond-{number}")
                    caption=indicator.name
                    unit=indicator.unit
                    kind="Gebied"
                    series=series
                />
                <SourceList sources=indicator.sources/>
            </div>
        }
    };
    (!indicators.is_empty()).then(|| {
        view! {
            <section class="wza-stack" aria-labelledby="achtergrond">
                <h2 id="achtergrond">"Achtergrond"</h2>
                <p>"Cijfers die laten zien waarom deze doelen nodig zijn."</p>
                <div class="wza-grid">{indicators.into_iter().enumerate().map(card).collect_view()}</div>
            </section>
        }
    })
}
