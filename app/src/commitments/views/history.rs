//! `/afspraken/{id}/tijdlijn`: everything that happened, narrowed to a topic, and the commitment as it stood on a day. A
//! plain page.

use domain::history::{Beside, Topic};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::super::queries::{HistoryPage as Page, Stood, history};
use super::plain_id;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::{Breadcrumb, Crumb, Timeline};

#[component]
pub fn HistoryPage() -> impl IntoView {
    let id = plain_id("id");
    let (topic, day) = use_query_map()
        .with_untracked(|query| (query.get("soort").unwrap_or_default(), query.get("op").unwrap_or_default()));
    let page = crate::request::served(async move |request: Request| history(&request, id?, &topic, &day).await);
    shown(page, |page| view! { <History page=page/> })
}

#[component]
fn History(page: Page) -> impl IntoView {
    let Page { id, number, title, topic, day, stood, entries, problems } = page;
    let back = format!("/afspraken/{id}");
    let options = Topic::ALL.iter().map(|one| {
        view! { <option value=one.code() selected=topic == Some(*one)>{one.label()}</option> }
    });
    let problems = (!problems.is_empty()).then(|| {
        crate::ui::set_status(400);
        view! {
            <div class="utrecht-alert utrecht-alert--warning" role="alert">
                <div class="utrecht-alert__content">
                    {problems.into_iter().map(|problem| view! { <p>{problem}</p> }).collect_view()}
                </div>
            </div>
        }
    });
    view! {
        <Breadcrumb crumbs=vec![
            Crumb::link("Afspraken", "/afspraken"),
            Crumb::link(number, back.clone()),
            Crumb::here("Tijdlijn"),
        ]/>
        <PlainTitle title="Tijdlijn" lead=title/>
        {problems}
        <form class="wza-inline-form" method="get" action=format!("{back}/tijdlijn")>
            <div class="utrecht-form-field">
                <label class="utrecht-form-label" for="soort">"Soort gebeurtenis"</label>
                <select class="utrecht-select utrecht-select--html-select" id="soort" name="soort">
                    <option value="">"Alle"</option>
                    {options.collect_view()}
                </select>
            </div>
            <div class="utrecht-form-field">
                <label class="utrecht-form-label" for="op">"Zoals het was op"</label>
                <input class="utrecht-textbox utrecht-textbox--html-input wza-input--short" id="op" name="op" type="date" autocomplete="off" value=day.clone().unwrap_or_default()/>
            </div>
            <div class="wza-actions">
                <button class="nl-button nl-button--primary" type="submit">"Tonen"</button>
                <a class="nl-button nl-button--subtle" href=format!("{back}/tijdlijn")>"Wissen"</a>
            </div>
        </form>
        {stood.map(|stood| view! { <AsItStood stood=stood/> })}
        <section class="wza-card" aria-labelledby="gebeurtenissen">
            <h2 id="gebeurtenissen">"Wat er gebeurde"</h2>
            {entries.is_empty().then(|| view! { <p class="wza-muted">"Niets van deze soort."</p> })}
            <Timeline entries=entries/>
        </section>
    }
}

/// The commitment on a day, in the words of then.
#[component]
fn AsItStood(stood: Stood) -> impl IntoView {
    let Stood { day, fields, beside } = stood;
    let nothing = fields.is_empty().then(|| view! { <p>"De afspraak was er toen nog niet."</p> });
    let Beside { answers, answers_in_force, milestones, waits } = beside;
    let answers_title =
        if answers_in_force.is_empty() { "Antwoorden" } else { "Antwoorden op de voorgestelde wijziging" };
    view! {
        <section class="wza-card wza-stack" aria-labelledby="toen">
            <h2 id="toen">{format!("Zoals het was op {day}")}</h2>
            {nothing}
            <Facts lines=fields/>
            <Part title=answers_title lines=answers/>
            <Part title="Antwoorden op wat toen gold" lines=answers_in_force/>
            <Part title="Mijlpalen" lines=milestones/>
            <Part title="Wachten" lines=waits/>
        </section>
    }
}

#[component]
fn Part(title: &'static str, lines: Vec<(String, String)>) -> impl IntoView {
    (!lines.is_empty()).then(|| view! { <h3>{title}</h3> <Facts lines=lines/> })
}

#[component]
fn Facts<N: Into<String>>(lines: Vec<(N, String)>) -> impl IntoView {
    let line = |(name, text): (N, String)| view! { <div><dt>{name.into()}</dt><dd>{text}</dd></div> };
    view! { <dl class="wza-facts">{lines.into_iter().map(line).collect_view()}</dl> }
}
