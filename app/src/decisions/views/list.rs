//! `/besluiten`

use domain::decisions::State;
use domain::dutch;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::super::PATH;
use super::super::filter::Filter;
use super::super::queries::{ListPage, list};
use super::lines::Table;
use crate::meetings;
use crate::plain::{PlainTitle, shown};
use crate::proposals;
use crate::request::Request;
use crate::ui::{
    Breadcrumb, Choice, Crumb, DownloadLinks, FilterForm, FilterSelect, LeftOut, LeftOutNotice, Pagination,
};

#[component]
pub fn DecisionsPage() -> impl IntoView {
    let (filter, left_out) = use_query_map().with_untracked(Filter::from_query);
    let asked = filter.clone();
    let page = crate::request::served(async move |request: Request| list(&request, &asked).await);
    shown(page, move |page| view! { <Page filter=filter left_out=left_out page=page/> })
}

#[component]
fn Page(filter: Filter, left_out: LeftOut, page: ListPage) -> impl IntoView {
    let ListPage { lines, total, page, pages, bodies, owners, unknown } = page;
    let mut left_out = left_out;
    left_out.unknown.extend(unknown);
    let filtered = filter.filters();
    let results = if lines.is_empty() {
        view! { <Nothing filtered=filtered/> }.into_any()
    } else {
        view! { <Table lines=lines caption="Besluiten en toezeggingen, wat openstaat eerst" taken_at=true/> }.into_any()
    };
    view! {
        <Breadcrumb crumbs=vec![Crumb::link("Overleggen", meetings::PATH), Crumb::here("Besluiten en toezeggingen")]/>
        <PlainTitle
            title="Besluiten en toezeggingen"
            lead="Wat in de overleggen is besloten en toegezegd. Wat openstaat, komt eerst."
        />
        <p>"Wat een overleg over een voorstel concludeert, staat bij " <a href=proposals::PATH>"de voorstellen"</a> "."</p>
        <LeftOutNotice left_out=left_out pages=(filter.page, page) everything=(PATH, "Toon alle besluiten en toezeggingen")/>
        <div class="wza-list">
            <Filters filter=filter.clone() bodies=bodies owners=owners/>
            <div class="wza-list__results">
                <p class="wza-list__count">{dutch::count(total, "besluit of toezegging", "besluiten en toezeggingen")}</p>
                <DownloadLinks address=filter.on_page(1).address()/>
                {results}
                <Pagination page=page pages=pages to=move |number| filter.on_page(number).address()/>
            </div>
        </div>
    }
}

#[component]
fn Filters(filter: Filter, bodies: Vec<Choice>, owners: Vec<Choice>) -> impl IntoView {
    let states = State::ALL.iter().map(|state| Choice::new(state.code(), state.label())).collect();
    let id = |id: Option<uuid::Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let state = filter.state.map(State::code).unwrap_or_default().to_owned();
    view! {
        <FilterForm path=PATH label="Besluiten filteren" everything=PATH>
            <FilterSelect name="stand" label="Stand" choices=states value=state/>
            <FilterSelect name="overleg" label="Overleg" choices=bodies value=id(filter.body)/>
            <FilterSelect name="eigenaar" label="Eigenaar" choices=owners value=id(filter.owner)/>
        </FilterForm>
    }
}

#[component]
fn Nothing(filtered: bool) -> impl IntoView {
    let (title, text) = if filtered {
        ("Niets gevonden", "Er past niets bij deze filters. Haal er een weg.")
    } else {
        ("Nog geen besluiten of toezeggingen", "Zij worden vastgelegd tijdens of na een overleg.")
    };
    view! {
        <div class="wza-empty">
            <h2 class="wza-empty__title">{title}</h2>
            <p>{text}</p>
        </div>
    }
}
