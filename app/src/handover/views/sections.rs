//! The parts of a handover, each with links to where they are worked on.

use domain::dutch;
use leptos::prelude::*;
use uuid::Uuid;

use super::super::data::{Blocked, Carried, Deadline, First, Milestone, Question, Seat, ToAnswer};
use super::super::document::lead;
use crate::bottlenecks::filter::PATH as BOTTLENECKS;
use crate::decisions::queries::Line;
use crate::decisions::views::Table;
use crate::meetings;
use crate::proposals::queries::Row;
use crate::ui::{ChangeBadge, ExampleBadge, LifeCycleBadge, Light, OverdueBadge, paragraphs};

fn card(id: &'static str, heading: &'static str, lead: String, body: AnyView) -> impl IntoView {
    view! {
        <section class="wza-card" aria-labelledby=id>
            <h2 id=id>{heading}</h2>
            <p>{lead}</p>
            {body}
        </section>
    }
}

fn fact(label: &'static str, text: Option<String>) -> impl IntoView {
    text.map(|text| view! { <div><dt>{label}</dt><dd>{paragraphs(&text)}</dd></div> })
}

/// `whole`: of all functions, so that each says its own.
#[component]
pub fn CarriedCard(carried: First<Carried>, unnamed: u64, whole: bool) -> impl IntoView {
    let lead = lead::carried(&carried, unnamed);
    let lines: Vec<_> = carried.lines.into_iter().map(|one| carried_line(one, whole)).collect();
    card("afspraken", "Afspraken", lead, lines.into_any())
}

fn carried_line(one: Carried, whole: bool) -> impl IntoView {
    let role = match one.function.filter(|_| whole) {
        Some(function) => format!("{}, {function}", one.role.label()),
        None => one.role.label().to_owned(),
    };
    let next = one.milestones.iter().map(Milestone::told).map(|told| view! { <li>{told}</li> }).collect_view();
    view! {
        <article class="wza-trouble">
            <h3><a href=format!("/afspraken/{}", one.id)>{one.name}</a></h3>
            <p class="wza-badges">
                <LifeCycleBadge life_cycle=one.life_cycle/>
                {one.change_asked.then(|| view! { " " <ChangeBadge/> })}
                {one.example.then(|| view! { " " <ExampleBadge/> })}
                " " <Light standing=one.progress stale=one.stale/>
            </p>
            <dl class="wza-facts">
                {fact("Als", Some(role))}
                <div><dt>"Gereed"</dt><dd>{one.due} {one.overdue.then(|| view! { " " <OverdueBadge/> })}</dd></div>
                {fact("Oorzaak", one.reasons.cause)}
                {fact("Gevolg", one.reasons.effect)}
                {fact("Bijsturing", one.reasons.correction)}
                {(!one.milestones.is_empty()).then(|| view! { <div><dt>"Mijlpalen"</dt><dd><ul>{next}</ul></dd></div> })}
            </dl>
        </article>
    }
}

#[component]
pub fn ToAnswerCard(lines: First<ToAnswer>) -> impl IntoView {
    let lead = lead::to_answer(&lines);
    let line = |one: ToAnswer| {
        let told = one.told();
        view! {
            <li class="wza-tasks__item">
                <a class="wza-tasks__link" href=format!("/afspraken/{}", one.commitment)>{one.name}</a>
                {one.example.then(|| view! { " " <ExampleBadge/> })}
                <p class="wza-muted">{told}</p>
            </li>
        }
    };
    let body = (!lines.lines.is_empty())
        .then(|| view! { <ul class="wza-tasks">{lines.lines.into_iter().map(line).collect_view()}</ul> });
    card("te-beantwoorden", "Te beantwoorden", lead, body.into_any())
}

#[component]
pub fn DecisionsCard(decisions: First<Line>) -> impl IntoView {
    let lead = lead::decisions(&decisions);
    let body = (!decisions.lines.is_empty()).then(|| {
        view! { <Table lines=decisions.lines caption="Open besluiten en toezeggingen, wat het eerst klaar moet zijn eerst" taken_at=true/> }
    });
    card("besluiten", "Besluiten en toezeggingen", lead, body.into_any())
}

