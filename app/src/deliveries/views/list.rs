//! `/opleveringen`

use domain::dutch;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::super::queries::{DeliveriesPage as Data, Filter, Line, State, deliveries};
use super::super::{PATH, ledger_of};
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::{Choice, DownloadLinks, ExampleBadge, FilterForm, FilterSelect, LeftOut, LeftOutNotice, Pagination};

#[component]
pub fn DeliveriesPage() -> impl IntoView {
    let (filter, left_out) = use_query_map().with_untracked(Filter::from_query);
    let asked = filter.clone();
    let page = crate::request::served(async move |request: Request| deliveries(&request, &asked).await);
    shown(page, move |page| view! { <Page filter=filter left_out=left_out page=page/> })
}

#[component]
fn Page(filter: Filter, mut left_out: LeftOut, page: Data) -> impl IntoView {
    let Data { lines, total, sums: (waiting, verified, returned), page, pages, unknown, municipalities } = page;
    left_out.unknown.extend(unknown);
    let results = if lines.is_empty() {
        view! { <Nothing filtered=filter.filters()/> }.into_any()
    } else {
        view! { <Table lines=lines/> }.into_any()
    };
    let number = dutch::number;
    view! {
        <PlainTitle title="Opleveringen" lead="Woningen die er echt zijn: wie ze meldde, en of de gemeente ze heeft gecontroleerd."/>
        <LeftOutNotice left_out=left_out pages=(filter.page, page) everything=(PATH, "Toon alle opleveringen")/>
        <div class="wza-list">
            <Filters filter=filter.clone() municipalities=municipalities/>
            <div class="wza-list__results">
                <p class="wza-list__count" role="status">
                    <strong>{dutch::count(total, "melding", "meldingen")}</strong>
                    {format!(
                        ": {} woningen geverifieerd, {} te controleren, {} teruggegeven",
                        number(verified), number(waiting), number(returned),
                    )}
                </p>
                <DownloadLinks address=filter.on_page(1).address()/>
                {results}
                <Pagination page=page pages=pages to=move |number| filter.on_page(number).address()/>
            </div>
        </div>
    }
}

#[component]
fn Filters(filter: Filter, municipalities: Vec<Choice>) -> impl IntoView {
    let states = State::ALL.iter().map(|it| Choice::new(it.code(), it.label())).collect();
    view! {
        <FilterForm path=PATH label="Opleveringen filteren" everything=PATH>
            <FilterSelect name="gemeente" label="Gemeente" choices=municipalities value=filter.municipality.unwrap_or_default()/>
            <FilterSelect name="stand" label="Stand" choices=states value=filter.state.map_or("", State::code).to_owned()/>
        </FilterForm>
    }
}

#[component]
fn Nothing(filtered: bool) -> impl IntoView {
    let (title, text) = if filtered {
        ("Geen opleveringen gevonden", "Er past niets bij deze filters. Haal er een weg.")
    } else {
        ("Nog geen opleveringen", "Een corporatie of ontwikkelaar meldt opleveringen bij het project.")
    };
    view! {
        <div class="wza-empty">
            <h2 class="wza-empty__title">{title}</h2>
            <p>{text}</p>
            <div class="wza-actions"><a class="nl-button nl-button--secondary" href=crate::projects::PATH>"Naar de projecten"</a></div>
        </div>
    }
}

#[component]
fn Table(lines: Vec<Line>) -> impl IntoView {
    let rows: Vec<_> = lines.into_iter().map(row).collect();
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">"Opleveringen, de nieuwste eerst"</caption>
            <thead>
                <tr>
                    <th scope="col">"Project"</th>
                    <th scope="col">"Opgeleverd op"</th>
                    <th scope="col">"Woningen"</th>
                    <th scope="col">"Gemeld door"</th>
                    <th scope="col">"Stand"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(line: Line) -> AnyView {
    let stand = [(line.verified, "geverifieerd"), (line.waiting, "te controleren"), (line.returned, "teruggegeven")];
    let stand = stand.into_iter().filter(|(count, _)| *count > 0);
    let stand: Vec<_> =
        stand.map(|(count, word)| view! { <p>{format!("{} {word}", dutch::number(count.into()))}</p> }).collect();
    view! {
        <tr>
            <th scope="row">
                <a href=ledger_of(line.project)>{line.name}</a>
                {line.example.then(|| view! { " " <ExampleBadge/> })}
                <p class="wza-muted">{line.municipality}</p>
            </th>
            <td data-label="Opgeleverd op">{line.delivered_on}</td>
            <td data-label="Woningen">{line.kind}</td>
            <td data-label="Gemeld door">{line.reported_by}</td>
            <td data-label="Stand">{stand}</td>
        </tr>
    }
    .into_any()
}
