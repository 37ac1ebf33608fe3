//! `/voorstellen/{id}`: everything about one proposal on one page.

use leptos::prelude::*;
use uuid::Uuid;

use super::super::PATH;
use super::super::queries::{Detail, StepLine, show};
use super::{Path, StandingBadge};
use crate::commitments::views::plain_id;
use crate::decisions::views::AboutProposal;
use crate::meetings;
use crate::meetings::views::Day;
use crate::plain::{PlainNotice, shown};
use crate::request::Request;
use crate::ui::{ExampleBadge, OverdueBadge, PageTitle, Timeline, paragraphs};

#[component]
pub fn ProposalPage() -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| show(&request, id?).await);
    shown(page, |detail| view! { <Page detail=detail/> })
}

#[component]
fn Page(detail: Detail) -> impl IntoView {
    let address = format!("{PATH}/{}", detail.id);
    let badges = view! {
        <StandingBadge standing=detail.standing/>
        {detail.overdue.then(|| view! { " " <OverdueBadge/> })}
        {detail.example.then(|| view! { " " <ExampleBadge/> })}
    };
    let edit = detail.may_edit.then(|| {
        view! { <a class="nl-button nl-button--secondary" href=format!("{address}/wijzigen")>"Wijzigen"</a> }.into_any()
    });
    let timeline = detail.timeline.clone();
    let title = detail.content.title.clone();
    view! {
        <Path here=title.clone()/>
        <PlainNotice/>
        <PageTitle number="Voorstel" title=title badges=Some(badges.into_any()) actions=edit/>
        <div class="wza-stack">
            <Routing detail=detail.clone() address=address/>
            <AboutProposal lines=detail.decisions.clone()/>
            <div class="wza-columns">
                <div class="wza-stack">
                    <Text detail=detail.clone()/>
                    <section class="wza-card" aria-labelledby="tijdlijn">
                        <h2 id="tijdlijn">"Tijdlijn"</h2>
                        <Timeline entries=timeline/>
                    </section>
                </div>
                <aside class="wza-stack" aria-label="Stand van zaken">
                    <section class="wza-card" aria-labelledby="feiten">
                        <h2 id="feiten">"Van wie en waar"</h2>
                        <dl class="wza-facts">
                            <div class="wza-facts__wide"><dt>"Van"</dt><dd>{detail.organisation}</dd></div>
                            <div class="wza-facts__wide"><dt>"Waar het nu ligt"</dt><dd>{detail.place}</dd></div>
                            <div class="wza-facts__wide"><dt>"Versie van de tekst"</dt><dd>{detail.version.to_string()}</dd></div>
                        </dl>
                    </section>
                </aside>
            </div>
        </div>
    }
}

/// The parts that say something, in the order of the form.
#[component]
fn Text(detail: Detail) -> impl IntoView {
    let parts = detail.content.parts();
    let filled: Vec<_> = parts
        .into_iter()
        .filter(|part| !part.text.is_empty())
        .map(|part| {
            view! {
                <section aria-labelledby=format!("deel-{}", part.field)>
                    <h2 id=format!("deel-{}", part.field)>{part.heading}</h2>
                    <div class="wza-prose">{paragraphs(part.text)}</div>
                </section>
            }
        })
        .collect();
    if filled.is_empty() {
        return view! { <div class="wza-card"><p class="wza-muted">"Er staat nog geen tekst."</p></div> }.into_any();
    }
    view! { <article class="wza-card wza-stack" aria-label="Tekst van het voorstel">{filled}</article> }.into_any()
}

#[component]
fn Routing(detail: Detail, address: String) -> impl IntoView {
    let Detail { steps, may_route, .. } = detail;
    let empty = steps.is_empty();
    let has_buttons = steps.iter().any(|step| step.may_change || step.may_conclude || step.may_reword);
    let rows: Vec<_> = steps.into_iter().map(|step| row(step, &address, has_buttons)).collect();
    let table = (!empty).then(|| {
        view! {
            <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
                <caption class="wza-visually-hidden">"De overleggen die het voorstel behandelen, op volgorde"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Datum"</th>
                        <th scope="col">"Overleg"</th>
                        <th scope="col">"Doel"</th>
                        <th scope="col">"Conclusie"</th>
                        {has_buttons.then(|| view! { <th scope="col"><span class="wza-visually-hidden">"Acties"</span></th> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
    });
    view! {
        <section class="wza-card" aria-labelledby="behandeling">
            <h2 id="behandeling">"Behandeling"</h2>
            {empty.then(|| view! { <p class="wza-muted">"Nog geen overleg behandelt dit voorstel. Het is een concept, dat alleen de eigen organisatie en de aanjagers lezen."</p> })}
            {table}
            {may_route.then(|| view! {
                <p class="wza-actions">
                    <a class="nl-button nl-button--secondary" href=format!("{address}/behandeling")>"Overleg toevoegen"</a>
                </p>
            })}
        </section>
    }
}

fn row(step: StepLine, address: &str, has_buttons: bool) -> AnyView {
    let named = format!("{}, {}", step.body, domain::dutch::date(step.date));
    let body = body_of(step.meeting, step.body.clone());
    let notes = [
        step.joint.then_some("Gezamenlijk punt"),
        step.cancelled.then_some("Afgelast"),
        step.out_of_order.then_some("Eerder dan de stap hiervoor: het overleg is verzet"),
    ];
    let notes = notes.into_iter().flatten().map(|text| view! { <p class="wza-muted">{text}</p> }).collect_view();
    let buttons = has_buttons.then(|| view! { <td data-label="Acties">{buttons(&step, address, &named)}</td> });
    let conclusion = match (step.conclusion, step.open) {
        (Some(text), _) => {
            let about = step.concluded_version.map(|version| format!("Over versie {version} van de tekst"));
            view! {
                <div class="wza-prose">{paragraphs(&text)}</div>
                {about.map(|about| view! { <p class="wza-muted">{about}</p> })}
            }
            .into_any()
        }
        (None, true) => view! { <span class="wza-muted">"aan de beurt"</span> }.into_any(),
        (None, false) => view! { <span class="wza-muted">"na de stap hiervoor"</span> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row"><Day date=step.date/></th>
            <td data-label="Overleg">{body} {notes}</td>
            <td data-label="Doel">{step.purpose.label()}</td>
            <td data-label="Conclusie">{conclusion}</td>
            {buttons}
        </tr>
    }
    .into_any()
}

fn body_of(meeting: Option<Uuid>, name: String) -> AnyView {
    match meeting {
        Some(id) => view! { <a href=format!("{}/{id}", meetings::PATH)>{name}</a> }.into_any(),
        None => name.into_any(),
    }
}

fn buttons(step: &StepLine, address: &str, named: &str) -> impl IntoView + use<> {
    let path = format!("{address}/behandeling/{}", step.id);
    let button = |may: bool, label: &'static str, href: String| {
        let name = format!("{label}: {named}");
        may.then(|| {
            view! { <a class="nl-button nl-button--subtle wza-button--small" href=href aria-label=name>{label}</a> }
        })
    };
    view! {
        <div class="wza-actions">
            {button(step.may_conclude, "Conclusie vastleggen", format!("{path}/conclusie"))}
            {button(step.may_reword, "Anders verwoorden", format!("{path}/conclusie"))}
            {button(step.may_change, "Wijzigen", path.clone())}
            {button(step.may_change, "Weghalen", format!("{path}/verwijderen"))}
        </div>
    }
}
