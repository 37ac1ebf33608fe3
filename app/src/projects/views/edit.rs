//! `/projecten/nieuw` and `/projecten/{id}/bewerken`: one form.

use domain::projects::{Confidentiality, PartyRole, Phase, PlanStatus, Status, Stock, Tenure};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use super::super::PATH;
use super::super::api::SaveProject;
use super::super::form::{PhaseRow, ProjectForm};
use super::super::queries::{FormPage, edit_page, new_page};
use super::rows::{Column, Rows};
use crate::commitments::views::plain_id;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{
    Breadcrumb, CheckboxGroup, Choice, Crumb, Form, FormState, SeenVersion, SelectField, SubmitButton, TextArea,
    TextField,
};

#[component]
pub fn NewProjectPage() -> impl IntoView {
    let slug = use_query_map().with_untracked(|query| query.get("gemeente"));
    let page = crate::request::served(async move |request: Request| new_page(&request, slug.as_deref()).await);
    shown(page, |page| view! { <Page page=page path=format!("{PATH}/nieuw") back=PATH.to_owned()/> })
}

#[component]
pub fn EditProjectPage() -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| edit_page(&request, id?).await);
    shown(page, |page| {
        let back = format!("{PATH}/{}", page.form.id);
        view! { <Page page=page path=format!("{back}/bewerken") back=back/> }
    })
}

#[component]
fn Page(page: FormPage, path: String, back: String) -> impl IntoView {
    let FormPage { title, form, municipalities, organisations, types } = page;
    view! {
        <Breadcrumb crumbs=vec![Crumb::link("Projecten", PATH), Crumb::here(title.clone())]/>
        <PlainTitle title=title/>
        <Form path=path endpoint=SaveProject::PATH>
            <input type="hidden" name=field_name("id") value=form.id.clone()/>
            <SeenVersion version=form.version.clone()/>
            <What form=form.clone() municipalities=municipalities/>
            <Dwellings form=form.clone() types=types/>
            <Standing form=form.clone()/>
            <Who form=form.clone() organisations=organisations/>
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Opslaan"/>
                <a class="nl-button nl-button--subtle" href=back>"Annuleren"</a>
            </div>
        </Form>
    }
}

#[component]
fn What(form: ProjectForm, municipalities: Vec<Choice>) -> impl IntoView {
    let levels: Vec<Choice> = Confidentiality::ALL
        .iter()
        .map(|level| {
            let who = if level.is_regional() { "de hele regio" } else { "gemeente, partijen en aanjagers" };
            Choice::new(level.code(), format!("{} ({who})", level.label()))
        })
        .collect();
    view! {
        <section class="wza-form__section" aria-labelledby="wat">
            <h2 id="wat">"Wat en waar"</h2>
            <TextField name="name" label="Naam" value=form.name class="wza-input--wide"/>
            <SelectField
                name="municipality"
                label="Gemeente"
                choices=municipalities
                value=form.municipality
                nothing="Kies een gemeente"
            />
            <TextField name="place" label="Kern, wijk of complex" value=form.place optional=true/>
            <CheckboxGroup
                name="place_hidden"
                label="Plaats afschermen"
                choices=vec![Choice::new("ja", "Alleen de gemeente, de partijen en de aanjagers zien de plaats")]
                ticked=form.place_hidden
                optional=true
            />
            <TextField
                name="external_id"
                label="Kenmerk in een ander register"
                hint="Bijvoorbeeld het nummer in DiWi. Hetzelfde kenmerk is hetzelfde project."
                value=form.external_id
                optional=true
            />
            <SelectField
                name="confidentiality"
                label="Wie mag van het project weten"
                choices=levels
                value=form.confidentiality
                nothing="Kies"
            />
            <TextArea name="note" label="Toelichting" value=form.note optional=true/>
        </section>
    }
}

#[component]
fn Dwellings(form: ProjectForm, types: Vec<Choice>) -> impl IntoView {
    let tenures = Tenure::ALL.iter().map(|it| Choice::new(it.code(), it.label())).collect();
    let stocks = Stock::ALL.iter().map(|it| Choice::new(it.code(), it.label())).collect();
    let counts = &form.counts;
    let columns = vec![
        Column {
            name: "kind",
            label: "Soort",
            choices: Some(types),
            values: counts.iter().map(|row| row.kind.clone()).collect(),
        },
        Column {
            name: "tenure",
            label: "Eigendom",
            choices: Some(tenures),
            values: counts.iter().map(|row| row.tenure.clone()).collect(),
        },
        Column {
            name: "stock",
            label: "Nieuw of bestaand",
            choices: Some(stocks),
            values: counts.iter().map(|row| row.stock.clone()).collect(),
        },
        Column {
            name: "count",
            label: "Aantal",
            choices: None,
            values: counts.iter().map(|row| row.count.clone()).collect(),
        },
    ];
    view! {
        <section class="wza-form__section" aria-labelledby="woningen">
            <h2 id="woningen">"Woningen"</h2>
            <div class="wza-fields">
                <TextField name="dwellings" label="Te bouwen, in totaal" value=form.dwellings class="wza-input--short"/>
                <TextField name="demolished" label="Te slopen" value=form.demolished class="wza-input--short" optional=true/>
                <TextField
                    name="planned"
                    label="Geplande oplevering"
                    hint="Zo precies als u het weet. Bijvoorbeeld Q3 2027."
                    value=form.planned
                    class="wza-input--short"
                    optional=true
                />
            </div>
            <Rows
                name="counts"
                field="counts"
                label="Per soort"
                hint="Tel elke woning één keer, bij de hoogste soort waar zij onder valt. Samen nooit meer dan het totaal. Rijen te weinig? Sla op en wijzig opnieuw."
                one="Soort"
                columns=columns
            />
        </section>
    }
}

