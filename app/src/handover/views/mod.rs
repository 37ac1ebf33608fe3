//! `/overdracht`. A plain page, which prints as it is.

mod sections;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::data::Page;
use super::document::SCOPE;
use super::filter::Filter;
use super::queries::page;
use super::{FILE_PATH, PATH};
use crate::organisations;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::{Breadcrumb, Choice, Crumb, LeftOut, LeftOutNotice};
use sections::{
    BlockedCard, CarriedCard, DeadlinesCard, DecisionsCard, ProposalsCard, QuestionsCard, RoleCard, SeatsCard,
    ToAnswerCard,
};

#[component]
pub fn HandoverPage() -> impl IntoView {
    let (filter, left_out) = use_query_map().with_untracked(Filter::from_query);
    let page = crate::request::served(async move |request: Request| page(&request, &filter).await);
    shown(page, move |page| view! { <Handover left_out=left_out page=page/> })
}

#[component]
fn Handover(left_out: LeftOut, page: Page) -> impl IntoView {
    let mut left_out = left_out;
    left_out.unknown.extend(page.unknown.iter().cloned());
    let (whose, file) = (page.whose(), page.address(FILE_PATH));
    let made = format!("Gemaakt op {} voor {}. {SCOPE}", page.made, page.reader);
    let whole = page.function.is_none();
    view! {
        <Breadcrumb crumbs=vec![Crumb::link("Organisaties", organisations::PATH), Crumb::here("Overdracht")]/>
        <PlainTitle title="Overdracht" lead=whose/>
        <LeftOutNotice left_out=left_out pages=(1, 1) everything=(PATH, "Toon de overdracht van uw eigen organisatie")/>
        <Choose page=page.clone()/>
        <p>{made}</p>
        <p><a href=file rel="external">"Overdracht als PDF"</a></p>
        <div class="wza-stack">
            <CarriedCard carried=page.carried unnamed=page.unnamed whole=whole/>
            <ToAnswerCard lines=page.to_answer/>
            <DecisionsCard decisions=page.decisions/>
            <BlockedCard blocked=page.blocked dwellings=page.dwellings_at_risk/>
            <QuestionsCard questions=page.questions/>
            <SeatsCard seats=page.seats/>
            <ProposalsCard proposals=page.proposals/>
            <RoleCard organisation=page.organisation.0 role=page.role/>
            {page.deadlines.map(|deadlines| view! { <DeadlinesCard deadlines=deadlines/> })}
        </div>
    }
}

/// Two steps: which functions there are to choose from, only the organisation says.
#[component]
fn Choose(page: Page) -> impl IntoView {
    let (organisation, name) = page.organisation;
    let id = organisation.to_string();
    let functions = page.functions.into_iter().map(|function| Choice::new(function.clone(), function));
    let functions = std::iter::once(Choice::new("", "Alle functies")).chain(functions).collect();
    view! {
        <div class="wza-stack">
            <form class="wza-inline-form" method="get" action=PATH>
                <Select name="organisatie" label="Organisatie" choices=page.organisations value=id.clone()/>
                <div class="wza-actions">
                    <button class="nl-button nl-button--secondary" type="submit">"Organisatie tonen"</button>
                </div>
            </form>
            <form class="wza-inline-form" method="get" action=PATH>
                <input type="hidden" name="organisatie" value=id/>
                <Select name="functie" label=format!("Functie bij {name}") choices=functions value=page.function.unwrap_or_default()/>
                <div class="wza-actions">
                    <button class="nl-button nl-button--secondary" type="submit">"Functie tonen"</button>
                </div>
            </form>
        </div>
    }
}

#[component]
fn Select(name: &'static str, #[prop(into)] label: String, choices: Vec<Choice>, value: String) -> impl IntoView {
    let option = |choice: Choice| {
        let selected = choice.value == value;
        view! { <option value=choice.value selected=selected>{choice.label}</option> }
    };
    view! {
        <div class="utrecht-form-field">
            <label class="utrecht-form-label" for=name>{label}</label>
            <select class="utrecht-select utrecht-select--html-select" id=name name=name>
                {choices.into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}
