//! The balance on the page of targets.

use domain::balance::Columns;
use domain::dutch;
use leptos::prelude::*;

use super::queries::{Balance, MeasureBalance, PlaceBalance};
use crate::targets::PATH;
use crate::ui::{DownloadLinks, LineChart, LineSeries};

#[component]
pub fn BalanceSection(
    balance: Balance,
    /// Of the address of the page.
    query: String,
) -> impl IntoView {
    let Balance { place, scenario, horizon_year, measures, total, places, unknown_place } = balance;
    let (of, slug) = match &place {
        Some(place) => (format!("gemeente {}", place.name), Some(place.slug.clone())),
        None => ("de regio".to_owned(), None),
    };
    let unknown = unknown_place.then(|| {
        crate::ui::set_status(400);
        view! {
            <div class="utrecht-alert utrecht-alert--warning" role="alert">
                <div class="utrecht-alert__content"><p>"De gemeente uit het adres kennen wij niet. U ziet nu de regio."</p></div>
            </div>
        }
    });
    let back = slug.is_some().then(|| {
        view! { <p><a href=format!("/doelen?scenario={}#balans", scenario.value)>"Terug naar de hele regio"</a></p> }
    });
    let title = format!("Balans van {of}: {}, tot {horizon_year}", scenario.name.to_lowercase());
    let caption = format!("Tabel: {title}");
    let charts: Vec<_> = measures.iter().filter_map(chart).collect();
    let rows: Vec<_> = measures.into_iter().map(|it| row(it.name, it.target, it.columns, slug.as_deref())).collect();
    let foot = total.map(|(target, columns)| {
        let total = row("Totaal".to_owned(), target, columns, slug.as_deref());
        view! { <tfoot>{total}</tfoot> }
    });
    view! {
        <section class="wza-card" aria-labelledby="balans">
            <h2 id="balans">{title}</h2>
            {unknown}
            {back}
            <p><a href="#verdeling">"Kies een ander scenario"</a></p>
            <p>"Nog te doen is het doel min alles wat is opgeleverd en gepland. Elke woning telt één keer, en wat is opgeleverd staat niet meer bij gepland."</p>
            <div class="wza-table-scroll" role="region" aria-labelledby="balans-tabel" tabindex="0">
                <table class="utrecht-table utrecht-table--html-table wza-table">
                    <caption class="wza-visually-hidden" id="balans-tabel">{caption}</caption>
                    {head("Soort")}
                    <tbody>{rows}</tbody>
                    {foot}
                </table>
            </div>
            <DownloadLinks address=format!("{PATH}{query}") file="balans"/>
            <How slug=slug/>
            <div class="wza-grid">{charts}</div>
            <Places places=places scenario=scenario.value/>
        </section>
    }
}

fn head(first: &'static str) -> impl IntoView {
    let columns = ["Doel", "Geverifieerd", "Gemeld", "Hard gepland", "Zacht gepland", "Nog te doen"];
    let columns =
        columns.map(|name| view! { <th scope="col" class="utrecht-table__header-cell--numeric-column">{name}</th> });
    view! { <thead><tr><th scope="col">{first}</th>{columns}</tr></thead> }
}

fn row(name: String, target: Option<i64>, columns: Columns, slug: Option<&str>) -> AnyView {
    let unknown = if slug.is_some() { "nog niet verdeeld" } else { "nog niet bekend" };
    view! { <tr><th scope="row">{name}</th>{cells(target, columns, unknown)}</tr> }.into_any()
}

fn cells(target: Option<i64>, columns: Columns, unknown: &'static str) -> Vec<AnyView> {
    let numbers = [
        target,
        Some(columns.verified),
        Some(columns.reported),
        Some(columns.hard),
        Some(columns.soft),
        columns.left(target),
    ];
    let cell = |number: Option<i64>| {
        let content = match number {
            Some(number) => dutch::number(number).into_any(),
            None => view! { <span class="wza-muted">{unknown}</span> }.into_any(),
        };
        view! { <td class="utrecht-table__cell--numeric-column">{content}</td> }.into_any()
    };
    numbers.into_iter().map(cell).collect()
}

/// Where the numbers come from: the entries and projects behind each column.
#[component]
fn How(slug: Option<String>) -> impl IntoView {
    let place = slug.map(|slug| format!("gemeente={slug}&")).unwrap_or_default();
    let links = [
        (
            format!("/opleveringen?{place}stand=geverifieerd"),
            "Geverifieerd: opleveringen die de gemeente heeft gecontroleerd",
        ),
        (format!("/opleveringen?{place}stand=te-controleren"), "Gemeld: opleveringen die nog niet zijn gecontroleerd"),
        (format!("/projecten?{place}hardheid=hard"), "Hard gepland: wat nog komt van projecten die zeker zijn"),
        (format!("/projecten?{place}hardheid=zacht"), "Zacht gepland: wat nog komt van projecten die niet zeker zijn"),
    ];
    let links = links.map(|(href, text)| view! { <li><a href=href>{text}</a></li> });
    view! {
        <details class="wza-details">
            <summary>"Hoe is dit berekend?"</summary>
            <ul>{links}</ul>
            <p class="wza-muted">"Teruggegeven opleveringen tellen niet mee. Van afgebroken en gerealiseerde projecten komt niets meer."</p>
        </details>
    }
}

/// The way to the target over the years; nothing when there is nothing to draw.
fn chart(measure: &MeasureBalance) -> Option<AnyView> {
    let first = measure.years.first()?.0;
    let last = measure.years.last()?.0;
    let line = |name: &str, column: usize| LineSeries {
        name: name.to_owned(),
        points: measure.years.iter().map(|(year, values)| (*year, as_float(values[column]))).collect(),
    };
    let target = measure.target.map(|target| LineSeries {
        name: "Doel".to_owned(),
        points: (first..=last).map(|year| (year, as_float(target))).collect(),
    });
    let series = [line("Opgeleverd", 0), line("Met hard gepland", 1), line("Met al het geplande", 2)];
    let series = series.into_iter().chain(target).collect();
    let id = format!("verloop-{}", measure.name.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
    Some(
        view! {
            <div class="wza-card">
                <LineChart id=id caption=format!("{}: opgeleverd en gepland", measure.name) kind="Stand" series=series/>
            </div>
        }
        .into_any(),
    )
}

/// No count of dwellings comes near what a float cannot hold.
#[expect(clippy::cast_precision_loss, reason = "counts of dwellings are small")]
const fn as_float(count: i64) -> f64 {
    count as f64
}

#[component]
fn Places(places: Vec<PlaceBalance>, scenario: String) -> impl IntoView {
    (!places.is_empty()).then(|| {
        let line = |balance: PlaceBalance| {
            let PlaceBalance { place, target, columns } = balance;
            let href = format!("/doelen?scenario={scenario}&gemeente={}#balans", place.slug);
            view! {
                <tr>
                    <th scope="row"><a href=href>{place.name}</a></th>
                    {cells(target, columns, "nog niet verdeeld")}
                </tr>
            }
            .into_any()
        };
        let rows: Vec<_> = places.into_iter().map(line).collect();
        view! {
            <h3 id="balans-gemeenten">"Per gemeente, alle soorten samen"</h3>
            <div class="wza-table-scroll" role="region" aria-labelledby="balans-gemeenten" tabindex="0">
                <table class="utrecht-table utrecht-table--html-table wza-table">
                    <caption class="wza-visually-hidden">"Balans per gemeente"</caption>
                    {head("Gemeente")}
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    })
}
