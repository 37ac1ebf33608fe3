//! Wie, wat, wanneer, waar: commitments as lines of a table, or as cards on a phone.

use leptos::prelude::*;

use super::super::data::Row;
use crate::ui::{ChangeBadge, ExampleBadge, LifeCycleBadge, Light, OverdueBadge, SourceBadge};

#[component]
pub fn CommitmentTable(
    rows: Vec<Row>,
    /// On a gemeente's own page its name says nothing.
    #[prop(optional)]
    hide_municipality: bool,
) -> impl IntoView {
    let lines = rows.into_iter().map(|row| view! { <Line row=row hide_municipality/> }).collect_view();
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">"Afspraken: wie doet wat, wanneer en waar"</caption>
            <thead>
                <tr>
                    <th scope="col">"Wat"</th>
                    <th scope="col">"Wie"</th>
                    <th scope="col">"Wanneer"</th>
                    <th scope="col">"Waar"</th>
                    <th scope="col">"Status"</th>
                    <th scope="col">"Voortgang"</th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
}

#[component]
fn Line(row: Row, hide_municipality: bool) -> impl IntoView {
    let Row { id, number, title, municipality, place, lead, partners, due, overdue, .. } = row;
    let municipality = municipality.map_or_else(|| "Hele regio".to_owned(), |municipality| municipality.name);
    let place = match (hide_municipality, place) {
        (true, place) => place.unwrap_or_else(|| "Hele gemeente".to_owned()),
        (false, Some(place)) => format!("{municipality}, {place}"),
        (false, None) => municipality,
    };
    view! {
        <tr>
            <th scope="row">
                <span class="wza-table__number">{number}</span>
                " "
                <a href=format!("/afspraken/{id}")>{title}</a>
                {row.example.then(|| view! { " " <ExampleBadge/> })}
                {row.published.then(|| view! { " " <SourceBadge/> })}
            </th>
            <td data-label="Wie"><Who lead=lead partners=partners/></td>
            <td data-label="Wanneer">
                {due}
                {overdue.then(|| view! { " " <OverdueBadge/> })}
            </td>
            <td data-label="Waar">{place}</td>
            <td data-label="Status">
                <LifeCycleBadge life_cycle=row.life_cycle/>
                {row.change_asked.then(|| view! { " " <ChangeBadge/> })}
            </td>
            <td data-label="Voortgang"><Light standing=row.progress stale=row.stale/></td>
        </tr>
    }
}

/// The lead, and with whom.
#[component]
fn Who(lead: Option<String>, partners: Vec<String>) -> impl IntoView {
    let lead = match lead {
        Some(lead) => view! { <strong>{lead}</strong> }.into_any(),
        None => view! { <em class="wza-muted">"Nog geen trekker"</em> }.into_any(),
    };
    let names: Vec<&str> = partners.iter().map(String::as_str).collect();
    let with = (!names.is_empty()).then(|| format!("met {}", domain::dutch::list(&names)));
    view! {
        {lead}
        {with.map(|with| view! { " " <span class="wza-muted">{with}</span> })}
    }
}
