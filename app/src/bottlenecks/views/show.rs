//! `/knelpunten/{id}`: everything about one bottleneck on one page.

use domain::bottlenecks::{State, StepKind};
use domain::dutch;
use leptos::prelude::*;

use super::super::filter::PATH;
use super::super::queries::{BlockedCommitment, BlockedProject, Detail, StepLine, show};
use super::{LevelBadge, Path, StateBadge, how_many, number};
use crate::commitments::views::plain_id;
use crate::plain::{PlainNotice, shown};
use crate::request::Request;
use crate::ui::{ExampleBadge, Light, PageTitle, Timeline, paragraphs};

#[component]
pub fn BottleneckPage() -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| show(&request, id?).await);
    shown(page, |detail| view! { <Page detail=detail/> })
}

#[component]
fn Page(detail: Detail) -> impl IntoView {
    let badges = view! {
        <StateBadge state=detail.standing.state/>
        " "
        <LevelBadge level=detail.standing.level/>
        {detail.example.then(|| view! { " " <ExampleBadge/> })}
        {reopenings(&detail).map(|text| view! { " " <span class="nl-data-badge">{text}</span> })}
    };
    let actions = actions(&detail);
    let timeline = detail.timeline.clone();
    view! {
        <Path here=detail.title.clone()/>
        <PlainNotice/>
        <PageTitle number="Knelpunt" title=detail.title.clone() badges=Some(badges.into_any()) actions=actions/>
        <div class="wza-columns">
            <div class="wza-stack">
                {detail.solution().cloned().map(|line| view! { <Solution line=line/> })}
                {detail.description.clone().map(|text| view! { <div class="wza-prose">{paragraphs(&text)}</div> })}
                <section class="wza-card" aria-labelledby="blokkeert">
                    <h2 id="blokkeert">"Wat het blokkeert"</h2>
                    <Blocked detail=detail.clone()/>
                </section>
                <section class="wza-card" aria-labelledby="niveaus">
                    <h2 id="niveaus">"Hoe hoog het ligt"</h2>
                    <Steps detail=detail.clone()/>
                </section>
                <section class="wza-card" aria-labelledby="tijdlijn">
                    <h2 id="tijdlijn">"Tijdlijn"</h2>
                    <Timeline entries=timeline/>
                </section>
            </div>
            <aside class="wza-stack" aria-label="Stand van zaken">
                <section class="wza-card wza-risk" aria-labelledby="gevaar">
                    <h2 id="gevaar">"Woningen in gevaar"</h2>
                    <p class="wza-risk__number">{number(detail.dwellings_at_risk)}</p>
                    <p class="wza-muted">"In de afspraken en projecten die u mag zien. Elke woning telt één keer."</p>
                </section>
                <section class="wza-card" aria-labelledby="aanzet">
                    <h2 id="aanzet">"Wie is aan zet"</h2>
                    <Facts detail=detail/>
                </section>
            </aside>
        </div>
    }
}

fn reopenings(detail: &Detail) -> Option<String> {
    match detail.reopenings() {
        0 => None,
        1 => Some("1 keer teruggekomen".to_owned()),
        many => Some(format!("{many} keer teruggekomen")),
    }
}

fn actions(detail: &Detail) -> Option<AnyView> {
    let address = format!("{PATH}/{}", detail.id);
    let steps: Vec<AnyView> = detail
        .steps_open
        .iter()
        .map(|kind| {
            let (page, label, class) = match kind {
                StepKind::Escalated => ("escaleren", "Escaleren", "nl-button nl-button--primary"),
                StepKind::Solved => ("oplossen", "Oplossen", "nl-button nl-button--secondary"),
                StepKind::Reopened => ("heropenen", "Heropenen", "nl-button nl-button--primary"),
            };
            view! { <a class=class href=format!("{address}/{page}")>{label}</a> }.into_any()
        })
        .collect();
    let edit = detail.may_edit.then(|| {
        view! { <a class="nl-button nl-button--secondary" href=format!("{address}/bewerken")>"Wijzigen"</a> }
    });
    (detail.may_edit || !steps.is_empty()).then(|| view! { {steps} {edit} }.into_any())
}

#[component]
fn Solution(line: StepLine) -> impl IntoView {
    view! {
        <div class="utrecht-alert utrecht-alert--ok">
            <div class="utrecht-alert__content">
                <p><strong>"Opgelost op " <time datetime=line.at.iso>{line.at.label}</time></strong></p>
                {paragraphs(&line.reason)}
            </div>
        </div>
    }
}

#[component]
fn Blocked(detail: Detail) -> impl IntoView {
    let Detail { commitments, projects, dwellings, standing, .. } = detail;
    let Some(amount) = how_many(commitments.len(), projects.len()) else {
        return view! { <p class="wza-notice">"Geen afspraken of projecten die u mag zien."</p> }.into_any();
    };
    let homes = dutch::count(dwellings, "woning die er nog niet is", "woningen die er nog niet zijn");
    let verb = match standing.state {
        State::Open => "Houdt tegen",
        State::Solved => "Hield tegen",
    };
    let more_than_one = commitments.len() + projects.len() > 1;
    view! {
        <p>
            {format!("{verb}: {amount}, samen met {homes}.")}
            {more_than_one.then_some(" Staan dezelfde woningen in meer regels, dan tellen zij samen één keer.")}
        </p>
        {(!commitments.is_empty()).then(|| view! { <Commitments commitments=commitments/> })}
        {(!projects.is_empty()).then(|| view! { <Projects projects=projects/> })}
    }
    .into_any()
}

