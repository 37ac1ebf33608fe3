//! `/documenten`

use domain::dutch;
use leptos::prelude::*;

use super::super::PATH;
use super::super::queries::{ListPage, Row, list};
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::{DownloadLinks, ExampleBadge};

#[component]
pub fn DocumentsPage() -> impl IntoView {
    let page = crate::request::served(async |request: Request| list(&request).await);
    shown(page, |page| view! { <Page page=page/> })
}

#[component]
fn Page(page: ListPage) -> impl IntoView {
    let ListPage { rows, may_create } = page;
    let new = view! { <a class="nl-button nl-button--primary" href=format!("{PATH}/nieuw")>"Nieuw document"</a> };
    let any_edit = rows.iter().any(|row| row.may_edit);
    let content = if rows.is_empty() {
        view! {
            <div class="wza-empty">
                <h2 class="wza-empty__title">"Nog geen documenten"</h2>
                <p>"Hier staan straks de raamafspraken en prestatieafspraken waaruit de afspraken volgen."</p>
            </div>
        }
        .into_any()
    } else {
        view! { <Table rows=rows any_edit=any_edit/> }.into_any()
    };
    view! {
        <PlainTitle
            title="Documenten"
            lead="De raamafspraken en prestatieafspraken waaruit de afspraken volgen."
            actions=may_create.then(|| new.into_any())
        />
        <DownloadLinks address=PATH.to_owned()/>
        {content}
    }
}

#[component]
fn Table(rows: Vec<Row>, any_edit: bool) -> impl IntoView {
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">"Documenten, die het langst lopen eerst"</caption>
            <thead>
                <tr>
                    <th scope="col">"Document"</th>
                    <th scope="col">"Soort"</th>
                    <th scope="col">"Looptijd"</th>
                    <th scope="col">"Partijen"</th>
                    <th scope="col">"Uitgevoerd met"</th>
                    {any_edit.then(|| view! { <th scope="col"><span class="wza-visually-hidden">"Wijzigen"</span></th> })}
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(|row| view! { <Line row=row any_edit=any_edit/> }).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Line(row: Row, any_edit: bool) -> impl IntoView {
    let title = match row.url {
        Some(url) => view! { <a href=url rel="noopener">{row.title.clone()}</a> }.into_any(),
        None => row.title.clone().into_any(),
    };
    let commitments = match row.commitments {
        0 => view! { <span class="wza-muted">"nog geen afspraken"</span> }.into_any(),
        some => {
            let address = format!("/afspraken?document={}", row.id);
            view! { <a href=address>{dutch::count(some, "afspraak", "afspraken")}</a> }.into_any()
        }
    };
    let edit = row.may_edit.then(|| {
        view! {
            <a href=format!("{PATH}/{}/bewerken", row.id)>
                "Wijzigen" <span class="wza-visually-hidden">": " {row.title}</span>
            </a>
        }
    });
    view! {
        <tr>
            <th scope="row">{title} {row.example.then(|| view! { " " <ExampleBadge/> })}</th>
            <td data-label="Soort">{row.kind.label()}</td>
            <td data-label="Looptijd">{row.years}</td>
            <td data-label="Partijen">{row.parties.join(", ")}</td>
            <td data-label="Uitgevoerd met">{commitments}</td>
            {any_edit.then(|| view! { <td>{edit}</td> })}
        </tr>
    }
}
