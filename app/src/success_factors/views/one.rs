//! `/succesfactoren/{id}`: how each gemeente is placed, and what happened.

use domain::dutch;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::super::PATH;
use super::super::data::{Cell, Factor, FactorPage as Page, Line};
use super::super::queries::factor_page;
use super::{StateBadge, beside, bottlenecks, unknown};
use crate::error::AppError;
use crate::municipalities::places::Place;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::{Breadcrumb, Crumb, Timeline, paragraphs};

#[component]
pub fn FactorPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let id = id.parse::<Uuid>().map_err(|_| AppError::NotFound);
    let page = crate::request::served(async move |request: Request| factor_page(&request, id?).await);
    shown(page, |page| view! { <Content page=page/> })
}

#[component]
fn Content(page: Page) -> impl IntoView {
    let Page { places, line, timeline } = page;
    let Line { factor, cells } = line;
    let happened = if timeline.is_empty() {
        view! { <p class="wza-muted">"Nog geen gemeente heeft hier iets gemeld."</p> }.into_any()
    } else {
        view! { <Timeline entries=timeline/> }.into_any()
    };
    view! {
        <Breadcrumb crumbs=vec![Crumb::link("Succesfactoren", PATH), Crumb::here(factor.name.clone())]/>
        <PlainTitle title=factor.name.clone() lead="Een kritische succesfactor. Elke gemeente meldt hoe zij ervoor staat."/>
        <div class="wza-stack">
            <p>"Knelpunten: " {bottlenecks(&factor)} "."</p>
            <States factor=factor places=places cells=cells/>
            <section class="wza-card" aria-labelledby="tijdlijn">
                <h2 id="tijdlijn">"Tijdlijn"</h2>
                {happened}
            </section>
        </div>
    }
}

#[component]
fn States(factor: Factor, places: Vec<Place>, cells: Vec<Cell>) -> impl IntoView {
    let any_set = places.iter().any(|place| place.may_set);
    let rows = places.into_iter().zip(cells).map(|(place, cell)| row(&factor, place, &cell, any_set)).collect_view();
    view! {
        <section class="wza-stack" aria-labelledby="gemeenten">
            <h2 id="gemeenten">"Stand per gemeente"</h2>
            <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
                <caption class="wza-visually-hidden">"Hoe elke gemeente ervoor staat"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Gemeente"</th>
                        <th scope="col">"Stand"</th>
                        <th scope="col">"Toelichting"</th>
                        <th scope="col">"Gemeld op"</th>
                        {any_set.then(|| view! { <th scope="col"><span class="wza-visually-hidden">"Wijzigen"</span></th> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

fn row(factor: &Factor, place: Place, cell: &Cell, any_set: bool) -> impl IntoView + use<> {
    let set = place.may_set.then(|| {
        view! {
            <a href=format!("{PATH}/{}/gemeenten/{}", factor.id, place.slug)>
                "Stand melden" <span class="wza-visually-hidden">{format!(" voor {}", place.name)}</span>
            </a>
        }
    });
    let told_on = cell.told_on().map_or_else(
        || unknown("nog niet"),
        |day| view! { <time datetime=day.to_string()>{dutch::date(day)}</time> }.into_any(),
    );
    view! {
        <tr>
            <th scope="row"><a href=format!("/gemeenten/{}", place.slug)>{place.name.clone()}</a></th>
            <td data-label="Stand"><StateBadge state=cell.state()/> {beside(cell)}</td>
            <td data-label="Toelichting">{cell.note().map_or_else(|| unknown("geen"), |note| paragraphs(note).into_any())}</td>
            <td data-label="Gemeld op">{told_on}</td>
            {any_set.then(|| view! { <td>{set}</td> })}
        </tr>
    }
}
