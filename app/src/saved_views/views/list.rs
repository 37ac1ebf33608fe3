//! `/weergaven`

use leptos::prelude::*;

use super::super::PATH;
use super::super::queries::{Line, lines};
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::{Breadcrumb, Crumb};

#[component]
pub fn ViewsPage() -> impl IntoView {
    let page = crate::request::served(async |request: Request| lines(&request).await);
    shown(page, |lines| {
        let content = if lines.is_empty() { nothing() } else { table(lines) };
        view! {
            <Breadcrumb crumbs=vec![Crumb::link("Afspraken", "/afspraken"), Crumb::here("Weergaven")]/>
            <PlainTitle title="Weergaven" lead="Filters van de lijst met afspraken, onder een naam."/>
            {content}
        }
    })
}

fn nothing() -> AnyView {
    view! {
        <div class="wza-empty">
            <h2 class="wza-empty__title">"Nog geen weergaven"</h2>
            <p>"Filter de lijst met afspraken en kies ‘Bewaar deze weergave’."</p>
            <div class="wza-actions"><a class="nl-button nl-button--secondary" href="/afspraken">"Naar de afspraken"</a></div>
        </div>
    }
    .into_any()
}

fn table(lines: Vec<Line>) -> AnyView {
    let rows: Vec<_> = lines.into_iter().map(row).collect();
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">"Weergaven die u kunt gebruiken"</caption>
            <thead>
                <tr>
                    <th scope="col">"Naam"</th>
                    <th scope="col">"Filter"</th>
                    <th scope="col">"Van"</th>
                    <th scope="col">"Gedeeld"</th>
                    <th scope="col">"Wijzigen"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(line: Line) -> AnyView {
    let Line { view, filters, made_by, may_change } = line;
    let address = format!("{PATH}/{}", view.id);
    let change = if may_change {
        let label = format!("Wijzigen: {}", view.name);
        view! { <a href=format!("{address}/wijzigen") aria-label=label>"Wijzigen"</a> }.into_any()
    } else {
        view! { <span class="wza-muted">"Alleen door wie haar maakte"</span> }.into_any()
    };
    view! {
        <tr>
            <th scope="row"><a href=address>{view.name}</a></th>
            <td data-label="Filter">{filters.join("; ")}</td>
            <td data-label="Van">{made_by.unwrap_or_else(|| "U".to_owned())}</td>
            <td data-label="Gedeeld">{if view.shared { "Met de organisatie" } else { "Nee" }}</td>
            <td data-label="Wijzigen">{change}</td>
        </tr>
    }
    .into_any()
}
