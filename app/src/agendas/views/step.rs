//! `/uitvoeringsagendas/{id}`: one agenda, and the step that it may take.

use domain::agendas::{Standing, State};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::super::api::TakeAgendaStep;
use super::super::form::StepForm;
use super::super::queries::{Agenda, StepPage, step_page};
use super::list::InPeriod;
use super::{Path, StateBadge, in_words};
use crate::error::AppError;
use crate::plain::{PlainNotice, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Choice, ExampleBadge, Form, PageTitle, RadioGroup, SubmitButton, TextArea, TextField, Timeline};

#[component]
pub fn AgendaPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let id = id.parse::<Uuid>().map_err(|_| AppError::NotFound);
    let page = crate::request::served(async move |request: Request| step_page(&request, id?).await);
    shown(page, |page| view! { <Content page=page/> })
}

#[component]
fn Content(page: StepPage) -> impl IntoView {
    let StepPage { municipality, slug, agenda, form } = page;
    let Agenda { years, standing, example, due, timeline, .. } = agenda;
    let title = format!("Uitvoeringsagenda {municipality} {}", years.label());
    let badges = view! {
        <StateBadge state=standing.state()/>
        {example.then(|| view! { " " <ExampleBadge/> })}
    };
    let lead = in_words(&standing);
    let without_form = form.is_none();
    view! {
        <Path municipality=municipality slug=slug.clone() years=Some(years.label())/>
        <PlainNotice/>
        <PageTitle title=title lead=lead badges=Some(badges.into_any()) without_form=without_form/>
        <div class="wza-stack">
            <InPeriod slug=slug.clone() years=years due=due/>
            {form.map(|form| view! { <Step form=form standing=standing slug=slug/> })}
            <section class="wza-card" aria-labelledby="tijdlijn">
                <h2 id="tijdlijn">"Tijdlijn"</h2>
                <Timeline entries=timeline/>
            </section>
        </div>
    }
}

#[component]
fn Step(form: StepForm, standing: Standing, slug: String) -> impl IntoView {
    let choice = |state: &State| Choice::new(state.code(), verb(*state, standing.state()));
    let choices: Vec<Choice> = standing.next().iter().map(choice).collect();
    let adopts = standing.next().contains(&State::Adopted);
    let hint = if standing.state() == State::Draft { "Mag leeg blijven." } else { "Verplicht bij een stap terug." };
    view! {
        <Form path=format!("/uitvoeringsagendas/{}", form.id) endpoint=TakeAgendaStep::PATH>
            <input type="hidden" name=field_name("id") value=form.id/>
            <input type="hidden" name=field_name("version") value=form.version/>
            <section class="wza-form__section" aria-labelledby="stap">
                <h2 id="stap">"Volgende stap"</h2>
                <RadioGroup name="to" label="Wat gebeurt er met de agenda?" choices=choices value=form.to/>
                {adopts.then(|| view! { <Adopting/> })}
                <TextArea name="reason" label="Toelichting" hint=hint optional=true/>
            </section>
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Opslaan"/>
                <a class="nl-button nl-button--subtle" href=format!("/gemeenten/{slug}/agenda")>"Annuleren"</a>
            </div>
        </Form>
    }
}

/// Only where adopting is a choice.
#[component]
fn Adopting() -> impl IntoView {
    view! {
        <div class="wza-fields">
            <TextField
                name="by"
                label="Vastgesteld door"
                hint="Nodig bij vaststellen, anders leeg. Een orgaan, geen naam. Bijvoorbeeld gemeenteraad."
            />
            <TextField
                name="on"
                label="Vastgesteld op"
                hint="Nodig bij vaststellen, anders leeg. Bijvoorbeeld 12-11-2026."
            />
        </div>
    }
}

const fn verb(to: State, from: State) -> &'static str {
    match (to, from) {
        (State::Adopted, _) => "Vaststellen",
        (State::Consultation, State::Draft) => "In consultatie brengen",
        (State::Consultation, _) => "Terug naar consultatie",
        (State::Draft, _) => "Terug naar concept",
    }
}
