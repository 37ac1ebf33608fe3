//! `/toewijzingen/{gemeente}`: what one gemeente told of one year; who gives its numbers, fills them in here.

use domain::allocations::Number;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::super::PATH;
use super::super::edit::{YearPage, page};
use super::edit::Fields;
use super::{cell, head, number};
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::{Breadcrumb, Crumb, ExampleBadge, LeftOutNotice, Timeline, paragraphs};

#[component]
pub fn AllocationsOfMunicipalityPage() -> impl IntoView {
    let slug = use_params_map().with_untracked(|params| params.get("slug")).unwrap_or_default();
    let query = use_query_map().get_untracked();
    let data = crate::request::served(async move |request: Request| page(&request, &slug, &query).await);
    shown(data, |data| view! { <Page data=data/> })
}

#[component]
fn Page(data: YearPage) -> impl IntoView {
    let title = format!("Toewijzingen van {} in {}", data.place.name, data.year);
    let back = format!("{PATH}?jaar={}", data.year);
    let badges = data.example.then(|| view! { <ExampleBadge/> }.into_any());
    let timeline = data.timeline.clone();
    let history = (!timeline.is_empty()).then(|| {
        view! {
            <section class="wza-card" aria-labelledby="tijdlijn">
                <h2 id="tijdlijn">"Wie wijzigde wat"</h2>
                <Timeline entries=timeline/>
            </section>
        }
    });
    view! {
        <Breadcrumb crumbs=vec![Crumb::link("Urgente toewijzingen", back), Crumb::here(data.place.name.clone())]/>
        <PlainTitle title=title badges=badges without_form=!data.may_set/>
        <LeftOutNotice left_out=data.left_out.clone() pages=(1, 1) everything=(PATH, "Naar alle gemeenten")/>
        <ChooseYear slug=data.place.slug.clone() year=data.year years=data.years.clone()/>
        {if data.may_set { view! { <Fields data=data/> }.into_any() } else { view! { <Told data=data/> }.into_any() }}
        {history}
    }
}

#[component]
fn ChooseYear(slug: String, year: i32, years: Vec<i32>) -> impl IntoView {
    let options: Vec<_> =
        years.into_iter().map(|other| view! { <option value=other selected=other == year>{other}</option> }).collect();
    view! {
        <form class="wza-actions" method="get" action=format!("{PATH}/{slug}")>
            <label class="utrecht-form-label" for="jaar">"Jaar"</label>
            <select class="utrecht-select utrecht-select--html-select wza-input--short" id="jaar" name="jaar">{options}</select>
            <button class="nl-button nl-button--secondary" type="submit">"Toon dit jaar"</button>
        </form>
    }
}

/// For who reads only.
#[component]
fn Told(data: YearPage) -> impl IntoView {
    let YearPage { place, year, content, groups, corporations, .. } = data;
    if content.is_empty() {
        return view! {
            <div class="wza-empty">
                <h2 class="wza-empty__title">"Nog niet opgegeven"</h2>
                <p>{format!("{} heeft van {year} nog niets opgegeven.", place.name)}</p>
            </div>
        }
        .into_any();
    }
    let told = |number: &Number| number.taken().next().is_some();
    let divided = content.numbers.values().any(told);
    let takers = if divided { corporations } else { vec![] };
    let names = takers.iter().map(|(_, name)| name.clone()).chain(divided.then(|| "Niet verdeeld".to_owned()));
    let heads: Vec<_> = ["Aantal".to_owned()].into_iter().chain(names).map(head).collect();
    let rows: Vec<_> = groups
        .into_iter()
        .map(|group| {
            let given = content.numbers.get(&group.id);
            let parts = takers.iter().map(|(id, _)| {
                cell(given.and_then(|given| given.taken_by(*id)).map(|count| number(count.into())), "niet opgegeven")
            });
            let rest = divided.then(|| cell(given.map(|given| number(given.undivided().into())), "niet opgegeven"));
            let cells: Vec<_> = parts.chain(rest).collect();
            view! {
                <tr>
                    <th scope="row">{group.name}</th>
                    {cell(given.map(|given| number(given.total())), "nog niet opgegeven")}
                    {cells}
                </tr>
            }
            .into_any()
        })
        .collect();
    let note = content.note.map(|note| {
        view! {
            <section class="wza-stack" aria-labelledby="toelichting">
                <h2 id="toelichting">"Toelichting"</h2>
                {paragraphs(&note)}
            </section>
        }
    });
    view! {
        <section class="wza-stack" aria-labelledby="aantallen">
            <h2 id="aantallen">"Aantallen"</h2>
            <div class="wza-table-scroll" role="region" aria-labelledby="aantallen-tabel" tabindex="0">
                <table class="utrecht-table utrecht-table--html-table wza-table wza-table--named-columns">
                    <caption class="wza-visually-hidden" id="aantallen-tabel">"Toewijzingen per doelgroep, en welke corporatie ze nam"</caption>
                    <thead><tr><th scope="col">"Doelgroep"</th>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
        {note}
    }
    .into_any()
}
