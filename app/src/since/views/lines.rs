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
use crate::ui::{Choice, DownloadLinks, ExampleBadge, FilterForm, FilterSelect, Pagination};

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
            <Filters filter=filter.clone() path=path.clone() kinds=kinds places=places/>
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
                        <th scope="col">"Wat er veranderde"</th>
                    </tr>
                </thead>
                <tbody>{of_one_subject(lines).into_iter().map(row).collect_view()}</tbody>
            </table>
        </section>
    }
}

/// All of a subject come after each other.
fn of_one_subject(lines: Vec<Told>) -> Vec<Vec<Told>> {
    let mut subjects: Vec<Vec<Told>> = Vec::new();
    for line in lines {
        match subjects.last_mut() {
            Some(same) if same.first().is_some_and(|first| first.page == line.page) => same.push(line),
            _ => subjects.push(vec![line]),
        }
    }
    subjects
}

fn row(lines: Vec<Told>) -> Option<AnyView> {
    let Told { subject, page, example, .. } = lines.first()?.clone();
    let example = example.then(|| view! { <ExampleBadge/> });
    let row = view! {
        <tr>
            <th scope="row"><a href=page>{subject}</a> " " {example}</th>
            <td data-label="Wat er veranderde"><ul class="wza-changes">{lines.into_iter().map(item).collect_view()}</ul></td>
        </tr>
    };
    Some(row.into_any())
}

/// `Stoplicht gedraaid (Planning): Groen → Rood`.
fn item(line: Told) -> AnyView {
    let part = (!line.part.is_empty()).then(|| format!(" ({})", line.part));
    let change = (!line.change.is_empty()).then(|| format!(": {}", line.change));
    let kind = line.kind.label();
    let at_risk = line.at_risk().map(|told| view! { <p class="wza-muted">{told}</p> });
    // A comment, evidence and deliveries have a page of their own.
    let kind = if line.address == line.page {
        view! { <strong>{kind}</strong> }.into_any()
    } else {
        view! { <a href=line.address>{kind}</a> }.into_any()
    };
    let note = line.note.map(|note| view! { <p class="wza-muted">{note}</p> });
    view! { <li>{kind} {part} {change} {note} {at_risk}</li> }.into_any()
}

#[component]
fn Filters(
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
        <FilterForm path=path label="Veranderingen filteren" everything=everything>
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
        </FilterForm>
    }
}
