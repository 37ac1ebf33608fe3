//! `/projecten/{id}`

use domain::{Period, dutch};
use leptos::prelude::*;

use super::super::PATH;
use super::super::queries::{Detail, show};
use super::links::Links;
use super::{HardnessBadge, StatusBadge};
use crate::commitments::views::plain_id;
use crate::deliveries::ledger_of;
use crate::plain::{PlainNotice, shown};
use crate::request::Request;
use crate::ui::{Breadcrumb, Crumb, ExampleBadge, PageTitle, Timeline, paragraphs};

#[component]
pub fn ProjectPage() -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| show(&request, id?).await);
    shown(page, |detail| view! { <Page detail=detail/> })
}

#[component]
fn Page(detail: Detail) -> impl IntoView {
    let content = &detail.content;
    let badges = view! {
        <StatusBadge status=content.status/>
        " "
        <HardnessBadge hardness=detail.hardness/>
        " "
        <span class="nl-data-badge">{content.confidentiality.label()}</span>
        {detail.example.then(|| view! { " " <ExampleBadge/> })}
    };
    let edit = detail.may_edit.then(|| {
        let href = format!("{PATH}/{}/bewerken", detail.id);
        view! { <a class="nl-button nl-button--secondary" href=href>"Wijzigen"</a> }.into_any()
    });
    let timeline = detail.timeline.clone();
    view! {
        <Breadcrumb crumbs=vec![Crumb::link("Projecten", PATH), Crumb::here(content.name.clone())]/>
        <PlainNotice/>
        <PageTitle
            number=format!("Gemeente {}", detail.municipality)
            title=content.name.clone()
            badges=Some(badges.into_any())
            actions=edit
        />
        <div class="wza-columns">
            <div class="wza-stack">
                {content.note.clone().map(|note| view! { <div class="wza-prose">{paragraphs(&note)}</div> })}
                <Dwellings detail=detail.clone()/>
                <Delivered detail=detail.clone()/>
                {detail.with_care.then(|| view! { <Care detail=detail.clone()/> })}
                <Parties detail=detail.clone()/>
                <section class="wza-card" aria-labelledby="tijdlijn">
                    <h2 id="tijdlijn">"Tijdlijn"</h2>
                    <Timeline entries=timeline/>
                </section>
            </div>
            <aside class="wza-stack" aria-label="Stand van zaken">
                <Facts detail=detail.clone()/>
                <Links detail=detail/>
            </aside>
        </div>
    }
}

#[component]
fn Facts(detail: Detail) -> impl IntoView {
    let content = detail.content;
    let unknown = || "Nog niet bekend".to_owned();
    let place = match (detail.place_kept, content.place) {
        (true, _) => "Alleen zichtbaar voor de gemeente, de partijen en de aanjagers".to_owned(),
        (false, Some(place)) => place,
        (false, None) => "Niet vastgelegd".to_owned(),
    };
    let phases: Vec<_> = content
        .phases
        .iter()
        .map(|(phase, began)| view! { <li>{format!("{}: vanaf {}", phase.label(), dutch::date(*began))}</li> })
        .collect();
    let phases = (!phases.is_empty())
        .then(|| view! { <div><dt>"Verloop"</dt><dd><ul class="wza-steps">{phases}</ul></dd></div> });
    view! {
        <section class="wza-card" aria-labelledby="gegevens">
            <h2 id="gegevens">"Waar, wanneer, hoe zeker"</h2>
            <dl class="wza-facts">
                <div><dt>"Plaats"</dt><dd>{place}</dd></div>
                <div><dt>"Geplande oplevering"</dt><dd>{content.planned.map_or_else(unknown, Period::label)}</dd></div>
                <div><dt>"Fase"</dt><dd>{detail.phase.map_or_else(unknown, str::to_owned)}</dd></div>
                {phases}
                <div>
                    <dt>"Planologische status"</dt>
                    <dd>{content.plan_status.map_or_else(unknown, |status| status.label().to_owned())}</dd>
                </div>
                {content.external_id.map(|id| view! { <div><dt>"Kenmerk"</dt><dd>{id}</dd></div> })}
            </dl>
        </section>
    }
}

#[component]
fn Dwellings(detail: Detail) -> impl IntoView {
    let Detail { content, names, .. } = detail;
    let lines: Vec<_> = content
        .counts
        .iter()
        .map(|(line, count)| {
            view! {
                <tr>
                    <th scope="row">{names.dwelling_type(line.dwelling_type)}</th>
                    <td data-label="Eigendom">{line.tenure.label()}</td>
                    <td data-label="Nieuw of bestaand">{line.stock.label()}</td>
                    <td data-label="Aantal">{dutch::number(count.into())}</td>
                </tr>
            }
        })
        .collect();
    let typed = content.counts.total();
    let rest = u64::from(content.dwellings).saturating_sub(typed);
    let rest = (rest > 0 && typed > 0).then(|| {
        view! { <p class="wza-muted">{format!("Van {} is nog geen soort vastgelegd.", dutch::count(rest, "woning", "woningen"))}</p> }
    });
    let table = if lines.is_empty() {
        view! { <p class="wza-notice">"Nog niet verdeeld over soorten."</p> }.into_any()
    } else {
        view! {
            <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
                <caption class="wza-visually-hidden">"Woningen per soort, eigendom en voorraad"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Soort"</th>
                        <th scope="col">"Eigendom"</th>
                        <th scope="col">"Nieuw of bestaand"</th>
                        <th scope="col">"Aantal"</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        }
        .into_any()
    };
    let demolished = (content.demolished > 0).then(|| {
        view! { <p>{format!("Te slopen: {}.", dutch::count(content.demolished.into(), "woning", "woningen"))}</p> }
    });
    view! {
        <section class="wza-card" aria-labelledby="woningen">
            <h2 id="woningen">{dutch::count(content.dwellings.into(), "woning", "woningen")}</h2>
            {table}
            {rest}
            {demolished}
        </section>
    }
}