#[component]
pub fn BlockedCard(blocked: First<Blocked>, dwellings: u64) -> impl IntoView {
    let lead = lead::blocked(&blocked, dwellings);
    let line = |one: Blocked| {
        view! {
            <article class="wza-trouble">
                <h3><a href=format!("{BOTTLENECKS}/{}", one.id)>{one.title}</a></h3>
                {one.example.then(|| view! { <p class="wza-badges"><ExampleBadge/></p> })}
                <dl class="wza-facts">
                    {fact("Niveau", Some(one.level.label().to_owned()))}
                    {fact("Eigenaar", Some(one.owner))}
                    {fact("Aan zet", Some(one.acting))}
                    {fact("Actie", Some(one.action))}
                    {fact("In gevaar", Some(dutch::count(one.dwellings_at_risk, "woning", "woningen")))}
                </dl>
            </article>
        }
    };
    card("knelpunten", "Knelpunten", lead, blocked.lines.into_iter().map(line).collect_view().into_any())
}

#[component]
pub fn QuestionsCard(questions: First<Question>) -> impl IntoView {
    let lead = lead::questions(&questions);
    let line = |one: Question| {
        let whom = one.function.map(|function| format!(" aan {function}")).unwrap_or_default();
        let asked = format!("{} vroeg op {}{whom}:", one.asked_by, dutch::date(one.on));
        view! {
            <li class="wza-tasks__item">
                <a class="wza-tasks__link" href=format!("/afspraken/{}/reacties/{}", one.commitment, one.comment)>{one.name}</a>
                {one.example.then(|| view! { " " <ExampleBadge/> })}
                <p class="wza-muted">{asked}</p>
                {paragraphs(&one.text)}
            </li>
        }
    };
    let body = (!questions.lines.is_empty())
        .then(|| view! { <ul class="wza-tasks">{questions.lines.into_iter().map(line).collect_view()}</ul> });
    card("vragen", "Vragen", lead, body.into_any())
}

#[component]
pub fn SeatsCard(seats: Vec<Seat>) -> impl IntoView {
    let lead = lead::seats(seats.len());
    let line = |seat: Seat| {
        let next = match seat.next {
            Some((id, label)) => view! { <a href=format!("{}/{id}", meetings::PATH)>{label}</a> }.into_any(),
            None => view! { <span class="wza-muted">"nog niet gepland"</span> }.into_any(),
        };
        view! { <div><dt>{seat.body}</dt><dd>{seat.role} <p>"Eerstvolgende keer: " {next}</p></dd></div> }
    };
    let body =
        (!seats.is_empty()).then(|| view! { <dl class="wza-facts">{seats.into_iter().map(line).collect_view()}</dl> });
    card("overleggen", "Overleggen", lead, body.into_any())
}

#[component]
pub fn ProposalsCard(proposals: First<Row>) -> impl IntoView {
    let lead = lead::proposals(&proposals);
    let line = |one: Row| {
        view! {
            <li class="wza-tasks__item">
                <a class="wza-tasks__link" href=format!("{}/{}", crate::proposals::PATH, one.id)>{one.title}</a>
                {one.example.then(|| view! { " " <ExampleBadge/> })}
                <p class="wza-muted">{format!("{}: {}", one.standing.label(), one.place)}</p>
            </li>
        }
    };
    let body = (!proposals.lines.is_empty())
        .then(|| view! { <ul class="wza-tasks">{proposals.lines.into_iter().map(line).collect_view()}</ul> });
    card("voorstellen", "Voorstellen", lead, body.into_any())
}

#[component]
pub fn RoleCard(organisation: Uuid, role: Option<String>) -> impl IntoView {
    let text = lead::role(role.as_deref());
    view! {
        <section class="wza-card" aria-labelledby="rol">
            <h2 id="rol">"Rol van de organisatie"</h2>
            {paragraphs(&text)}
            <p><a href=format!("{}/{organisation}", crate::organisations::PATH)>"Naar de organisatie"</a></p>
        </section>
    }
}

#[component]
pub fn DeadlinesCard(deadlines: Vec<Deadline>) -> impl IntoView {
    let lead = lead::deadlines(deadlines.len());
    let line = |one: Deadline| {
        let distance = one.distance.map(|distance| view! { <span class="wza-muted">{format!(" ({distance})")}</span> });
        view! { <div><dt>{one.title}</dt><dd>{one.due} {distance} <p class="wza-muted">{one.phase.label()}</p></dd></div> }
    };
    let body = (!deadlines.is_empty()).then(|| {
        view! {
            <dl class="wza-facts">{deadlines.into_iter().map(line).collect_view()}</dl>
            <p><a href=crate::deadlines::PATH>"Alle termijnen"</a></p>
        }
    });
    card("termijnen", "Termijnen", lead, body.into_any())
}
