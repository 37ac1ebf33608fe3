//! `/doelen/onderbouwing`: what a number of the balance was counted from.

use domain::balance::Figure;
use domain::dutch;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::super::behind::{Behind, Entry, behind};
use super::super::behind_address;
use super::super::sum::{asked_sum, sum};
use super::sum::SumPage;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::targets::PATH;
use crate::targets::queries::Asked;
use crate::ui::{DownloadLinks, ExampleBadge, Pagination};

#[component]
pub fn BehindPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    if let Some(figure) = asked_sum(&query) {
        let page = crate::request::served(async move |request: Request| sum(&request, &query, figure).await);
        return shown(page, |page| view! { <SumPage page=page/> }).into_any();
    }
    let page = crate::request::served(async move |request: Request| behind(&request, &query).await);
    shown(page, |page| view! { <Page page=page/> }).into_any()
}

#[component]
fn Page(page: Behind) -> impl IntoView {
    let (entries, dwellings) = page.total;
    let what = page.measure.as_ref().map_or_else(|| "alle soorten samen".to_owned(), |it| it.name.to_lowercase());
    let place = page.place.as_ref().map_or("de regio", |place| place.name.as_str());
    let title = format!("{}: {} ({what}) in {place}", page.figure.label(), dutch::number(dwellings));
    let asked = Asked {
        scenario: Some(page.scenario.value.clone()),
        municipality: page.place.as_ref().map(|place| place.slug.clone()),
        ..Asked::default()
    };
    let back = format!("{PATH}{}#balans", asked.query());
    let (counted, when) = told(page.figure);
    let results = if page.entries.is_empty() {
        view! { <div class="wza-empty"><h2 class="wza-empty__title">"Hier telt niets mee"</h2></div> }.into_any()
    } else {
        let shown = if page.pages > 1 { "Op alle pagina's samen" } else { "Totaal" };
        let lines = page.entries.iter().map(|entry| line(entry, when)).collect_view();
        view! {
            <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
                <caption class="wza-visually-hidden">"Waaruit het aantal bestaat"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Project"</th>
                        <th scope="col">"Gemeente"</th>
                        <th scope="col">"Soort"</th>
                        <th scope="col">{when}</th>
                        <th scope="col" class="utrecht-table__header-cell--numeric-column">"Woningen"</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row" colspan="4">{shown}</th>
                        <td class="utrecht-table__cell--numeric-column" data-label="Woningen">{dutch::number(dwellings)}</td>
                    </tr>
                </tfoot>
            </table>
        }
        .into_any()
    };
    let to = |number: u64| format!("{}&pagina={number}", address(&page));
    view! {
        <PlainTitle title=title lead=counted/>
        <p><a href=back>"Terug naar de balans"</a></p>
        <DownloadLinks address=address(&page)/>
        <p role="status">{dutch::count(entries, "regel", "regels")}</p>
        {results}
        <Pagination page=page.page pages=page.pages to=to/>
    }
}

fn address(page: &Behind) -> String {
    let place = page.place.as_ref().map(|place| place.slug.as_str());
    let measure = page.measure.as_ref().map(|measure| measure.value.as_str());
    behind_address(&page.scenario.value, place, measure, page.figure)
}

/// What is counted, and what the date of a line is.
const fn told(figure: Figure) -> (&'static str, &'static str) {
    match figure {
        Figure::Verified => ("Opgeleverde woningen die de gemeente heeft gecontroleerd.", "Opgeleverd"),
        Figure::Reported => (
            "Opgeleverde woningen die zijn gemeld en nog niet zijn gecontroleerd. Teruggegeven meldingen tellen niet mee.",
            "Opgeleverd",
        ),
        Figure::Hard => (
            "Wat nog komt van projecten die zeker zijn. Wat al is opgeleverd staat hier niet, en van afgebroken en gerealiseerde projecten komt niets meer.",
            "Gepland",
        ),
        Figure::Later => (
            "Wat pas na het jaar van het doel komt, of waarvan niemand weet wanneer. Het telt niet mee in wat nog te doen is.",
            "Gepland",
        ),
        _ => (
            "Wat nog komt van projecten die niet zeker zijn. Wat al is opgeleverd staat hier niet, en van afgebroken en gerealiseerde projecten komt niets meer.",
            "Gepland",
        ),
    }
}

fn line(entry: &Entry, label: &'static str) -> impl IntoView + use<> {
    let ledger = format!("{}/{}/opleveringen", crate::projects::PATH, entry.project);
    let when = entry.when.clone().unwrap_or_else(|| "nog geen datum".to_owned());
    let example = entry.example.then(|| view! { " " <ExampleBadge/> });
    view! {
        <tr>
            <th scope="row"><a href=ledger>{entry.name.clone()}</a>{example}</th>
            <td data-label="Gemeente">{entry.municipality.clone()}</td>
            <td data-label="Soort">{entry.measure.clone()}</td>
            <td data-label=label>{when}</td>
            <td class="utrecht-table__cell--numeric-column" data-label="Woningen">{dutch::number(entry.count)}</td>
        </tr>
    }
}
