//! `/afspraken/nieuw` and `/afspraken/{id}/bewerken`: one form.

use domain::Period;
use domain::commitments::Kind;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use super::super::api::{SaveCommitment, commitment_form_page};
use super::super::data::{FormPage, Named, NamedChallenge};
use super::super::form::UNKNOWN_KIND;
use super::dwelling_fields::DwellingFields;
use super::id_in_address;
use super::party_rows::PartyRows;
use crate::decisions::data::Ground;
use crate::ui::form::field_name;
use crate::ui::{
    Breadcrumb, CheckboxGroup, Choice, Crumb, ExampleBadge, Form, FormState, Loaded, PageTitle, RadioGroup,
    SeenVersion, SelectField, SubmitButton, TextArea, TextField, page_data,
};

#[component]
pub fn EditCommitmentPage() -> impl IntoView {
    let id = id_in_address();
    let query = use_query_map();
    let municipality = move || query.with(|query| query.get("gemeente"));
    let decision = move || query.with(|query| query.get("besluit"));
    let page = page_data(
        move || (id.get(), municipality(), decision()),
        async |(id, municipality, decision)| commitment_form_page(id.transpose()?, municipality, decision).await,
    );
    view! { <Loaded resource=page view=|page| view! { <Edit page=page/> }/> }
}

#[component]
fn Edit(page: FormPage) -> impl IntoView {
    let form = page.form.clone();
    let (mut path, back) = if form.id.is_empty() {
        ("/afspraken/nieuw".to_owned(), "/afspraken".to_owned())
    } else {
        (format!("/afspraken/{}/bewerken", form.id), format!("/afspraken/{}", form.id))
    };
    if !form.decision.is_empty() {
        path = format!("{path}?besluit={}", form.decision);
    }
    let mut crumbs = vec![Crumb::link("Afspraken", "/afspraken")];
    if form.id.is_empty() {
        crumbs.push(Crumb::here(page.title.clone()));
    } else {
        crumbs.extend([Crumb::link(form.title.clone(), back.clone()), Crumb::here("Wijzigen")]);
    }
    view! {
        <Breadcrumb crumbs=crumbs/>
        <PageTitle title=page.title.clone() badges=page.example.then(|| view! { <ExampleBadge/> }.into_any())/>
        {page.closed.then(|| view! { <p class="wza-notice">"Deze afspraak is afgesloten: er verandert niets meer aan. Opslaan kan niet."</p> })}
        <Form path=path endpoint=SaveCommitment::PATH>
            <input type="hidden" name=field_name("id") value=form.id.clone()/>
            <input type="hidden" name=field_name("decision") value=form.decision.clone()/>
            <SeenVersion version=form.version.clone()/>
            {page.ground.clone().map(|ground| view! { <OnGround ground=ground/> })}
            <What page=page.clone()/>
            <section class="wza-form__section" aria-labelledby="wie">
                <h2 id="wie">"Wie"</h2>
                <SelectField
                    name="lead"
                    label="Trekker"
                    hint="Eén organisatie die zorgt dat het gebeurt. Nog niet bekend? Laat leeg: de afspraak blijft dan concept."
                    choices=choices(page.organisations.clone())
                    value=form.lead.clone()
                    nothing="Nog niet bekend"
                    optional=true
                />
                <TextField
                    name="lead_function"
                    label="Functie bij de trekker"
                    hint="Geen naam van een persoon. Bijvoorbeeld manager vastgoed."
                    value=form.lead_function.clone()
                    optional=true
                />
                <TextField
                    name="lead_contribution"
                    label="Bijdrage van de trekker"
                    value=form.lead_contribution.clone()
                    class="wza-input--wide"
                    optional=true
                />
                <PartyRows rows=form.parties.clone() organisations=page.organisations.clone()/>
            </section>
            <When start=form.start.clone() due=form.due.clone() unknown=!form.due_unknown.is_empty()/>
            <WhatFor page=page.clone()/>
            {page.asked.then(|| view! { <Correction/> })}
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Opslaan"/>
                <a class="nl-button nl-button--subtle" href=back>"Annuleren"</a>
            </div>
        </Form>
    }
}

/// The decision because of which somebody is here.
#[component]
fn OnGround(ground: Ground) -> impl IntoView {
    match ground.refused {
        Some(refused) => view! { <p class="wza-notice">{refused}</p> }.into_any(),
        None => view! {
            <p>"Op grond van het besluit: " <a href=ground.href rel="external">{ground.text}</a></p>
        }
        .into_any(),
    }
}

/// What it serves, depends on and follows from: none of it binds.
#[component]
fn WhatFor(page: FormPage) -> impl IntoView {
    let form = page.form;
    let challenges: Vec<Choice> = page.challenges.into_iter().map(challenge_choice).collect();
    let shown: Vec<_> = form
        .projects_shown
        .into_iter()
        .map(|id| view! { <input type="hidden" name=format!("{}[]", field_name("projects_shown")) value=id/> })
        .collect();
    let linked = (!page.projects.is_empty()).then(|| {
        view! {
            <CheckboxGroup
                name="projects"
                label="Projecten"
                hint="Haal het vinkje weg bij een project dat niet meer bij deze afspraak hoort."
                choices=choices(page.projects)
                ticked=form.projects
                optional=true
            />
        }
    });
    view! {
        <section class="wza-form__section" aria-labelledby="waarvoor">
            <h2 id="waarvoor">"Waarvoor"</h2>
            <CheckboxGroup
                name="challenges"
                label="Opgaven"
                hint="Kies er minstens één; zonder opgave blijft de afspraak concept."
                choices=challenges
                ticked=form.challenges
                optional=true
            />
            <CheckboxGroup
                name="target_groups"
                label="Aandachtsgroepen"
                choices=choices(page.target_groups)
                ticked=form.target_groups
                optional=true
            />
            <CheckboxGroup
                name="success_factors"
                label="Succesfactoren"
                hint="Waar hangt de afspraak van af?"
                choices=choices(page.success_factors)
                ticked=form.success_factors
                optional=true
            />
            <CheckboxGroup
                name="documents"
                label="Volgt uit"
                hint="De raamafspraken en prestatieafspraken die u hiermee uitvoert. Ontbreekt er een? Leg die vast bij Documenten."
                choices=choices(page.documents)
                ticked=form.documents
                optional=true
            />
            {shown}
            {linked}
            <TextField
                name="project_search"
                label="Project toevoegen"
                hint="In welk woningbouwproject komen de woningen? Typ de naam, met of zonder gemeente, of het kenmerk. Meer projecten? Zet er komma's tussen."
                class="wza-input--wide"
                optional=true
            />
        </section>
    }
}

