//! `/documenten/nieuw` and `/documenten/{id}/bewerken`: one form.

use domain::documents::DocumentKind;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::super::PATH;
use super::super::api::SaveDocument;
use super::super::form::DocumentForm;
use super::super::queries::{FormPage, edit_page, new_page};
use crate::error::AppError;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Breadcrumb, CheckboxGroup, Choice, Crumb, Form, RadioGroup, SeenVersion, SubmitButton, TextField};

#[component]
pub fn NewDocumentPage() -> impl IntoView {
    let page = crate::request::served(async |request: Request| new_page(&request).await);
    shown(page, |page| view! { <Page page=page path=format!("{PATH}/nieuw")/> })
}

#[component]
pub fn EditDocumentPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let id = id.parse::<Uuid>().map_err(|_| AppError::NotFound);
    let page = crate::request::served(async move |request: Request| edit_page(&request, id?).await);
    shown(page, |page| {
        let path = format!("{PATH}/{}/bewerken", page.form.id);
        view! { <Page page=page path=path/> }
    })
}

#[component]
fn Page(page: FormPage, path: String) -> impl IntoView {
    let FormPage { title, form, organisations } = page;
    view! {
        <Breadcrumb crumbs=vec![Crumb::link("Documenten", PATH), Crumb::here(title.clone())]/>
        <PlainTitle title=title lead="Een document is zichtbaar voor de hele regio."/>
        <Form path=path endpoint=SaveDocument::PATH>
            <input type="hidden" name=field_name("id") value=form.id.clone()/>
            <SeenVersion version=form.version.clone()/>
            <What form=form.clone()/>
            <section class="wza-form__section" aria-labelledby="wie">
                <h2 id="wie">"Wie"</h2>
                <CheckboxGroup
                    name="parties"
                    label="Partijen"
                    hint="Wie het document heeft ondertekend."
                    choices=organisations
                    ticked=form.parties
                />
            </section>
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Opslaan"/>
                <a class="nl-button nl-button--subtle" href=PATH>"Annuleren"</a>
            </div>
        </Form>
    }
}

#[component]
fn What(form: DocumentForm) -> impl IntoView {
    let kinds = DocumentKind::ALL.iter().map(|kind| Choice::new(kind.code(), kind.label())).collect::<Vec<_>>();
    view! {
        <section class="wza-form__section" aria-labelledby="wat">
            <h2 id="wat">"Wat"</h2>
            <TextField
                name="title"
                label="Titel"
                hint="Zoals het document zelf heet."
                value=form.title
                class="wza-input--wide"
            />
            <RadioGroup name="kind" label="Soort document" choices=kinds value=form.kind/>
            <div class="wza-fields">
                <TextField
                    name="first_year"
                    label="Eerste jaar"
                    hint="Bijvoorbeeld 2025."
                    value=form.first_year
                    class="wza-input--short"
                />
                <TextField
                    name="last_year"
                    label="Laatste jaar"
                    hint="Loopt het één jaar? Vul dan hetzelfde jaar in."
                    value=form.last_year
                    class="wza-input--short"
                />
            </div>
            <TextField
                name="url"
                label="Vindplaats"
                hint="Het webadres waar het document staat. Het begint met https://."
                value=form.url
                class="wza-input--wide"
                optional=true
            />
        </section>
    }
}
