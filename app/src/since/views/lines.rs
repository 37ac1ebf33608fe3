//! What is different, grouped per gemeente, with the filter beside it.

use std::collections::BTreeMap;

use domain::dutch;
use domain::since::Kind;
use leptos::prelude::*;
use uuid::Uuid;

use super::super::comparing::{End, Told};
use super::super::filter::{Filter, REGION};
use super::super::names::Place;
use super::super::shown::Shown;
use crate::ui::{Choice, DownloadLinks, ExampleBadge, FilterSelect, Pagination};

/// `path`: where the page is.
#[component]
pub fn Difference(
    shown: Shown,
    filter: Filter,
    path: String,
    /// As a file: the address of what is shown.
    download: String,
) -> impl IntoView {
    let Shown { from, to, lines, total, page, pages, kinds, places, .. } = shown;
    let groups = groups(lines, &places);
    let filtered = filter.filters();
    let results = if groups.is_empty() {
        let (title, text) = if filtered {
            ("Niets gevonden", "Er past niets bij deze filters. Haal er een weg.")
        } else {
            ("Niets veranderd", "Tussen deze twee momenten is niets veranderd waarover dit overzicht vertelt.")
        };
        view! { <div class="wza-empty"><h2 class="wza-empty__title">{title}</h2><p>{text}</p></div> }.into_any()
    } else {
        groups.into_iter().map(|(name, lines)| view! { <Group name=name lines=lines/> }).collect_view().into_any()
    };
    view! {
        <p><End end=from/> " tot " <End end=to/></p>
        <div class="wza-list">
            <FilterForm filter=filter.clone() path=path.clone() kinds=kinds places=places/>
            <div class="wza-list__results">
                <p class="wza-list__count">{dutch::count(total as u64, "verandering", "veranderingen")}</p>
                {results}
                <DownloadLinks address=download/>
                <Pagination page=page pages=pages to=move |number| filter.on_page(number).address(&path)/>
            </div>
        </div>
    }
}

/// A moment that is compared.
#[component]
pub fn End(end: End) -> impl IntoView {
    view! { <strong><time datetime=end.day.to_string()>{dutch::long_date(end.day)}</time></strong> {format!(" ({})", end.label)} }
}

/// The lines come in the order of their places.
fn groups(lines: Vec<Told>, places: &[(Option<Place>, usize)]) -> Vec<(String, Vec<Told>)> {
    let names: BTreeMap<Uuid, String> =
        places.iter().filter_map(|(place, _)| place.as_ref()).map(|place| (place.id, place.name.clone())).collect();
    let mut groups: Vec<(String, Vec<Told>)> = Vec::new();
    for line in lines {
        let name = match line.place {
            None => "Regio".to_owned(),
            Some(id) => names.get(&id).cloned().unwrap_or_default(),
        };
        match groups.last_mut() {
            Some((last, lines)) if *last == name => lines.push(line),
            _ => groups.push((name, vec![line])),
        }
    }
    groups
}

#[component]
fn Group(name: String, lines: Vec<Told>) -> impl IntoView {
    let caption = format!("Wat er veranderde: {name}");
    view! {
        <section class="wza-since">
            <h2>{name}</h2>
            <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
                <caption class="wza-visually-hidden">{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">"Waarover"</th>
                        <th scope="col">"Wat"</th>
                        <th scope="col">"Verandering"</th>
                    </tr>
                </thead>
                <tbody>{lines.into_iter().map(row).collect_view()}</tbody>
            </table>
        </section>
    }
}

fn row(line: Told) -> AnyView {
    let example = line.example.then(|| view! { <ExampleBadge/> });
    let part = (!line.part.is_empty()).then(|| view! { <p class="wza-muted">{line.part.clone()}</p> });
    let at_risk = line.dwellings.map(|many| {
        view! { <p class="wza-muted">{dutch::count(many, "woning in gevaar", "woningen in gevaar")}</p> }
    });
    let note = line.note.clone().map(|note| view! { <p class="wza-muted">{note}</p> });
    view! {
        <tr>
            <th scope="row"><a href=line.address>{line.subject}</a> {example} {part}</th>
            <td data-label="Wat"><span class="nl-data-badge">{line.kind.label()}</span></td>
            <td data-label="Verandering">{line.change} {note} {at_risk}</td>
        </tr>
    }
    .into_any()
}

#[component]
fn FilterForm(
    filter: Filter,
    path: String,
    kinds: Vec<(Kind, usize)>,
    places: Vec<(Option<Place>, usize)>,
) -> impl IntoView {
    let kind_choice = |(kind, many): (Kind, usize)| Choice::new(kind.code(), format!("{} ({many})", kind.label()));
    let place_choice = |(place, many): (Option<Place>, usize)| match place {
        None => Choice::new(REGION, format!("Regio ({many})")),
        Some(place) => Choice::new(place.slug, format!("{} ({many})", place.name)),
    };
    let kinds: Vec<Choice> = kinds.into_iter().map(kind_choice).collect();
    let places: Vec<Choice> = places.into_iter().map(place_choice).collect();
    let hidden = |name: &'static str, value: Option<String>| {
        value.map(|value| view! { <input type="hidden" name=name value=value/> })
    };
    let everything = filter.in_place(None).of_kind(None).address(&path);
    view! {
        <details class="wza-filter">
            <summary class="wza-filter__toggle">"Filteren"</summary>
            <form class="wza-filter__form" method="get" action=path role="search" aria-label="Veranderingen filteren">
                {hidden("van", filter.from.clone())}
                {hidden("tot", filter.to.clone())}
                <FilterSelect
                    name="gemeente"
                    label="Gemeente"
                    choices=places
                    value=filter.place.clone().unwrap_or_default()
                />
                <FilterSelect
                    name="soort"
                    label="Wat"
                    choices=kinds
                    value=filter.kind.map(|kind| kind.code().to_owned()).unwrap_or_default()
                />
                <div class="wza-actions">
                    <button class="nl-button nl-button--primary" type="submit">"Filteren"</button>
                    <a class="nl-button nl-button--subtle" href=everything>"Wissen"</a>
                </div>
            </form>
        </details>
    }
}
