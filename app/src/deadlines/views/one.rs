//! `/termijnen/{id}`: what is said of a deadline, how far each gemeente is, and what happened.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::super::PATH;
use super::super::data::{Cell, Deadline, DeadlinePage as Page, Line};
use super::super::queries::deadline_page;
use super::{PhaseBadge, adoption, away, beside, date, unknown, when};
use crate::error::AppError;
use crate::municipalities::places::Place;
use crate::organisations::source::SourceNote;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::{Breadcrumb, Crumb, Timeline, paragraphs};

#[component]
pub fn DeadlinePage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let id = id.parse::<Uuid>().map_err(|_| AppError::NotFound);
    let page = crate::request::served(async move |request: Request| deadline_page(&request, id?).await);
    shown(page, |page| view! { <Content page=page/> })
}

#[component]
fn Content(page: Page) -> impl IntoView {
    let Page { today, places, line, may_edit, timeline } = page;
    let Line { deadline, cells, .. } = line;
    let edit = may_edit.then(|| {
        let href = format!("{PATH}/{}/bewerken", deadline.id);
        view! { <a class="nl-button nl-button--primary" href=href>"Termijn wijzigen"</a> }.into_any()
    });
    let (id, title) = (deadline.id, deadline.title.clone());
    let happened = if timeline.is_empty() {
        view! { <p class="wza-muted">"Sinds het regiobestand is hier nog niets gewijzigd."</p> }.into_any()
    } else {
        view! { <Timeline entries=timeline/> }.into_any()
    };
    view! {
        <Breadcrumb crumbs=vec![Crumb::link("Termijnen", PATH), Crumb::here(title.clone())]/>
        <PlainTitle
            title=title
            lead="De termijn geldt voor alle gemeenten. Elke gemeente heeft een eigen fase."
            actions=edit
        />
        <div class="wza-stack">
            <Facts deadline=deadline today=today/>
            <Phases id=id places=places cells=cells/>
            <section class="wza-card" aria-labelledby="tijdlijn">
                <h2 id="tijdlijn">"Tijdlijn"</h2>
                {happened}
            </section>
        </div>
    }
}

#[component]
fn Facts(deadline: Deadline, today: NaiveDate) -> impl IntoView {
    let Deadline { due, legal_status, note, source, checked_on, .. } = deadline;
    let note = note.map(|note| {
        view! { <div class="wza-facts__wide"><dt>"Toelichting"</dt><dd>{paragraphs(&note)}</dd></div> }
    });
    view! {
        <section class="wza-card" aria-labelledby="feiten">
            <h2 id="feiten">"De termijn"</h2>
            <dl class="wza-facts">
                <div><dt>"Wanneer"</dt><dd>{when(due, today)}</dd></div>
                <div><dt>"Nog te gaan"</dt><dd>{away(due, today)}</dd></div>
                <div>
                    <dt>"Juridische status"</dt>
                    <dd>{legal_status.map_or_else(|| unknown("nog niet bekend"), IntoAny::into_any)}</dd>
                </div>
                <div><dt>"Bron"</dt><dd><SourceNote source=source/></dd></div>
                <div>
                    <dt>"Laatst gecontroleerd"</dt>
                    <dd>{checked_on.map_or_else(|| unknown("nog niet"), |day| date(day).into_any())}</dd>
                </div>
                {note}
            </dl>
        </section>
    }
}

#[component]
fn Phases(id: Uuid, places: Vec<Place>, cells: Vec<Cell>) -> impl IntoView {
    let any_set = places.iter().any(|place| place.may_set);
    let rows = places.into_iter().zip(cells).map(|(place, cell)| row(id, place, &cell, any_set)).collect_view();
    view! {
        <section class="wza-stack" aria-labelledby="fasen">
            <h2 id="fasen">"Fase per gemeente"</h2>
            <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
                <caption class="wza-visually-hidden">"Hoever elke gemeente is"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Gemeente"</th>
                        <th scope="col">"Fase"</th>
                        <th scope="col">"Vastgesteld"</th>
                        <th scope="col">"Toelichting"</th>
                        {any_set.then(|| view! { <th scope="col"><span class="wza-visually-hidden">"Wijzigen"</span></th> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

fn row(id: Uuid, place: Place, cell: &Cell, any_set: bool) -> impl IntoView + use<> {
    let reached = cell.reached.as_ref();
    let adopted = match reached.and_then(|reached| reached.adoption()) {
        Some(one) => adoption(one).into_any(),
        None => unknown("nog niet"),
    };
    let note = match reached.and_then(|reached| reached.note.as_deref()) {
        Some(note) => paragraphs(note).into_any(),
        None => unknown("geen"),
    };
    let set = place.may_set.then(|| {
        view! {
            <a href=format!("{PATH}/{id}/gemeenten/{}", place.slug)>
                "Fase melden" <span class="wza-visually-hidden">{format!(" voor {}", place.name)}</span>
            </a>
        }
    });
    view! {
        <tr>
            <th scope="row">{place.name.clone()}</th>
            <td data-label="Fase"><PhaseBadge cell=cell.clone()/> {beside(cell)}</td>
            <td data-label="Vastgesteld">{adopted}</td>
            <td data-label="Toelichting">{note}</td>
            {any_set.then(|| view! { <td>{set}</td> })}
        </tr>
    }
}
