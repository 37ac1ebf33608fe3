//! `/projecten/{id}/opleveringen`

use domain::dutch;
use leptos::prelude::*;
use uuid::Uuid;

use super::super::evidence::list_of;
use super::super::evidence::views::EvidenceLinks;
use super::super::ledger_of;
use super::super::queries::{EntryLine, EvidenceLine, Head, LedgerPage as Data, LotLine, ledger};
use crate::commitments::views::plain_id;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::{Breadcrumb, Crumb, ExampleBadge};

#[component]
pub fn LedgerPage() -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| ledger(&request, id?).await);
    shown(page, |page| view! { <Page page=page/> })
}

/// Where a page about a project's deliveries stands.
pub fn crumbs(head: &Head, here: Option<&'static str>) -> Vec<Crumb> {
    let projects = crate::projects::PATH;
    let mut crumbs = vec![
        Crumb::link("Projecten", projects),
        Crumb::link(head.name.clone(), format!("{projects}/{}", head.project)),
    ];
    match here {
        Some(here) => crumbs.extend([Crumb::link("Opleveringen", ledger_of(head.project)), Crumb::here(here)]),
        None => crumbs.push(Crumb::here("Opleveringen")),
    }
    crumbs
}

#[component]
fn Page(page: Data) -> impl IntoView {
    let Data { head, lots, entries, evidence, place_kept, may_report, may_verify } = page;
    let crumbs = crumbs(&head, None);
    let report = may_report.then(|| {
        let href = format!("{}/melden", ledger_of(head.project));
        view! { <a class="nl-button nl-button--primary" href=href>"Oplevering melden"</a> }.into_any()
    });
    let lead = format!(
        "{} ({}): {} van {} opgeleverd.",
        head.name,
        head.municipality,
        dutch::number(i64::try_from(head.there).unwrap_or(i64::MAX)),
        dutch::count(head.dwellings.into(), "woning", "woningen"),
    );
    let content = if entries.is_empty() {
        view! { <p class="wza-notice">"Er is van dit project nog niets opgeleverd gemeld."</p> }.into_any()
    } else {
        view! {
            <Lots lots=lots list=ledger_of(head.project) place_kept=place_kept may_report=may_report may_verify=may_verify/>
            <Evidence project=head.project lines=evidence may_report=may_report/>
            <Entries entries=entries/>
        }
        .into_any()
    };
    view! {
        <Breadcrumb crumbs=crumbs/>
        <PlainTitle
            title="Opleveringen"
            lead=lead
            badges=head.example.then(|| view! { <ExampleBadge/> }.into_any())
            actions=report
        />
        {content}
    }
}

