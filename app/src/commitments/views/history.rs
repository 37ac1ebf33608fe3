//! `/afspraken/{id}/tijdlijn`: everything that happened, narrowed to a topic, and the commitment as it stood on a day. A
//! plain page.

use domain::history::Topic;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::super::queries::{HistoryPage as Page, history};
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
                <input class="utrecht-textbox utrecht-textbox--html-input wza-input--short" id="op" name="op" type="text" autocomplete="off" placeholder="21-11-2026" value=day.clone().unwrap_or_default()/>
            </div>
            <div class="wza-actions">
                <button class="nl-button nl-button--primary" type="submit">"Tonen"</button>
                <a class="nl-button nl-button--subtle" href=format!("{back}/tijdlijn")>"Wissen"</a>
            </div>
        </form>
        {stood.map(|(label, fields)| view! { <Stood label=label fields=fields/> })}
        <section class="wza-card" aria-labelledby="gebeurtenissen">
            <h2 id="gebeurtenissen">"Wat er gebeurde"</h2>
            {entries.is_empty().then(|| view! { <p class="wza-muted">"Niets van deze soort."</p> })}
            <Timeline entries=entries/>
        </section>
    }
}

/// The commitment on a day, in the words of then.
#[component]
fn Stood(label: String, fields: Vec<(&'static str, String)>) -> impl IntoView {
    let nothing = fields.is_empty().then(|| view! { <p>"De afspraak was er toen nog niet."</p> });
    let lines = fields.into_iter().map(|(name, text)| view! { <div><dt>{name}</dt><dd>{text}</dd></div> });
    view! {
        <section class="wza-card wza-stack" aria-labelledby="toen">
            <h2 id="toen">{format!("Zoals het was op {label}")}</h2>
            {nothing}
            <dl class="wza-facts">{lines.collect_view()}</dl>
        </section>
    }
}