#[component]
fn Standing(form: ProjectForm) -> impl IntoView {
    let statuses = Status::ALL.iter().map(|it| Choice::new(it.code(), it.label())).collect();
    let plans = PlanStatus::ALL.iter().map(|it| Choice::new(it.code(), it.label())).collect();
    let phases: Vec<_> =
        Phase::ALL.iter().enumerate().map(|(index, phase)| began(index, *phase, &form.phases)).collect();
    view! {
        <section class="wza-form__section" aria-labelledby="stand">
            <h2 id="stand">"Hoe ver het is"</h2>
            <SelectField name="status" label="Projectstatus" choices=statuses value=form.status nothing="Kies"/>
            <SelectField
                name="plan_status"
                label="Planologische status"
                hint="Hieruit volgt of het plan hard of zacht is."
                choices=plans
                value=form.plan_status
                nothing="Nog niet bekend"
                optional=true
            />
            <fieldset class="utrecht-form-fieldset utrecht-form-fieldset--html-fieldset wza-fieldset">
                <legend class="utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend">
                    "Begin van elke fase " <span class="wza-optional">"niet verplicht"</span>
                </legend>
                <p class="utrecht-form-field-description">"Een dag, bijvoorbeeld 21-11-2026."</p>
                <div class="wza-fields">{phases}</div>
            </fieldset>
        </section>
    }
}

/// When a phase began; a problem with it is told at its own field.
fn began(index: usize, phase: Phase, rows: &[PhaseRow]) -> AnyView {
    let state = expect_context::<FormState>();
    let field = |part: &str| format!("phases[{index}][{part}]");
    let id = format!("phase-{}", phase.code());
    let saved = rows.iter().find(|row| row.phase == phase.code()).map(|row| row.began.clone()).unwrap_or_default();
    let value = state.value(&field("began"), saved);
    let name = id.clone();
    let problem = Signal::derive(move || state.problem(&name));
    let error = format!("{id}-fout");
    let described_by = error.clone();
    view! {
        <div class="utrecht-form-field" class=("utrecht-form-field--invalid", move || problem.get().is_some())>
            <label class="utrecht-form-label" for=id.clone()>{phase.label()}</label>
            {move || {
                let error = error.clone();
                problem.get().map(|text| view! { <p class="utrecht-form-field-error-message" id=error>{text}</p> })
            }}
            <input type="hidden" name=field_name(&field("phase")) value=phase.code()/>
            <input
                class="utrecht-textbox utrecht-textbox--html-input wza-input--short"
                class=("utrecht-textbox--invalid", move || problem.get().is_some())
                type="text"
                autocomplete="off"
                id=id
                name=field_name(&field("began"))
                value=value
                aria-invalid=move || problem.get().map(|_| "true")
                aria-describedby=move || problem.get().map(|_| described_by.clone())
            />
        </div>
    }
    .into_any()
}

#[component]
fn Who(form: ProjectForm, organisations: Vec<Choice>) -> impl IntoView {
    let roles = PartyRole::ALL.iter().map(|it| Choice::new(it.code(), it.label())).collect();
    let parties = vec![
        Column {
            name: "role",
            label: "Rol",
            choices: Some(roles),
            values: form.parties.iter().map(|row| row.role.clone()).collect(),
        },
        Column {
            name: "organisation",
            label: "Organisatie",
            choices: Some(organisations.clone()),
            values: form.parties.iter().map(|row| row.organisation.clone()).collect(),
        },
    ];
    let shares = vec![
        Column {
            name: "organisation",
            label: "Organisatie",
            choices: Some(organisations),
            values: form.shares.iter().map(|row| row.organisation.clone()).collect(),
        },
        Column {
            name: "share",
            label: "Deel in procenten",
            choices: None,
            values: form.shares.iter().map(|row| row.share.clone()).collect(),
        },
    ];
    view! {
        <section class="wza-form__section" aria-labelledby="wie">
            <h2 id="wie">"Wie"</h2>
            <Rows
                name="parties"
                field="parties"
                label="Partijen"
                hint="Ontwikkelaar en corporatie melden later wat is opgeleverd."
                one="Partij"
                columns=parties
            />
        </section>
        <section class="wza-form__section" aria-labelledby="zorg">
            <h2 id="zorg">"Voor zorggeschikte woningen"</h2>
            <TextField
                name="intent_signed_on"
                label="Intentieovereenkomst getekend op"
                hint="Door de ontwikkelende partij, het zorgkantoor en de zorgaanbieder."
                value=form.intent_signed_on
                class="wza-input--short"
                optional=true
            />
            <TextField
                name="intent_document"
                label="Waar de intentieovereenkomst staat"
                hint="Een webadres of een verwijzing naar uw archief."
                value=form.intent_document
                class="wza-input--wide"
                optional=true
            />
            <Rows
                name="shares"
                field="cost_shares"
                label="Structurele meerkosten"
                hint="Wie draagt welk deel? Samen 100 %."
                one="Deel"
                columns=shares
            />
        </section>
    }
}
