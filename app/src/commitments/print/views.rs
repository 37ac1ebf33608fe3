//! `/afspraken/{id}/afdrukken`. A plain page.

mod agreed;
mod stands;

use leptos::prelude::*;

use super::queries::{PrintPage as Page, page};
use crate::commitments::views::plain_id;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::{Breadcrumb, Crumb, ExampleBadge, LifeCycleBadge, OverdueBadge};
use agreed::{Agreed, Confirmations, Parties, Versions};
use stands::{Milestones, Occurrences, Progress, Troubles};

#[component]
pub fn PrintPage() -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| page(&request, id?).await);
    shown(page, |page| view! { <Print page=page/> })
}

#[component]
fn Print(page: Page) -> impl IntoView {
    let Page { detail, region, as_of, versions } = page;
    let row = detail.row.clone();
    let back = format!("/afspraken/{}", row.id);
    let agenda = match &row.municipality {
        Some(municipality) => format!("Agenda van {}, regio {region}", municipality.name),
        None => format!("Agenda van de regio {region}"),
    };
    let badges = view! {
        <LifeCycleBadge life_cycle=row.life_cycle/>
        {row.example.then(|| view! { " " <ExampleBadge/> })}
        {detail.kind.map(|kind| view! { " " <span class="nl-data-badge">{kind.label()}</span> })}
        {row.overdue.then(|| view! { " " <OverdueBadge/> })}
    };
    view! {
        <article class="wza-print wza-stack">
            <Breadcrumb crumbs=vec![
                Crumb::link("Afspraken", "/afspraken"),
                Crumb::link(row.number.clone(), back),
                Crumb::here("Afdrukken"),
            ]/>
            <PlainTitle
                title=format!("Afspraak {}: {}", row.number, row.title)
                lead=agenda
                badges=badges.into_any().into()
            />
            <p class="wza-print__as-of"><strong>"Peildatum: "</strong>{as_of}</p>
            <p class="wza-notice wza-print__screen">
                "Zo komt de afspraak op papier. Druk af met Ctrl+P, of kies Afdrukken in het menu van uw browser. Daar kunt u ook een pdf maken."
            </p>
            <Agreed detail=detail.clone()/>
            <Parties detail=detail.clone()/>
            <Confirmations standing=detail.agreement.clone()/>
            <Versions versions=versions/>
            <Progress row=row latest=detail.latest.clone()/>
            <Occurrences cards=detail.beside.clone()/>
            <Milestones milestones=detail.milestones.clone()/>
            <Troubles bottlenecks=detail.bottlenecks waiting=detail.waiting/>
        </article>
    }
}
