//! When, where and what for.

use leptos::prelude::*;

use super::super::data::Detail;

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
        </dl>
    }
}
