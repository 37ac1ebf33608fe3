//! Each measure as a bar of what is there, what is planned and what is left, above a table of the same numbers.

use domain::balance::{Figure, Tally};
use domain::dutch;
use leptos::prelude::*;

use super::super::behind_address;
use super::super::data::Balance;
use crate::ui::{Part, StackedBar, StackedBars};

#[component]
pub fn BalanceFigure(
    balance: Balance,
    /// Of the caption; unique within the page.
    #[prop(into)]
    id: String,
    /// Whether the table is shown at once, or on demand.
    open: bool,
) -> impl IntoView {
    let of = balance.place.as_ref().map_or_else(|| "de regio".to_owned(), |place| format!("gemeente {}", place.name));
    let Balance { ref scenario, horizon_year, .. } = balance;
    let caption = format!("Balans van {of} tot {horizon_year}: {}", scenario.name.to_lowercase());
    let unknown = unknown(&balance);
    let bars = balance.measures.iter().map(|line| bar(&line.measure.name, line.tally, unknown)).collect();
    view! {
        <StackedBars id=id caption=caption.clone() bars=bars legend=legend()>
            <details class="wza-details" open=open>
                <summary>"Cijfers als tabel"</summary>
                <Table balance=balance caption=caption/>
            </details>
        </StackedBars>
    }
}

/// What stands in the place of a target of a gemeente: the region's is not divided yet.
pub const UNDIVIDED: &str = "nog niet verdeeld";

const fn unknown(balance: &Balance) -> &'static str {
    if balance.place.is_some() { UNDIVIDED } else { "nog niet bekend" }
}

/// What a bar consists of, in its order, and the class that colours it.
const PARTS: [(Figure, &str); 5] = [
    (Figure::Verified, "series-1"),
    (Figure::Reported, "series-2"),
    (Figure::Hard, "series-3"),
    (Figure::Soft, "series-4"),
    (Figure::Left, "series-rest"),
];

fn legend() -> Vec<(&'static str, &'static str)> {
    PARTS.iter().map(|(figure, class)| (*class, figure.label())).collect()
}

fn bar(name: &str, tally: Tally, unknown: &str) -> StackedBar {
    let value = match (tally.target, tally.left()) {
        // So many are to go.
        (Some(target), _) if target < 0 => format!("{} minder", dutch::number(-target)),
        (Some(target), Some(left)) if left >= 0 => {
            format!("nog {} van {}", dutch::number(left), dutch::number(target))
        }
        (Some(target), Some(left)) => format!("{} meer dan {}", dutch::number(-left), dutch::number(target)),
        _ => {
            let there: i64 = PARTS.iter().filter_map(|(figure, _)| tally.figure(*figure)).sum();
            format!("{} opgeleverd of gepland, doel {unknown}", dutch::number(there))
        }
    };
    let part = |(figure, class): &(Figure, &'static str)| Part { class, amount: tally.figure(*figure).unwrap_or(0) };
    StackedBar { label: name.to_owned(), value, parts: PARTS.iter().map(part).collect() }
}

#[component]
fn Table(balance: Balance, caption: String) -> impl IntoView {
    let unknown = unknown(&balance);
    let place = balance.place.as_ref().map(|place| place.slug.as_str());
    let link = |measure: Option<&str>, figure: Figure| behind_address(&balance.scenario.value, place, measure, figure);
    let row = |name: String, key: Option<&str>, tally: Tally| {
        let cells = Figure::ALL.iter().map(|figure| cell(tally, *figure, link(key, *figure), unknown)).collect_view();
        view! { <tr><th scope="row">{name}</th>{cells}</tr> }
    };
    let rows = balance.measures.iter();
    let rows = rows.map(|line| row(line.measure.name.clone(), Some(&line.measure.value), line.tally)).collect_view();
    let total = balance.total.map(|total| view! { <tfoot>{row("Totaal".to_owned(), None, total)}</tfoot> });
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">{format!("Tabel: {caption}")}</caption>
            <BalanceHead first="Soort"/>
            <tbody>{rows}</tbody>
            {total}
        </table>
    }
}

/// The headings of a balance.
#[component]
pub fn BalanceHead(first: &'static str) -> impl IntoView {
    let columns = Figure::ALL.iter().map(|figure| {
        view! { <th scope="col" class="utrecht-table__header-cell--numeric-column">{figure.label()}</th> }
    });
    view! { <thead><tr><th scope="col">{first}</th>{columns.collect_view()}</tr></thead> }
}

/// One number; it links to what it was counted from, or to the sum that it is, on a page that the browser loads.
pub fn cell(tally: Tally, figure: Figure, href: String, unknown: &'static str) -> impl IntoView {
    let content = match tally.figure(figure) {
        Some(number) if number > 0 || !figure.is_counted() => {
            view! { <a href=href rel="external">{dutch::number(number)}</a> }.into_any()
        }
        Some(number) => dutch::number(number).into_any(),
        None => view! { <span class="wza-muted">{unknown}</span> }.into_any(),
    };
    view! { <td class="utrecht-table__cell--numeric-column" data-label=figure.label()>{content}</td> }
}
