//! `/voorstellen`

use domain::dutch;
use domain::routing::Standing;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::super::PATH;
use super::super::filter::Filter;
use super::super::queries::{ListPage, Row, list};
use super::StandingBadge;
use crate::meetings;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::{
    Breadcrumb, Choice, Crumb, DownloadLinks, ExampleBadge, FilterForm, FilterSelect, LeftOut, LeftOutNotice,
    OverdueBadge, Pagination,
};

#[component]
pub fn ProposalsPage() -> impl IntoView {
    let (filter, left_out) = use_query_map().with_untracked(Filter::from_query);
    let asked = filter.clone();
    let page = crate::request::served(async move |request: Request| list(&request, &asked).await);
    shown(page, move |page| view! { <Page filter=filter left_out=left_out page=page/> })
}

#[component]
fn Page(filter: Filter, left_out: LeftOut, page: ListPage) -> impl IntoView {
    let ListPage { rows, total, page, pages, bodies, unknown_body, may_create } = page;
    let mut left_out = left_out;
    if let Some(id) = filter.body.filter(|_| unknown_body) {
        left_out.unknown.push(format!("overleg={id}"));
    }
    let filtered = filter.filters();
    let create = may_create.then(|| {
        view! { <a class="nl-button nl-button--primary" href=format!("{PATH}/nieuw")>"Voorstel schrijven"</a> }
            .into_any()
    });
    let results = if rows.is_empty() {
        view! { <Nothing filtered=filtered/> }.into_any()
    } else {
        view! { <Table rows=rows/> }.into_any()
    };
    view! {
        <Breadcrumb crumbs=vec![Crumb::link("Overleggen", meetings::PATH), Crumb::here("Voorstellen")]/>
        <PlainTitle
            title="Voorstellen"
            lead="Wat aan de overleggen wordt voorgelegd, en waar het nu ligt. Wat het eerst aan de beurt is, komt eerst."
            actions=create
        />
        <LeftOutNotice left_out=left_out pages=(filter.page, page) everything=(PATH, "Toon alle voorstellen")/>
        <div class="wza-list">
            <Filters filter=filter.clone() bodies=bodies/>
            <div class="wza-list__results">
                <p class="wza-list__count">{dutch::count(total, "voorstel", "voorstellen")}</p>
                <DownloadLinks address=filter.on_page(1).address()/>
                {results}
                <Pagination page=page pages=pages to=move |number| filter.on_page(number).address()/>
            </div>
        </div>
    }
}

#[component]
fn Filters(filter: Filter, bodies: Vec<Choice>) -> impl IntoView {
    let standings = Standing::ALL.iter().map(|one| Choice::new(one.code(), one.label())).collect();
    let body = filter.body.map(|id| id.to_string()).unwrap_or_default();
    let standing = filter.standing.map(Standing::code).unwrap_or_default().to_owned();
    view! {
        <FilterForm path=PATH label="Voorstellen filteren" everything=PATH>
            <FilterSelect name="stand" label="Stand" choices=standings value=standing/>
            <FilterSelect name="overleg" label="Overleg" choices=bodies value=body/>
        </FilterForm>
    }
}

#[component]
fn Nothing(filtered: bool) -> impl IntoView {
    let (title, text) = if filtered {
        ("Geen voorstellen gevonden", "Er past niets bij deze filters. Haal er een weg.")
    } else {
        ("Nog geen voorstellen", "Een aanjager of een medewerker schrijft het eerste.")
    };
    view! {
        <div class="wza-empty">
            <h2 class="wza-empty__title">{title}</h2>
            <p>{text}</p>
        </div>
    }
}

#[component]
fn Table(rows: Vec<Row>) -> impl IntoView {
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">"Voorstellen, wat het eerst aan de beurt is eerst"</caption>
            <thead>
                <tr>
                    <th scope="col">"Voorstel"</th>
                    <th scope="col">"Waar het nu ligt"</th>
                    <th scope="col">"Van"</th>
                    <th scope="col">"Stand"</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(line).collect_view()}</tbody>
        </table>
    }
}

fn line(row: Row) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">
                <a href=format!("{PATH}/{}", row.id)>{row.title}</a>
                {row.example.then(|| view! { " " <ExampleBadge/> })}
            </th>
            <td data-label="Waar het nu ligt">{row.place} {row.overdue.then(|| view! { " " <OverdueBadge/> })}</td>
            <td data-label="Van">{row.organisation}</td>
            <td data-label="Stand"><StandingBadge standing=row.standing/></td>
        </tr>
    }
}