#[component]
fn Lots(lots: Vec<LotLine>, list: String, place_kept: bool, may_report: bool, may_verify: bool) -> impl IntoView {
    let kept = place_kept.then(|| {
        view! { <p class="wza-muted">"De adressen zijn alleen zichtbaar voor de gemeente, de partijen en de aanjagers."</p> }
    });
    let acts = lots.iter().any(|lot| may_report || asks_verdict(lot, may_verify));
    let rows: Vec<_> = lots.into_iter().map(|lot| lot_row(lot, &list, may_report, may_verify, acts)).collect();
    view! {
        <section class="wza-stack" aria-labelledby="stand">
            <h2 id="stand">"Zoals het nu is"</h2>
            {kept}
            <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
                <caption class="wza-visually-hidden">"Opgeleverde woningen per melding"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Woningen"</th>
                        <th scope="col">"Opgeleverd op"</th>
                        <th scope="col">"Geverifieerd"</th>
                        <th scope="col">"Te controleren"</th>
                        <th scope="col">"Teruggegeven"</th>
                        {acts.then(|| view! { <th scope="col">"Doen"</th> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

/// Whether this reader can say that it is so.
const fn asks_verdict(lot: &LotLine, may_verify: bool) -> bool {
    may_verify && !lot.own && lot.state.waiting > 0
}

/// `acts`: some row has something to do, so that every row has a cell for it.
fn lot_row(lot: LotLine, list: &str, may_report: bool, may_verify: bool, acts: bool) -> AnyView {
    let verdict = asks_verdict(&lot, may_verify);
    let LotLine { id, kind, delivered_on, address, evidence, external_id, state, .. } = lot;
    let of = format!("{kind}, {delivered_on}");
    let link = |word: &'static str, text: &'static str| {
        let of = of.clone();
        view! { <p><a href=format!("{list}/{id}/{word}")>{text} <span class="wza-visually-hidden">{format!(": {of}")}</span></a></p> }
    };
    let verify = verdict.then(|| link("controleren", "Controleren"));
    let correct = may_report.then(|| link("corrigeren", "Corrigeren"));
    let acts = acts.then(|| view! { <td data-label="Doen">{verify} {correct}</td> });
    let number = |count: u32| dutch::number(count.into());
    view! {
        <tr>
            <th scope="row">
                {kind}
                {address.map(|address| view! { <p class="wza-muted">{address}</p> })}
                {external_id.map(|mark| view! { <p class="wza-muted">{format!("Kenmerk: {mark}")}</p> })}
                {evidence.map(|evidence| view! { <p class="wza-muted">"Bewijs: " {web_address(evidence)}</p> })}
            </th>
            <td data-label="Opgeleverd op">{delivered_on}</td>
            <td data-label="Geverifieerd">{number(state.verified)}</td>
            <td data-label="Te controleren">{number(state.waiting)}</td>
            <td data-label="Teruggegeven">{number(state.returned)}</td>
            {acts}
        </tr>
    }
    .into_any()
}

fn web_address(text: String) -> AnyView {
    // Another scheme could run a script.
    if text.starts_with("https://") || text.starts_with("http://") {
        view! { <a href=text.clone() rel="noreferrer">{text.clone()}</a> }.into_any()
    } else {
        text.into_any()
    }
}

/// The files of each report, and where they are added.
#[component]
fn Evidence(project: Uuid, lines: Vec<EvidenceLine>, may_report: bool) -> impl IntoView {
    let shown = lines.into_iter().filter(|line| may_report || !line.links.is_empty());
    let lines: Vec<_> = shown
        .map(|EvidenceLine { report, label, links }| {
            let list = list_of(project, report);
            view! {
                <div>
                    <dt>{label.clone()}</dt>
                    <dd><EvidenceLinks links=links list=list of=label may_change=may_report/></dd>
                </div>
            }
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="wza-card" aria-labelledby="bewijs">
                <h2 id="bewijs">"Bewijs"</h2>
                <dl class="wza-facts">{lines}</dl>
            </section>
        }
    })
}

#[component]
fn Entries(entries: Vec<EntryLine>) -> impl IntoView {
    let rows: Vec<_> = entries.into_iter().map(entry_row).collect();
    view! {
        <section class="wza-stack" aria-labelledby="grootboek">
            <h2 id="grootboek">"Alles wat is geschreven"</h2>
            <p class="wza-muted">"Hier verandert niets meer aan. Een fout wordt hersteld met een nieuwe regel die naar de oude verwijst."</p>
            <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
                <caption class="wza-visually-hidden">"Meldingen, controles en correcties, de nieuwste eerst"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Regel"</th>
                        <th scope="col">"Wat"</th>
                        <th scope="col">"Woningen"</th>
                        <th scope="col">"Toelichting"</th>
                        <th scope="col">"Door"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

fn entry_row(entry: EntryLine) -> AnyView {
    let of = entry.of.map(|of| view! { <p class="wza-muted">{format!("bij regel {of}")}</p> });
    let reason = match entry.reason {
        Some(reason) => reason.into_any(),
        None => view! { <span class="wza-muted">"Geen"</span> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{format!("Regel {}", entry.number)}</th>
            <td data-label="Wat">{entry.act.label()} {of}</td>
            <td data-label="Woningen">
                {entry.what}
                {entry.delivered_on.map(|day| view! { <p class="wza-muted">{format!("Opgeleverd op {day}")}</p> })}
                {entry.address.map(|address| view! { <p class="wza-muted">{address}</p> })}
                {entry.external_id.map(|mark| view! { <p class="wza-muted">{format!("Kenmerk: {mark}")}</p> })}
                {entry.evidence.map(|evidence| view! { <p class="wza-muted">"Bewijs: " {web_address(evidence)}</p> })}
            </td>
            <td data-label="Toelichting">{reason}</td>
            <td data-label="Door">{entry.by} <p class="wza-muted">{entry.at}</p></td>
        </tr>
    }
    .into_any()
}
