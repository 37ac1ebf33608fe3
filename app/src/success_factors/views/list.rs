//! `/succesfactoren`

use domain::success_factors::{State, count};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::super::PATH;
use super::super::data::{Cell, Factor, Line, Matrix};
use super::super::queries::matrix;
use super::{StateBadge, beside, bottlenecks, unknown};
use crate::municipalities::places::{Place, PlaceFilter};
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::{Choice, DownloadLinks, ExampleBadge, FilterForm, FilterSelect, LeftOut, LeftOutNotice, paragraphs};

#[component]
pub fn FactorsPage() -> impl IntoView {
    let (filter, left_out) = use_query_map().with_untracked(PlaceFilter::from_query);
    let page = crate::request::served(async |request: Request| matrix(request.database(), &request).await);
    shown(page, move |page| view! { <Page page=page filter=filter left_out=left_out/> })
}

#[component]
fn Page(page: Matrix, filter: PlaceFilter, left_out: LeftOut) -> impl IntoView {
    let Matrix { places, lines } = page;
    let (mut filter, mut left_out) = (filter, left_out);
    let chosen = filter.find(&places, &mut left_out);
    let content = if lines.is_empty() {
        view! {
            <div class="wza-empty">
                <h2 class="wza-empty__title">"Nog geen succesfactoren"</h2>
                <p>"Het regiobestand noemt er nog geen."</p>
            </div>
        }
        .into_any()
    } else {
        let choices = places.iter().map(|place| Choice::new(place.slug.clone(), place.name.clone())).collect();
        let value = filter.municipality.clone().unwrap_or_default();
        let table = match chosen.and_then(|index| Some((index, places.get(index)?.clone()))) {
            Some((index, place)) => view! { <OfOne lines=lines place=place index=index/> }.into_any(),
            None => view! { <OfAll lines=lines places=places/> }.into_any(),
        };
        view! {
            <FilterForm path=PATH label="Succesfactoren filteren" everything=PATH>
                <FilterSelect name="gemeente" label="Gemeente" choices=choices value=value/>
            </FilterForm>
            {table}
        }
        .into_any()
    };
    view! {
        <PlainTitle
            title="Succesfactoren"
            lead="Wat er moet zijn om de afspraken te kunnen nakomen, en hoe elke gemeente ervoor staat."
        />
        <LeftOutNotice left_out=left_out pages=(1, 1) everything=(PATH, "Toon alle gemeenten")/>
        <DownloadLinks address=filter.address(PATH)/>
        <div class="wza-stack">{content}</div>
    }
}

/// Who is held up where, by name; the others are counted.
#[component]
fn OfAll(lines: Vec<Line>, places: Vec<Place>) -> impl IntoView {
    let rows = lines.into_iter().map(|line| {
        let counted = count(line.cells.iter().map(Cell::state));
        let of = |state: State| counted.iter().find(|(one, _)| *one == state).map_or(0, |(_, count)| *count);
        let named = |state: State| names(&places, &line.cells, state);
        view! {
            <tr>
                <th scope="row"><a href=format!("{PATH}/{}", line.factor.id)>{line.factor.name.clone()}</a></th>
                <td data-label="Geblokkeerd">{named(State::Blocked)}</td>
                <td data-label="Aandacht">{named(State::Attention)}</td>
                <td data-label="Op orde" class="utrecht-table__cell utrecht-table__cell--numeric-column">{of(State::InOrder)}</td>
                <td data-label="Onbekend" class="utrecht-table__cell utrecht-table__cell--numeric-column">{of(State::Unknown)}</td>
                <td data-label="Knelpunten">{bottlenecks(&line.factor)}</td>
            </tr>
        }
    });
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">"Hoe de gemeenten ervoor staan, per succesfactor"</caption>
            <thead>
                <tr>
                    <th scope="col">"Succesfactor"</th>
                    <th scope="col">"Geblokkeerd"</th>
                    <th scope="col">"Aandacht"</th>
                    <th scope="col" class="utrecht-table__header-cell utrecht-table__header-cell--numeric-column">"Op orde"</th>
                    <th scope="col" class="utrecht-table__header-cell utrecht-table__header-cell--numeric-column">"Onbekend"</th>
                    <th scope="col">"Knelpunten"</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

/// How many, and which.
fn names(places: &[Place], cells: &[Cell], state: State) -> AnyView {
    let named: Vec<_> = places.iter().zip(cells).filter(|(_, cell)| cell.state() == state).collect();
    if named.is_empty() {
        return unknown("geen gemeld");
    }
    let invented = named.iter().any(|(_, cell)| cell.example).then(|| view! { " " <ExampleBadge/> });
    let names: Vec<&str> = named.iter().map(|(place, _)| place.name.as_str()).collect();
    view! { <strong>{named.len()}</strong> ": " {names.join(", ")} {invented} }.into_any()
}

/// One gemeente, with what it told.
#[component]
fn OfOne(lines: Vec<Line>, place: Place, index: usize) -> impl IntoView {
    let rows = lines.into_iter().filter_map(|line| {
        let cell = line.cells.get(index)?.clone();
        Some(row(&line.factor, &place, &cell))
    });
    let rows = rows.collect_view();
    view! {
        <h2>{place.name.clone()}</h2>
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">{format!("Hoe {} ervoor staat, per succesfactor", place.name)}</caption>
            <thead>
                <tr>
                    <th scope="col">"Succesfactor"</th>
                    <th scope="col">"Stand"</th>
                    <th scope="col">"Toelichting"</th>
                    <th scope="col">"Knelpunten"</th>
                    {place.may_set.then(|| view! { <th scope="col"><span class="wza-visually-hidden">"Wijzigen"</span></th> })}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(factor: &Factor, place: &Place, cell: &Cell) -> impl IntoView + use<> {
    let set = place.may_set.then(|| {
        let of = format!(" voor {}", factor.name);
        view! {
            <td>
                <a href=format!("{PATH}/{}/gemeenten/{}", factor.id, place.slug)>
                    "Stand melden" <span class="wza-visually-hidden">{of}</span>
                </a>
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row"><a href=format!("{PATH}/{}", factor.id)>{factor.name.clone()}</a></th>
            <td data-label="Stand"><StateBadge state=cell.state()/> {beside(cell)}</td>
            <td data-label="Toelichting">{cell.note().map_or_else(|| unknown("geen"), |note| paragraphs(note).into_any())}</td>
            <td data-label="Knelpunten">{bottlenecks(factor)}</td>
            {set}
        </tr>
    }
}