/// Only its writer knows whether other words are another promise.
#[component]
fn Correction() -> impl IntoView {
    view! {
        <section class="wza-form__section" aria-labelledby="gevolgen">
            <h2 id="gevolgen">"Wat dit betekent voor de partijen"</h2>
            <p class="wza-muted">
                "Verandert u wat, hoeveel, wie, wanneer of waar, dan vragen wij trekker en partners opnieuw om te bevestigen. Wat eerder is bekrachtigd, blijft gelden tot iedereen ja zegt. Wat onder 'Waarvoor' staat, verandert u zonder dat iemand opnieuw bevestigt."
            </p>
            <CheckboxGroup
                name="correction"
                label="Alleen woorden"
                choices=vec![Choice::new("ja", "Ik verbeter alleen de tekst van titel of omschrijving. Wat partijen beloven, blijft hetzelfde. Wijzigen er meer dan een paar woorden, een getal of een ontkenning, dan worden zij toch gevraagd.")]
                ticked=vec![]
                optional=true
            />
        </section>
    }
}

#[component]
fn What(page: FormPage) -> impl IntoView {
    let form = page.form;
    let kinds = Kind::ALL.iter().map(|kind| Choice::new(kind.code(), kind.label()));
    let kinds = kinds.chain([Choice::new(UNKNOWN_KIND, "Nog niet bekend")]).collect::<Vec<_>>();
    // An agenda is chosen once: the number of a commitment belongs to it.
    let agenda = if form.id.is_empty() {
        view! {
            <SelectField
                name="agenda"
                label="Agenda"
                hint="De agenda van uw gemeente. In een andere agenda kunt u alleen afspraken vastleggen waarvan uw organisatie de trekker is."
                choices=choices(page.agendas)
                value=form.agenda
                nothing="Kies een agenda"
            />
        }
        .into_any()
    } else {
        let name = page.agendas.into_iter().next().map(|agenda| agenda.name).unwrap_or_default();
        view! { <p>"Agenda: " <strong>{name}</strong></p> }.into_any()
    };
    view! {
        <section class="wza-form__section" aria-labelledby="wat">
            <h2 id="wat">"Wat en waar"</h2>
            <TextField
                name="title"
                label="Titel"
                hint="Wat is er afgesproken? Begin met wat er komt of gebeurt."
                value=form.title
                class="wza-input--wide"
            />
            <TextArea name="description" label="Omschrijving" value=form.description optional=true rows=5/>
            <RadioGroup name="kind" label="Soort afspraak" choices=kinds value=form.kind/>
            <div class="wza-fields">
                {agenda}
                <TextField
                    name="place"
                    label="Kern, wijk of complex"
                    hint="Bijvoorbeeld een wijk of dorp in de gemeente."
                    value=form.place
                    optional=true
                />
            </div>
            <DwellingFields measures=page.measures rows=form.dwellings/>
        </section>
    }
}

#[component]
fn When(start: String, due: String, unknown: bool) -> impl IntoView {
    let state = expect_context::<FormState>();
    let typed = RwSignal::new(String::new());
    let understood = move || {
        let period = typed.with(|text| Period::parse_dutch(text).ok())?;
        Some(view! { <p class="wza-counter">{format!("Wij lezen: {}", period.label())}</p> })
    };
    view! {
        <section class="wza-form__section" aria-labelledby="wanneer">
            <h2 id="wanneer">"Wanneer"</h2>
            <p class="wza-muted">
                "Een dag, maand, kwartaal, halfjaar of jaar. Bijvoorbeeld 21-11-2027, november 2027, Q3 2027, 1e helft 2027 of 2027."
            </p>
            <TextField name="start" label="Start" value=start class="wza-input--short" optional=true/>
            <TextField
                name="due"
                label="Gereed"
                hint="Komt het terug? Schrijf 'elk jaar' of 'elk halfjaar'."
                value=due
                class="wza-input--short"
                on_input=Callback::new(move |text| typed.set(text))
            />
            {understood}
            <label class="wza-choice">
                <input
                    class="utrecht-checkbox utrecht-checkbox--html-input"
                    type="checkbox"
                    name=format!("{}[]", field_name("due_unknown"))
                    value="ja"
                    checked=state.ticked("due_unknown", "ja", unknown)
                />
                <span class="wza-choice__label">"Nog niet bekend wanneer het gereed is"</span>
            </label>
        </section>
    }
}

fn choices(named: Vec<Named>) -> Vec<Choice> {
    named.into_iter().map(|named| Choice::new(named.value, named.name)).collect()
}

fn challenge_choice(challenge: NamedChallenge) -> Choice {
    Choice { mark: Some(challenge.number), ..Choice::new(challenge.id.to_string(), challenge.title) }
}
