//! Which corporatie took which part, behind the table of a year.

use domain::allocations::Share;
use leptos::prelude::*;

use super::super::names::Group;
use super::super::queries::Taker;
use super::{cell, head, number};

#[component]
pub fn Takers(year: i32, takers: Vec<Taker>, groups: Vec<Group>) -> impl IntoView {
    let content = if takers.is_empty() {
        view! { <p>"Geen gemeente heeft haar aantallen over corporaties verdeeld."</p> }.into_any()
    } else {
        let names = groups.into_iter().map(|group| group.name);
        let heads: Vec<_> = names.chain(["Totaal", "Aandeel"].map(str::to_owned)).map(head).collect();
        let rows: Vec<_> = takers.into_iter().map(row).collect();
        view! {
            <div class="wza-table-scroll" role="region" aria-label="Verdeling over corporaties" tabindex="0">
                <table class="utrecht-table utrecht-table--html-table wza-table wza-table--named-columns">
                    <caption class="wza-visually-hidden">
                        {format!("Urgente toewijzingen in {year}, verdeeld over corporaties")}
                    </caption>
                    <thead><tr><th scope="col">"Corporatie"</th>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <details class="wza-details">
            <summary>"Welke corporatie nam welk deel?"</summary>
            {content}
        </details>
    }
}

fn row(taker: Taker) -> AnyView {
    let Taker { name, numbers, total, share } = taker;
    let cells: Vec<_> =
        numbers.into_iter().chain([Some(total)]).map(|value| cell(value.map(number), "niet opgegeven")).collect();
    view! {
        <tr>
            <th scope="row">{name.unwrap_or_else(|| "Niet verdeeld".to_owned())}</th>
            {cells}
            {cell(share.map(Share::label), "geen")}
        </tr>
    }
    .into_any()
}