/// What of it is there, by type, and the way to the ledger.
#[component]
fn Delivered(detail: Detail) -> impl IntoView {
    let Detail { id, delivered, may_report_delivery, content: project, .. } = detail;
    let ledger = ledger_of(id);
    let number = |count: u32| dutch::number(count.into());
    let rows: Vec<_> = delivered
        .into_iter()
        .map(|(kind, lot)| {
            view! {
                <tr>
                    <th scope="row">{kind}</th>
                    <td data-label="Geverifieerd">{number(lot.verified)}</td>
                    <td data-label="Te controleren">{number(lot.waiting)}</td>
                    <td data-label="Teruggegeven">{number(lot.returned)}</td>
                </tr>
            }
        })
        .collect();
    let none = rows.is_empty();
    let content = if none {
        if project.is_realised_without(0) {
            view! {
                <p class="wza-notice">
                    "Het project staat op ‘Gerealiseerd’, maar er is niets opgeleverd gemeld. De woningen tellen pas mee als ze zijn gemeld: \
                     meld ze, of pas de status aan."
                </p>
            }
            .into_any()
        } else {
            view! { <p class="wza-muted">"Er is nog niets opgeleverd gemeld."</p> }.into_any()
        }
    } else {
        view! {
            <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
                <caption class="wza-visually-hidden">"Opgeleverde woningen per soort"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Soort"</th>
                        <th scope="col">"Geverifieerd"</th>
                        <th scope="col">"Te controleren"</th>
                        <th scope="col">"Teruggegeven"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p><a href=ledger.clone()>"Alle regels bekijken"</a></p>
        }
        .into_any()
    };
    let report = may_report_delivery.then(|| {
        view! { <p><a href=format!("{ledger}/melden")>"Oplevering melden"</a></p> }
    });
    view! {
        <section class="wza-card" aria-labelledby="opgeleverd">
            <h2 id="opgeleverd">"Opgeleverd"</h2>
            {content}
            {report}
        </section>
    }
}

/// What dwellings with care need, and what of that is there.
#[component]
fn Care(detail: Detail) -> impl IntoView {
    let Detail { content, names, missing_for_care, .. } = detail;
    let missing = (!missing_for_care.is_empty()).then(|| {
        view! { <p class="wza-notice">{format!("Hiervoor ontbreekt nog: {}.", dutch::list(&missing_for_care))}</p> }
    });
    let signed = content.intent.signed_on.map(|day| {
        view! { <div><dt>"Intentieovereenkomst"</dt><dd>{format!("Getekend op {}", dutch::date(day))}</dd></div> }
    });
    let document =
        content.intent.document.map(|text| view! { <div><dt>"Document"</dt><dd>{document(text)}</dd></div> });
    let shares: Vec<String> =
        content.cost_shares.iter().map(|(id, share)| format!("{} {share} %", names.organisation(*id))).collect();
    let shares = (!shares.is_empty()).then(|| {
        view! { <div><dt>"Structurele meerkosten"</dt><dd>{shares.join(", ")}</dd></div> }
    });
    view! {
        <section class="wza-card" aria-labelledby="zorg">
            <h2 id="zorg">"Zorggeschikt: wat ervoor nodig is"</h2>
            {missing}
            <dl class="wza-facts">{signed}{document}{shares}</dl>
        </section>
    }
}

fn document(text: String) -> AnyView {
    // Another scheme could run a script.
    if text.starts_with("https://") || text.starts_with("http://") {
        view! { <a href=text.clone() rel="external noreferrer">{text.clone()}</a> }.into_any()
    } else {
        text.into_any()
    }
}

#[component]
fn Parties(detail: Detail) -> impl IntoView {
    let Detail { content, names, .. } = detail;
    let lines: Vec<_> = content
        .parties
        .iter()
        .map(|(role, id)| view! { <div><dt>{role.label()}</dt><dd>{names.organisation(*id)}</dd></div> })
        .collect();
    let list = if lines.is_empty() {
        view! { <p class="wza-notice">"Er zijn nog geen partijen vastgelegd."</p> }.into_any()
    } else {
        view! { <dl class="wza-facts">{lines}</dl> }.into_any()
    };
    view! {
        <section class="wza-card" aria-labelledby="partijen">
            <h2 id="partijen">"Wie"</h2>
            {list}
        </section>
    }
}
