//! How a gemeente's numbers are divided over its corporaties.

use domain::dutch;
use domain::targets::Division;
use leptos::prelude::*;

use super::super::division::{DivisionRow, DivisionTable};
use super::effect::left_of_municipality;
use super::number_cell;

/// `address`: of the gemeente's page; `query`: with the scenario.
#[component]
pub fn DivisionSection(division: DivisionTable, address: String, query: String, may_set: bool) -> impl IntoView {
    let content = if division.rows.is_empty() {
        view! { <p>"Van deze gemeente is geen corporatie bekend om de aantallen over te verdelen."</p> }.into_any()
    } else {
        let lead = if may_set {
            "Kies een corporatie om haar aantallen in te vullen. Ze tellen mee in het doel van de gemeente, niet erbovenop."
        } else {
            "De aantallen van de corporaties tellen mee in het doel van de gemeente, niet erbovenop."
        };
        view! {
            <p>{lead}</p>
            <Table division=division address=address query=query/>
        }
        .into_any()
    };
    view! {
        <section class="wza-card" aria-labelledby="corporaties">
            <h2 id="corporaties">"Verdeling over corporaties"</h2>
            {content}
        </section>
    }
}

#[component]
fn Table(division: DivisionTable, address: String, query: String) -> impl IntoView {
    let DivisionTable { measures, rows, sums } = division;
    let head: Vec<_> = measures
        .into_iter()
        .map(|name| view! { <th scope="col" class="utrecht-table__header-cell--numeric-column">{name}</th> })
        .collect();
    let rows: Vec<_> = rows.into_iter().map(|row| corporation_row(row, &address, &query)).collect();
    let numbers =
        |of: fn(&Division) -> Option<i64>| -> Vec<_> { sums.iter().map(|sum| number_cell(of(sum))).collect() };
    let together = numbers(|sum| Some(sum.divided));
    let whole = numbers(|sum| sum.whole);
    let left: Vec<_> = sums
        .iter()
        .map(|sum| {
            view! { <td class="utrecht-table__cell--numeric-column">{left_of_municipality(sum.left())}</td> }
        })
        .collect();
    view! {
        <div class="wza-table-scroll" role="region" aria-labelledby="corporaties-tabel" tabindex="0">
            <table class="utrecht-table utrecht-table--html-table wza-table">
                <caption class="wza-visually-hidden" id="corporaties-tabel">"Aantallen per corporatie en soort"</caption>
                <thead><tr><th scope="col">"Corporatie"</th>{head}</tr></thead>
                <tbody>{rows}</tbody>
                <tfoot>
                    <tr><th scope="row">"Corporaties samen"</th>{together}</tr>
                    <tr><th scope="row">"Gemeente"</th>{whole}</tr>
                    <tr><th scope="row">"Verschil"</th>{left}</tr>
                </tfoot>
            </table>
        </div>
    }
}

fn corporation_row(row: DivisionRow, address: &str, query: &str) -> impl IntoView + use<> {
    let cells: Vec<_> = row
        .targets
        .into_iter()
        .map(|target| {
            let content = match target {
                Some((value, status)) => {
                    view! { {dutch::number(value)} <span class="wza-muted">{status}</span> }.into_any()
                }
                None => view! { <span class="wza-muted">"nog niet verdeeld"</span> }.into_any(),
            };
            view! { <td class="utrecht-table__cell--numeric-column">{content}</td> }
        })
        .collect();
    let href = format!("{address}/{}{query}", row.corporation);
    view! { <tr><th scope="row"><a href=href>{row.name}</a></th>{cells}</tr> }
}
