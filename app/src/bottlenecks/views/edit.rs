//! `/knelpunten/nieuw` and `/knelpunten/{id}/bewerken`: one form.

use domain::bottlenecks::risk::Blocked;
use domain::ids::{CommitmentId, ProjectId};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;
use uuid::Uuid;

use super::super::api::SaveBottleneck;
use super::super::blocking::Offer;
use super::super::filter::PATH;
use super::super::form::{SEARCH, SEARCH_PROJECTS};
use super::super::queries::{FormPage, Posted, edit_page, new_page};
use super::Path;
use crate::commitments::views::plain_id;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::{Submission, field_name};
use crate::ui::{CheckboxGroup, Form, SeenVersion, SelectField, SubmitButton, TextArea, TextField};

#[component]
pub fn NewBottleneckPage() -> impl IntoView {
    let asked =
        |name: &str| use_query_map().with_untracked(|query| query.get(name)).and_then(|id| id.parse::<Uuid>().ok());
    let blocked = Blocked {
        commitments: asked("afspraak").into_iter().map(Into::into).collect(),
        projects: asked("project").into_iter().map(Into::into).collect(),
    };
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
    let mut posted = Posted::default();
    let (commitments, projects) = (field_name("commitments"), field_name("projects"));
    let (search, project_search) = (field_name("search"), field_name("project_search"));
    for (name, value) in submission.pairs {
        let id = || value.parse::<Uuid>().ok();
        if name.starts_with(&commitments) {
            posted.ticked.commitments.extend(id().map(CommitmentId::from));
        } else if name.starts_with(&projects) {
            posted.ticked.projects.extend(id().map(ProjectId::from));
        } else if name == search {
            posted.search = value;
        } else if name == project_search {
            posted.project_search = value;
        }
    }
    posted
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
            <SeenVersion version=form.version.clone()/>
            <What page=page.clone()/>
            <Who page=page.clone()/>
            <Blocks kind=COMMITMENTS offer=page.commitments ticked=form.commitments path=path.clone()/>
            <Blocks kind=PROJECTS offer=page.projects ticked=form.projects path=path/>
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
                hint="De hele regio leest mee. Schrijf niets over afspraken die nog een concept zijn, of over projecten die vertrouwelijk zijn."
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

/// One kind of thing that it blocks, and how the form asks for more of them.
struct Kind {
    anchor: &'static str,
    title: &'static str,
    field: &'static str,
    label: &'static str,
    more: &'static str,
    search: &'static str,
    search_label: &'static str,
    search_hint: &'static str,
    button: &'static str,
    step: &'static str,
}

const COMMITMENTS: Kind = Kind {
    anchor: "afspraken",
    title: "Welke afspraken houdt het tegen",
    field: "commitments",
    label: "Afspraken",
    more: "Er zijn meer afspraken gevonden dan hier staan. Zoek preciezer.",
    search: "search",
    search_label: "Zoek een afspraak",
    search_hint: "Een nummer of woorden uit de titel, met of zonder gemeente. Zoekt u er meer? Zet er komma's tussen. Bijvoorbeeld: L-01, hofje.",
    button: "Zoeken",
    step: SEARCH,
};

const PROJECTS: Kind = Kind {
    anchor: "projecten",
    title: "Welke projecten houdt het tegen",
    field: "projects",
    label: "Projecten",
    more: "Er zijn meer projecten gevonden dan hier staan. Zoek preciezer.",
    search: "project_search",
    search_label: "Zoek een project",
    search_hint: "Woorden uit de naam, met of zonder gemeente, of het kenmerk. Een project dat al bij een aangevinkte afspraak hoort, telt niet dubbel.",
    button: "Projecten zoeken",
    step: SEARCH_PROJECTS,
};

#[component]
fn Blocks(kind: Kind, offer: Offer, ticked: Vec<String>, path: String) -> impl IntoView {
    let Offer { choices, more } = offer;
    let boxes = (!choices.is_empty()).then(|| {
        view! {
            <CheckboxGroup
                name=kind.field
                label=kind.label
                hint="Wat is aangevinkt, wordt tegengehouden."
                choices=choices
                ticked=ticked
                optional=true
            />
        }
    });
    let heading = format!("welke-{}", kind.anchor);
    view! {
        <section class="wza-form__section" id=kind.anchor aria-labelledby=heading.clone()>
            <h2 id=heading.clone()>{kind.title}</h2>
            {boxes}
            {more.then(|| view! { <p class="wza-notice">{kind.more}</p> })}
            <TextField
                name=kind.search
                label=kind.search_label
                hint=kind.search_hint
                class="wza-input--wide"
                optional=true
            />
            <div class="wza-actions">
                <button
                    class="nl-button nl-button--secondary"
                    type="submit"
                    name=field_name("step")
                    value=kind.step
                    formaction=format!("{path}#{}", kind.anchor)
                >
                    {kind.button}
                </button>
            </div>
        </section>
    }
}