#[component]
fn Commitments(commitments: Vec<BlockedCommitment>) -> impl IntoView {
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">"Afspraken die dit knelpunt blokkeert"</caption>
            <thead>
                <tr>
                    <th scope="col">"Afspraak"</th>
                    <th scope="col">"Trekker"</th>
                    <th scope="col">"Gemeente"</th>
                    <th scope="col">"Gereed"</th>
                    <th scope="col">"Voortgang"</th>
                    <th scope="col" class="utrecht-table__header-cell--numeric-column">"Woningen"</th>
                </tr>
            </thead>
            <tbody>{commitments.into_iter().map(|it| view! { <Line commitment=it/> }).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Projects(projects: Vec<BlockedProject>) -> impl IntoView {
    let line = |BlockedProject { project, status, dwellings }: BlockedProject| {
        view! {
            <tr>
                <th scope="row"><a href=format!("{}/{}", crate::projects::PATH, project.id)>{project.label}</a></th>
                <td data-label="Projectstatus">{status.label()}</td>
                <td data-label="Woningen" class="utrecht-table__cell--numeric-column">{number(dwellings)}</td>
            </tr>
        }
    };
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">"Projecten die dit knelpunt blokkeert"</caption>
            <thead>
                <tr>
                    <th scope="col">"Project"</th>
                    <th scope="col">"Projectstatus"</th>
                    <th scope="col" class="utrecht-table__header-cell--numeric-column">"Woningen"</th>
                </tr>
            </thead>
            <tbody>{projects.into_iter().map(line).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Line(commitment: BlockedCommitment) -> impl IntoView {
    let BlockedCommitment { row, dwellings, serves } = commitment;
    let serves: Vec<String> = serves.into_iter().map(|project| project.label).collect();
    let lead = row.lead.unwrap_or_else(|| "Nog geen trekker".to_owned());
    let municipality = row.municipality.map_or_else(|| "Hele regio".to_owned(), |place| place.name);
    view! {
        <tr>
            <th scope="row">
                <span class="wza-table__number">{row.number}</span> " "
                <a href=format!("/afspraken/{}", row.id)>{row.title}</a>
                {row.example.then(|| view! { " " <ExampleBadge/> })}
                {(!serves.is_empty()).then(|| view! { <p class="wza-muted">{format!("Met de woningen van {}", serves.join("; "))}</p> })}
            </th>
            <td data-label="Trekker">{lead}</td>
            <td data-label="Gemeente">{municipality}</td>
            <td data-label="Gereed">{row.due}</td>
            <td data-label="Voortgang"><Light standing=row.progress stale=row.stale/></td>
            <td data-label="Woningen" class="utrecht-table__cell--numeric-column">{number(dwellings)}</td>
        </tr>
    }
}

/// The level now, and how it came there.
#[component]
fn Steps(detail: Detail) -> impl IntoView {
    let rows = detail.steps.iter().cloned().map(|step| {
        let what = match step.kind {
            StepKind::Escalated => format!("Naar {}", step.level.label()),
            other => other.label().to_owned(),
        };
        let by = if step.organisation.is_empty() { "Regiobestand".to_owned() } else { step.organisation };
        view! {
            <tr>
                <th scope="row">{what}</th>
                <td data-label="Wanneer"><time datetime=step.at.iso>{step.at.label}</time></td>
                <td data-label="Namens">{by}</td>
                <td data-label="Waarom">{paragraphs(&step.reason)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let table = (!detail.steps.is_empty()).then(|| {
        view! {
            <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
                <caption class="wza-visually-hidden">"Escalaties, oplossingen en heropeningen, de laatste eerst"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Wat"</th>
                        <th scope="col">"Wanneer"</th>
                        <th scope="col">"Namens"</th>
                        <th scope="col">"Waarom"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
    });
    view! {
        <p>"Nu: " <strong>{detail.standing.level.label()}</strong></p>
        {table}
        <p class="wza-muted">
            "Staat hier sinds " <time datetime=detail.recorded.iso>{detail.recorded.label}</time> "."
        </p>
    }
}

#[component]
fn Facts(detail: Detail) -> impl IntoView {
    view! {
        <dl class="wza-facts">
            <div class="wza-facts__wide"><dt>"Aan zet"</dt><dd>{detail.acting}</dd></div>
            <div class="wza-facts__wide"><dt>"Actie"</dt><dd>{paragraphs(&detail.action)}</dd></div>
            <div class="wza-facts__wide"><dt>"Eigenaar"</dt><dd>{detail.owner}</dd></div>
            <div class="wza-facts__wide"><dt>"Succesfactor"</dt><dd>{detail.success_factor}</dd></div>
        </dl>
    }
}
