//! `/termijnen/{id}/gemeenten/{slug}`: says how far a gemeente is.

use domain::deadlines::Phase;
use domain::dutch;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::super::PATH;
use super::super::api::SetDeadlinePhase;
use super::super::data::PhasePage as Page;
use super::super::form::PhaseForm;
use super::super::queries::phase_page;
use crate::error::AppError;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Breadcrumb, Choice, Crumb, Form, RadioGroup, SeenVersion, SubmitButton, TextArea, TextField};

#[component]
pub fn PhasePage() -> impl IntoView {
    let (id, slug) = use_params_map()
        .with_untracked(|params| (params.get("id").unwrap_or_default(), params.get("slug").unwrap_or_default()));
    let id = id.parse::<Uuid>().map_err(|_| AppError::NotFound);
    let page = crate::request::served(async move |request: Request| phase_page(&request, id?, &slug).await);
    shown(page, |page| view! { <Content page=page/> })
}

#[component]
fn Content(page: Page) -> impl IntoView {
    let Page { today, deadline, municipality, form } = page;
    let own = format!("{PATH}/{}", deadline.id);
    let crumbs = vec![
        Crumb::link("Termijnen", PATH),
        Crumb::link(deadline.title.clone(), own.clone()),
        Crumb::here(municipality.clone()),
    ];
    let turn = deadline.due.filter(|due| due.recurs()).and_then(|due| due.next_end(today));
    let turn = turn.map(|turn| {
        let day = dutch::date(turn);
        view! { <p class="wza-notice">{format!("Deze termijn komt terug. De fase telt voor de keer van {day}; daarna begint zij opnieuw.")}</p> }
    });
    let when = domain::period::label_or_unknown(deadline.due);
    view! {
        <Breadcrumb crumbs=crumbs/>
        <PlainTitle title=format!("{}: {municipality}", deadline.title) lead=format!("Klaar: {when}.")/>
        {turn}
        <Form path=format!("{own}/gemeenten/{}", form.municipality) endpoint=SetDeadlinePhase::PATH>
            <Fields form=form/>
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Opslaan"/>
                <a class="nl-button nl-button--subtle" href=own>"Annuleren"</a>
            </div>
        </Form>
    }
}

#[component]
fn Fields(form: PhaseForm) -> impl IntoView {
    let phases = Phase::ALL.iter().map(|phase| Choice::new(phase.code(), phase.label())).collect::<Vec<_>>();
    view! {
        <input type="hidden" name=field_name("id") value=form.id/>
        <input type="hidden" name=field_name("municipality") value=form.municipality/>
        <SeenVersion version=form.version/>
        <section class="wza-form__section" aria-labelledby="fase">
            <h2 id="fase">"Hoever is de gemeente?"</h2>
            <RadioGroup name="phase" label="Fase" choices=phases value=form.phase/>
            <div class="wza-fields">
                <TextField
                    name="adopted_by"
                    label="Vastgesteld door"
                    hint="Nodig bij vastgesteld, anders leeg. Een orgaan, geen naam. Bijvoorbeeld gemeenteraad."
                    value=form.adopted_by
                />
                <TextField
                    name="adopted_on"
                    label="Vastgesteld op"
                    hint="Nodig bij vastgesteld, anders leeg. Bijvoorbeeld 12-11-2026."
                    value=form.adopted_on
                />
            </div>
            <TextArea name="note" label="Toelichting" hint="Mag leeg blijven. De hele regio leest dit." value=form.note optional=true/>
        </section>
    }
}
