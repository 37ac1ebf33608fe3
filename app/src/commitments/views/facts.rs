//! When, where and what for.

use domain::{dutch, dwellings};
use leptos::prelude::*;

use super::super::data::{Detail, DocumentLine, DwellingLine, Named, ProjectLine};

#[component]
pub fn Facts(detail: Detail) -> impl IntoView {
    let row = detail.row;
    let place = match (row.municipality, row.place) {
        (Some(municipality), Some(place)) => format!("{}, {place}", municipality.name),
        (Some(municipality), None) => municipality.name,
        (None, Some(place)) => place,
        (None, None) => "Hele regio".to_owned(),
    };
    let challenges = detail
        .challenges
        .into_iter()
        .map(|challenge| {
            let address = format!("/afspraken?opgave={}", challenge.number);
            view! {
                <li>
                    <a href=address>{format!("{} {}", challenge.number, challenge.title)}</a>
                    {challenge
                        .priority
                        .then(|| view! { " " <span class="nl-data-badge wza-badge--priority">"Prioriteit"</span> })}
                </li>
            }
        })
        .collect::<Vec<_>>();
    let groups: Vec<_> = detail.target_groups.into_iter().map(|name| view! { <li>{name}</li> }).collect();
    let unknown = |text: &'static str| view! { <dd class="wza-facts__unknown">{text}</dd> }.into_any();
    view! {
        <dl class="wza-facts">
            {detail.kind.is_none().then(|| view! { <div class="wza-facts__wide"><dt>"Soort afspraak"</dt>{unknown("Nog niet bekend")}</div> })}
            <div><dt>"Start"</dt>{detail.start.map_or_else(|| unknown("Nog niet bekend"), |start| view! { <dd>{start}</dd> }.into_any())}</div>
            <div><dt>"Gereed"</dt><dd>{row.due}</dd></div>
            <div class="wza-facts__wide"><dt>"Waar"</dt><dd>{place}</dd></div>
            <div class="wza-facts__wide">
                <dt>"Opgaven"</dt>
                {if challenges.is_empty() { unknown("Nog niet gekozen") } else { view! { <dd><ul>{challenges}</ul></dd> }.into_any() }}
            </div>
            <div class="wza-facts__wide">
                <dt>"Aandachtsgroepen"</dt>
                {if groups.is_empty() { unknown("Niet genoemd") } else { view! { <dd><ul>{groups}</ul></dd> }.into_any() }}
            </div>
            {detail.external_id.map(|mark| view! { <div><dt>"Kenmerk"</dt><dd>{mark}</dd></div> })}
            <Dwellings lines=detail.dwellings/>
            <Projects lines=detail.projects/>
            <Context factors=detail.success_factors documents=detail.documents/>
        </dl>
    }
}

/// How many of each type, and together; nothing when there are none.
#[component]
fn Dwellings(lines: Vec<DwellingLine>) -> impl IntoView {
    let total = dwellings::total(lines.iter().map(|line| line.count));
    let several = lines.len() > 1;
    let lines = lines.into_iter().map(|line| format!("{}: {}", line.name, dutch::number(line.count.into())));
    let lines: Vec<_> = lines.map(|line| view! { <li>{line}</li> }).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <div class="wza-facts__wide">
                <dt>"Woningen"</dt>
                <dd>
                    <ul>{lines}</ul>
                    {several.then(|| format!("Samen {}", dutch::count(total, "woning", "woningen")))}
                </dd>
            </div>
        }
    })
}

/// Nothing when it serves none.
#[component]
fn Projects(lines: Vec<ProjectLine>) -> impl IntoView {
    let lines: Vec<_> = lines
        .into_iter()
        .map(|project| {
            let href = format!("/projecten/{}", project.id);
            view! { <li><a href=href rel="external">{project.label}</a></li> }
        })
        .collect();
    (!lines.is_empty())
        .then(|| view! { <div class="wza-facts__wide"><dt>"Projecten"</dt><dd><ul>{lines}</ul></dd></div> })
}

/// What it depends on and what it follows from; nothing of what is not said.
#[component]
fn Context(factors: Vec<Named>, documents: Vec<DocumentLine>) -> impl IntoView {
    let factor = |factor: Named| {
        let address = format!("/afspraken?succesfactor={}", factor.value);
        view! { <li><a href=address>{factor.name}</a></li> }.into_any()
    };
    let document = |document: DocumentLine| match document.url {
        Some(url) => view! { <li><a href=url rel="noopener external">{document.label}</a></li> }.into_any(),
        None => view! { <li>{document.label}</li> }.into_any(),
    };
    let listed = |name: &'static str, lines: Vec<AnyView>| {
        (!lines.is_empty())
            .then(|| view! { <div class="wza-facts__wide"><dt>{name}</dt><dd><ul>{lines}</ul></dd></div> })
    };
    view! {
        {listed("Hangt af van", factors.into_iter().map(factor).collect())}
        {listed("Volgt uit", documents.into_iter().map(document).collect())}
    }
}
