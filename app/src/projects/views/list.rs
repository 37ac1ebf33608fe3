//! `/projecten`

use domain::dutch;
use domain::projects::{Hardness, Status};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::super::PATH;
use super::super::filter::{BottleneckFilter, CareFilter, Filter};
use super::super::queries::{ListPage, Row, list};
use super::{HardnessBadge, StatusBadge};
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::{
    Choice, DownloadLinks, ExampleBadge, FilterForm, FilterInput, FilterSelect, LeftOut, LeftOutNotice, Pagination,
};

#[component]
pub fn ProjectsPage() -> impl IntoView {
    let (filter, left_out) = use_query_map().with_untracked(Filter::from_query);
    let asked = filter.clone();
    let page = crate::request::served(async move |request: Request| list(&request, &asked).await);
    shown(page, move |page| view! { <Page filter=filter left_out=left_out page=page/> })
}

#[component]
fn Page(filter: Filter, mut left_out: LeftOut, page: ListPage) -> impl IntoView {
    let ListPage { rows, total, dwellings, page, pages, unknown, municipalities, may_create } = page;
    left_out.unknown.extend(unknown);
    let new = view! { <a class="nl-button nl-button--primary" href=format!("{PATH}/nieuw")>"Nieuw project"</a> };
    let results = if rows.is_empty() {
        view! { <Nothing filtered=filter.filters()/> }.into_any()
    } else {
        view! { <Table rows=rows/> }.into_any()
    };
    let no_intent = Filter { care: Some(CareFilter::NoIntent), ..Filter::default() }.address();
    let blocked = Filter { bottleneck: Some(BottleneckFilter::Open), ..Filter::default() }.address();
    view! {
        <PlainTitle
            title="Projecten"
            lead="Welke woningen er komen, waar, wanneer, en hoe zeker dat is."
            actions=may_create.then(|| new.into_any())
        />
        <LeftOutNotice left_out=left_out pages=(filter.page, page) everything=(PATH, "Toon alle projecten")/>
        <ul class="wza-choices">
            <li><a href=no_intent>"Zorggeschikte projecten zonder intentieovereenkomst"</a></li>
            <li><a href=blocked>"Projecten met een knelpunt"</a></li>
            <li><a href=crate::deliveries::PATH>"Opleveringen"</a></li>
        </ul>
        <div class="wza-list">
            <Filters filter=filter.clone() municipalities=municipalities/>
            <div class="wza-list__results">
                <p class="wza-list__count" role="status">
                    <strong>{dutch::count(total, "project", "projecten")}</strong>
                    {format!(", samen {}", dutch::count(dwellings, "woning", "woningen"))}
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
    let statuses = Status::ALL.iter().map(|it| Choice::new(it.code(), it.label())).collect();
    let hardness = Hardness::ALL.iter().map(|it| Choice::new(it.code(), it.label())).collect();
    let care = CareFilter::ALL.iter().map(|it| Choice::new(it.code(), it.label())).collect();
    let bottlenecks = BottleneckFilter::ALL.iter().map(|it| Choice::new(it.code(), it.label())).collect();
    let code = |code: Option<&str>| code.unwrap_or_default().to_owned();
    view! {
        <FilterForm path=PATH label="Projecten filteren" everything=PATH>
            <FilterInput name="zoek" label="Zoeken" kind="search" value=filter.search.clone()/>
            <FilterSelect name="gemeente" label="Gemeente" choices=municipalities value=code(filter.municipality.as_deref())/>
            <FilterSelect name="status" label="Projectstatus" choices=statuses value=code(filter.status.map(Status::code))/>
            <FilterSelect name="hardheid" label="Hoe zeker" choices=hardness value=code(filter.hardness.map(Hardness::code))/>
            <FilterSelect name="knelpunt" label="Knelpunt" choices=bottlenecks value=code(filter.bottleneck.map(BottleneckFilter::code))/>
            <FilterSelect name="zorg" label="Met zorg" choices=care value=code(filter.care.map(CareFilter::code))/>
        </FilterForm>
    }
}

#[component]
fn Nothing(filtered: bool) -> impl IntoView {
    let (title, text) = if filtered {
        ("Geen projecten gevonden", "Er past niets bij deze filters. Haal er een weg.")
    } else {
        ("Nog geen projecten", "Zodra een gemeente, ontwikkelaar of corporatie een project vastlegt, staat het hier.")
    };
    view! { <div class="wza-empty"><h2 class="wza-empty__title">{title}</h2><p>{text}</p></div> }
}

#[component]
fn Table(rows: Vec<Row>) -> impl IntoView {
    let lines: Vec<_> = rows.into_iter().map(line).collect();
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">"Projecten, wat het eerst wordt opgeleverd eerst"</caption>
            <thead>
                <tr>
                    <th scope="col">"Project"</th>
                    <th scope="col">"Gemeente"</th>
                    <th scope="col">"Oplevering"</th>
                    <th scope="col">"Woningen"</th>
                    <th scope="col">"Stand"</th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
}

fn line(row: Row) -> AnyView {
    let types: Vec<String> = row
        .types
        .iter()
        .map(|(name, count)| {
            format!("{}: {}", name.to_lowercase(), dutch::number(i64::try_from(*count).unwrap_or(i64::MAX)))
        })
        .collect();
    let bottlenecks: Vec<_> = row
        .bottlenecks
        .into_iter()
        .map(|it| {
            let href = format!("{}/{}", crate::bottlenecks::filter::PATH, it.id);
            view! { <p class="wza-muted">"Knelpunt: " <a href=href>{it.title}</a></p> }
        })
        .collect();
    let planned = match row.planned {
        Some(planned) => planned.into_any(),
        None => view! { <span class="wza-muted">"nog niet bekend"</span> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">
                <a href=format!("{PATH}/{}", row.id)>{row.name}</a>
                {row.example.then(|| view! { " " <ExampleBadge/> })}
            </th>
            <td data-label="Gemeente">{row.municipality}</td>
            <td data-label="Oplevering">{planned}</td>
            <td data-label="Woningen">
                {dutch::number(row.dwellings.into())}
                {(!types.is_empty()).then(|| view! { <p class="wza-muted">{types.join("; ")}</p> })}
            </td>
            <td data-label="Stand">
                <StatusBadge status=row.status/> " " <HardnessBadge hardness=row.hardness/>
                {bottlenecks}
            </td>
        </tr>
    }
    .into_any()
}
