//! `/knelpunten/nieuw` and `/knelpunten/{id}/bewerken`: one form.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use super::super::api::SaveBottleneck;
use super::super::filter::PATH;
use super::super::form::SEARCH;
use super::super::queries::{FormPage, Posted, edit_page, new_page};
use super::Path;
use crate::commitments::views::plain_id;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::{Submission, field_name};
use crate::ui::{CheckboxGroup, Form, SelectField, SubmitButton, TextArea, TextField};

/// Where the search for commitments is on the page.
const COMMITMENTS: &str = "afspraken";

#[component]
pub fn NewBottleneckPage() -> impl IntoView {
    let blocked = use_query_map().with_untracked(|query| query.get("afspraak")).and_then(|id| id.parse().ok());
    let posted = posted();
    let page = crate::request::served(async move |request: Request| new_page(&request, blocked, posted).await);
    shown(page, |page| view! { <Page page=page path=format!("{PATH}/nieuw") back=PATH.to_owned()/> })
}

#[component]
pub fn EditBottleneckPage() -> impl IntoView {
    let id = plain_id("id");
    let posted = posted();
    let page = crate::request::served(async move |request: Request| edit_page(&request, id?, posted).await);
    shown(page, |page| {
        let back = format!("{PATH}/{}", page.form.id);
        view! { <Page path=format!("{back}/bewerken") back=back page=page/> }
    })
}

/// What was ticked and looked for, when the form comes back.
fn posted() -> Posted {
    let Some(submission) = use_context::<Submission>().filter(|it| it.function == SaveBottleneck::PATH) else {
        return Posted::default();
    };
    let (mut ticked, mut search) = (BTreeSet::new(), String::new());
    let (boxes, field) = (field_name("commitments"), field_name("search"));
    for (name, value) in submission.pairs {
        if name.starts_with(&boxes) {
            ticked.extend(value.parse::<uuid::Uuid>().ok());
        } else if name == field {
            search = value;
        }
    }
    Posted { ticked, search }
}

#[component]
fn Page(page: FormPage, path: String, back: String) -> impl IntoView {
    let form = page.form.clone();
    let through = (!form.id.is_empty()).then(|| (back.clone(), "Knelpunt".to_owned()));
    view! {
        <Path through=through here=page.title.clone()/>
        <PlainTitle title=page.title.clone() lead="Een knelpunt is zichtbaar voor de hele regio."/>
        <Form path=path.clone() endpoint=SaveBottleneck::PATH>
            <input type="hidden" name=field_name("id") value=form.id.clone()/>
            <input type="hidden" name=field_name("version") value=form.version.clone()/>
            <What page=page.clone()/>
            <Who page=page.clone()/>
            <Commitments page=page path=path/>
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Opslaan"/>
                <a class="nl-button nl-button--subtle" href=back>"Annuleren"</a>
            </div>
        </Form>
    }
}

#[component]
fn What(page: FormPage) -> impl IntoView {
    let form = page.form;
    view! {
        <section class="wza-form__section" aria-labelledby="wat">
            <h2 id="wat">"Wat houdt het tegen"</h2>
            <TextField
                name="title"
                label="Titel"
                hint="In een paar woorden, bijvoorbeeld: Geen stroom voor nieuwe woningen."
                value=form.title
                class="wza-input--wide"
            />
            <TextArea
                name="description"
                label="Omschrijving"
                hint="De hele regio leest mee. Schrijf niets over afspraken die nog een concept zijn."
                value=form.description
                optional=true
                rows=5
            />
            <SelectField
                name="success_factor"
                label="Kritische succesfactor"
                choices=page.success_factors
                value=form.success_factor
                nothing="Kies een succesfactor"
            />
        </section>
    }
}

#[component]
fn Who(page: FormPage) -> impl IntoView {
    let form = page.form;
    view! {
        <section class="wza-form__section" aria-labelledby="wie">
            <h2 id="wie">"Wie is aan zet"</h2>
            <div class="wza-fields">
                <SelectField
                    name="owner"
                    label="Eigenaar"
                    hint="De organisatie die dit knelpunt bijhoudt."
                    choices=page.owners
                    value=form.owner
                    nothing="Kies een organisatie"
                />
                <TextField
                    name="owner_function"
                    label="Functie van de eigenaar"
                    hint="Een functie, geen naam. Bijvoorbeeld wethouder wonen."
                    value=form.owner_function
                    optional=true
                />
            </div>
            <TextArea
                name="action"
                label="Actie"
                hint="Wat wordt eraan gedaan?"
                value=form.action
            />
            <div class="wza-fields">
                <SelectField
                    name="acting"
                    label="Aan zet"
                    hint="De organisatie die nu moet handelen."
                    choices=page.organisations
                    value=form.acting
                    nothing="Kies een organisatie"
                />
                <TextField
                    name="acting_function"
                    label="Functie of overleg"
                    hint="Geen naam. Bijvoorbeeld BO Wonen."
                    value=form.acting_function
                    optional=true
                />
            </div>
        </section>
    }
}

#[component]
fn Commitments(page: FormPage, path: String) -> impl IntoView {
    let FormPage { form, commitments, more_found, .. } = page;
    let boxes = (!commitments.is_empty()).then(|| {
        view! {
            <CheckboxGroup
                name="commitments"
                label="Afspraken"
                hint="Wat is aangevinkt, wordt tegengehouden."
                choices=commitments
                ticked=form.commitments
                optional=true
            />
        }
    });
    view! {
        <section class="wza-form__section" id=COMMITMENTS aria-labelledby="welke">
            <h2 id="welke">"Welke afspraken houdt het tegen"</h2>
            {boxes}
            {more_found.then(|| view! {
                <p class="wza-notice">"Er zijn meer afspraken gevonden dan hier staan. Zoek preciezer."</p>
            })}
            <TextField
                name="search"
                label="Zoek een afspraak"
                hint="Een nummer of woorden uit de titel, met of zonder gemeente. Zoekt u er meer? Zet er komma's tussen. Bijvoorbeeld: Enschede L-01, hofje."
                class="wza-input--wide"
                optional=true
            />
            <div class="wza-actions">
                <button
                    class="nl-button nl-button--secondary"
                    type="submit"
                    name=field_name("step")
                    value=SEARCH
                    formaction=format!("{path}#{COMMITMENTS}")
                >
                    "Zoeken"
                </button>
            </div>
        </section>
    }
}
