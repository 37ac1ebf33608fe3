//! `/overleggen`

use domain::dutch;
use domain::meetings::State;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::super::PATH;
use super::super::filter::Filter;
use super::super::queries::{ListPage, Row, list};
use super::{Day, StateBadge};
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::{Choice, DownloadLinks, ExampleBadge, FilterForm, FilterSelect, LeftOut, LeftOutNotice, Pagination};

#[component]
pub fn MeetingsPage() -> impl IntoView {
    let (filter, left_out) = use_query_map().with_untracked(Filter::from_query);
    let asked = filter.clone();
    let page = crate::request::served(async move |request: Request| list(&request, &asked).await);
    shown(page, move |page| view! { <Page filter=filter left_out=left_out page=page/> })
}

#[component]
fn Page(filter: Filter, left_out: LeftOut, page: ListPage) -> impl IntoView {
    let ListPage { upcoming, past, past_total, page, pages, bodies, unknown_body, may_plan } = page;
    let mut left_out = left_out;
    if let Some(id) = filter.body.filter(|_| unknown_body) {
        left_out.unknown.push(format!("overleg={id}"));
    }
    let plan = view! { <a class="nl-button nl-button--primary" href=format!("{PATH}/nieuw")>"Overleg plannen"</a> };
    let nothing = upcoming.is_empty() && past.is_empty();
    let filtered = filter.filters();
    view! {
        <PlainTitle
            title="Overleggen"
            lead="Wanneer de overleggen van de regio zijn, wat er op de agenda staat en wat er is besloten."
            actions=Some(view! {
                {may_plan.then_some(plan)}
                <a class="nl-button nl-button--secondary" href=crate::proposals::PATH>"Voorstellen"</a>
                <a class="nl-button nl-button--secondary" href=crate::decisions::PATH>"Besluiten en toezeggingen"</a>
                <a class="nl-button nl-button--secondary" href=crate::since::PATH>"Twee dagen vergelijken"</a>
            }.into_any())
        />
        <LeftOutNotice left_out=left_out pages=(filter.page, page) everything=(PATH, "Toon alle overleggen")/>
        <div class="wza-list">
            <Filters filter=filter.clone() bodies=bodies/>
            <div class="wza-list__results wza-stack">
                <DownloadLinks address=filter.on_page(1).address()/>
                {nothing.then(|| view! { <Nothing filtered=filtered/> })}
                {(!upcoming.is_empty()).then(|| view! {
                    <section aria-labelledby="komend">
                        <h2 id="komend">"Komende overleggen"</h2>
                        <Table rows=upcoming caption="Komende overleggen, het eerste eerst"/>
                    </section>
                })}
                {(!past.is_empty()).then(|| view! {
                    <section aria-labelledby="geweest">
                        <h2 id="geweest">"Eerdere overleggen"</h2>
                        <p class="wza-list__count">{dutch::count(past_total, "overleg", "overleggen")}</p>
                        <Table rows=past caption="Eerdere overleggen, het laatste eerst"/>
                    </section>
                })}
                <Pagination page=page pages=pages to=move |number| filter.on_page(number).address()/>
            </div>
        </div>
    }
}

#[component]
fn Filters(filter: Filter, bodies: Vec<Choice>) -> impl IntoView {
    let states = State::ALL.iter().map(|state| Choice::new(state.code(), state.label())).collect();
    let body = filter.body.map(|id| id.to_string()).unwrap_or_default();
    let state = filter.state.map(State::code).unwrap_or_default().to_owned();
    view! {
        <FilterForm path=PATH label="Overleggen filteren" everything=PATH>
            <FilterSelect name="overleg" label="Overleg" choices=bodies value=body/>
            <FilterSelect name="stand" label="Stand" choices=states value=state/>
        </FilterForm>
    }
}

#[component]
fn Nothing(filtered: bool) -> impl IntoView {
    let (title, text) = if filtered {
        ("Geen overleggen gevonden", "Er past niets bij deze filters. Haal er een weg.")
    } else {
        ("Nog geen overleggen", "De aanjager of de secretaris van een overleg plant het eerste.")
    };
    view! {
        <div class="wza-empty">
            <h2 class="wza-empty__title">{title}</h2>
            <p>{text}</p>
        </div>
    }
}

#[component]
fn Table(rows: Vec<Row>, caption: &'static str) -> impl IntoView {
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">"Overleg"</th>
                    <th scope="col">"Datum"</th>
                    <th scope="col">"Plaats"</th>
                    <th scope="col" class="utrecht-table__header-cell--numeric-column">"Agendapunten"</th>
                    <th scope="col">"Stand"</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(|row| view! { <Line row=row/> }).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Line(row: Row) -> impl IntoView {
    let unknown = || view! { <span class="wza-muted">"nog niet bekend"</span> }.into_any();
    view! {
        <tr>
            <th scope="row">
                <a href=format!("{PATH}/{}", row.id)>{row.body}</a>
                {row.example.then(|| view! { " " <ExampleBadge/> })}
                {row.title.map(|title| view! { <p class="wza-muted">{title}</p> })}
            </th>
            <td data-label="Datum"><Day date=row.date/></td>
            <td data-label="Plaats">{row.place.map_or_else(unknown, IntoAny::into_any)}</td>
            <td data-label="Agendapunten" class="utrecht-table__cell--numeric-column">{row.items.to_string()}</td>
            <td data-label="Stand"><StateBadge state=row.state/></td>
        </tr>
    }
}
