//! The phases of all gemeenten: a row for each gemeente, a column for each deadline; as cards where that does not fit.

use leptos::prelude::*;

use super::super::PATH;
use super::super::data::{Cell, Deadline, Line};
use super::{PhaseBadge, beside};
use crate::municipalities::places::Place;

#[component]
pub fn PhaseTable(
    lines: Vec<Line>,
    places: Vec<Place>,
    /// The slug of the one gemeente that is asked for.
    #[prop(optional_no_strip)]
    only: Option<String>,
) -> impl IntoView {
    let heads = lines.iter().map(|line| {
        let Deadline { id, title, .. } = line.deadline.clone();
        view! { <th scope="col"><a href=format!("{PATH}/{id}")>{title}</a></th> }
    });
    let heads = heads.collect_view();
    let wanted = |place: &Place| only.as_ref().is_none_or(|slug| place.slug == *slug);
    let rows = places.iter().enumerate().filter(|(_, place)| wanted(place)).map(|(index, place)| {
        let cells = lines.iter().filter_map(|line| Some(cell(place, &line.deadline, line.cells.get(index)?)));
        let cells = cells.collect_view();
        view! {
            <tr>
                <th scope="row"><a href=format!("/gemeenten/{}", place.slug)>{place.name.clone()}</a></th>
                {cells}
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <div class="wza-table-scroll" role="region" aria-labelledby="fasen-tabel" tabindex="0">
            <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards wza-phases">
                <caption class="wza-visually-hidden" id="fasen-tabel">"Fase per gemeente en termijn"</caption>
                <thead>
                    <tr><th scope="col">"Gemeente"</th>{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn cell(place: &Place, deadline: &Deadline, cell: &Cell) -> impl IntoView + use<> {
    let badge = view! { <PhaseBadge cell=cell.clone()/> };
    let phase = if place.may_set {
        // A phase alone says too little to who hears links one by one.
        let what = format!(": {}, {} wijzigen", deadline.title, place.name);
        let href = format!("{PATH}/{}/gemeenten/{}", deadline.id, place.slug);
        view! { <a href=href>{badge}<span class="wza-visually-hidden">{what}</span></a> }.into_any()
    } else {
        badge.into_any()
    };
    let adopted_on = cell.reached.as_ref().and_then(|reached| reached.adoption()).map(|adoption| {
        view! { " " <span class="wza-muted">{super::date(adoption.on)}</span> }
    });
    view! { <td data-label=deadline.title.clone()>{phase} {adopted_on} {beside(cell)}</td> }
}
