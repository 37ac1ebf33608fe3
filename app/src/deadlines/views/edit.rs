//! `/termijnen/{id}/bewerken`: changes a deadline for all gemeenten at once.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::super::PATH;
use super::super::api::SaveDeadline;
use super::super::data::EditPage;
use super::super::form::DeadlineForm;
use super::super::queries::edit_page;
use crate::error::AppError;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{
    Breadcrumb, CheckboxGroup, Choice, Crumb, Form, SeenVersion, SelectField, SubmitButton, TextArea, TextField,
};

#[component]
pub fn EditDeadlinePage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let id = id.parse::<Uuid>().map_err(|_| AppError::NotFound);
    let page = crate::request::served(async move |request: Request| edit_page(&request, id?).await);
    shown(page, |page| view! { <Content page=page/> })
}

#[component]
fn Content(page: EditPage) -> impl IntoView {
    let EditPage { title, form, sources } = page;
    let own = format!("{PATH}/{}", form.id);
    let crumbs = vec![Crumb::link("Termijnen", PATH), Crumb::link(title.clone(), own.clone()), Crumb::here("Wijzigen")];
    view! {
        <Breadcrumb crumbs=crumbs/>
        <PlainTitle
            title=format!("Wijzigen: {title}")
            lead="Wat u hier wijzigt, verandert voor alle gemeenten tegelijk. De fase van elke gemeente blijft staan."
        />
        <Form path=format!("{own}/bewerken") endpoint=SaveDeadline::PATH>
            <input type="hidden" name=field_name("id") value=form.id.clone()/>
            <SeenVersion version=form.version.clone()/>
            <When form=form.clone()/>
            <Grounds form=form sources=sources/>
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Opslaan voor alle gemeenten"/>
                <a class="nl-button nl-button--subtle" href=own>"Annuleren"</a>
            </div>
        </Form>
    }
}

#[component]
fn When(form: DeadlineForm) -> impl IntoView {
    view! {
        <section class="wza-form__section" aria-labelledby="wanneer">
            <h2 id="wanneer">"Wanneer"</h2>
            <TextField
                name="due"
                label="Klaar"
                hint="Een dag, maand, kwartaal, halfjaar of jaar. Bijvoorbeeld 1-7-2027, Q3 2027 of 2027. Komt het terug? Schrijf 'elk jaar' of 'elk jaar op 1 juli'. Nog geen datum? Kies dat dan hieronder."
                value=form.due
                class="wza-input--short"
            />
            <CheckboxGroup
                name="due_unknown"
                label="Nog geen datum"
                choices=vec![Choice::new("ja", "Nog niet bekend wanneer het klaar moet zijn")]
                ticked=form.due_unknown
            />
        </section>
    }
}

#[component]
fn Grounds(form: DeadlineForm, sources: Vec<Choice>) -> impl IntoView {
    view! {
        <section class="wza-form__section" aria-labelledby="grond">
            <h2 id="grond">"Waarom"</h2>
            <TextField
                name="legal_status"
                label="Juridische status"
                hint="Bijvoorbeeld de wet en of die al geldt."
                value=form.legal_status
                class="wza-input--wide"
                optional=true
            />
            <TextArea name="note" label="Toelichting" value=form.note optional=true/>
            <SelectField
                name="source"
                label="Bron"
                hint="Een van de bronnen van de regio."
                choices=sources
                value=form.source
                nothing="Geen bron"
                optional=true
            />
            <TextField
                name="detail"
                label="Vindplaats in de bron"
                hint="Bijvoorbeeld een hoofdstuk of artikel."
                value=form.detail
                optional=true
            />
            <TextField
                name="checked_on"
                label="Laatst gecontroleerd"
                hint="De dag waarop iemand keek of dit nog klopt. Bijvoorbeeld 21-11-2026."
                value=form.checked_on
                class="wza-input--short"
                optional=true
            />
        </section>
    }
}
