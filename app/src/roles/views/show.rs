//! `/organisaties/{id}`: an organisation, what it does, and whether its bestuurder acknowledged that.

use domain::dutch;
use domain::roles::Standing;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::super::api::AcknowledgeRole;
use super::super::form::AcknowledgeForm;
use super::super::page_of;
use super::super::queries::{OrganisationPage as Page, RoleState, organisation_page};
use super::RoleBadge;
use crate::commitments::filter::Filter;
use crate::error::AppError;
use crate::organisations::PATH;
use crate::organisations::data::Organisation;
use crate::organisations::source::SourceNote;
use crate::organisations::views::{places, roles};
use crate::plain::{PlainNotice, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Breadcrumb, Crumb, Form, PageTitle, SubmitButton, Timeline, paragraphs};

#[component]
pub fn OrganisationPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let id = id.parse::<Uuid>().map_err(|_| AppError::NotFound);
    let page = crate::request::served(async move |request: Request| organisation_page(&request, id?).await);
    shown(page, |page| view! { <Content page=page/> })
}

#[component]
fn Content(page: Page) -> impl IntoView {
    let Page { kind, organisation, text, may_write, acknowledge, timeline } = page;
    let (name, state) = (organisation.name.clone(), organisation.role);
    let write = may_write.then(|| {
        let words = if text.is_some() { "Rolbeschrijving wijzigen" } else { "Rolbeschrijving schrijven" };
        let href = format!("{}/rol", page_of(organisation.id));
        view! { <a class="nl-button nl-button--primary" href=href>{words}</a> }.into_any()
    });
    let badges = view! { <RoleBadge state=state/> }.into_any();
    let without_form = acknowledge.is_none();
    let history = (!timeline.is_empty()).then(|| {
        view! {
            <section class="wza-card" aria-labelledby="tijdlijn">
                <h2 id="tijdlijn">"Tijdlijn van de rolbeschrijving"</h2>
                <Timeline entries=timeline/>
            </section>
        }
    });
    view! {
        <Breadcrumb crumbs=vec![Crumb::link("Organisaties", PATH), Crumb::here(name.clone())]/>
        <PlainNotice/>
        <PageTitle title=name lead=kind.label() badges=Some(badges) actions=write without_form=without_form/>
        <div class="wza-stack">
            <section class="wza-card" aria-labelledby="rol">
                <h2 id="rol">"Rol in de regio"</h2>
                <Text text=text/>
                <p class="wza-muted">{in_words(state)}</p>
                {acknowledge.map(|form| view! { <Acknowledge form=form/> })}
            </section>
            <Facts organisation=organisation/>
            {history}
        </div>
    }
}

#[component]
fn Text(text: Option<String>) -> impl IntoView {
    match text {
        Some(text) => view! { <div class="wza-prose">{paragraphs(&text)}</div> }.into_any(),
        None => view! {
            <p>"Deze organisatie heeft nog niet opgeschreven wat zij in de regio doet."</p>
        }
        .into_any(),
    }
}

/// Who acknowledged, by the organisation and the role there: never a person.
fn in_words(state: RoleState) -> String {
    let day = state.since.map(dutch::date).unwrap_or_default();
    match state.standing {
        Standing::Missing => "Een medewerker van de organisatie of een aanjager schrijft haar.".to_owned(),
        Standing::Waiting => {
            format!("Sinds {day} wacht deze tekst op erkenning door de bestuurder van de organisatie.")
        }
        Standing::Acknowledged => format!("Erkend op {day} door de bestuurder van de organisatie."),
    }
}

#[component]
fn Acknowledge(form: AcknowledgeForm) -> impl IntoView {
    let path = format!("{PATH}/{}", form.id);
    view! {
        <Form path=path endpoint=AcknowledgeRole::PATH>
            <input type="hidden" name=field_name("id") value=form.id/>
            <input type="hidden" name=field_name("version") value=form.version/>
            <p>"Klopt dit met wat uw organisatie in de regio doet? Met erkennen staat u er namens haar achter."</p>
            <div class="wza-form__actions wza-actions"><SubmitButton label="Rol erkennen"/></div>
        </Form>
    }
}

#[component]
fn Facts(organisation: Organisation) -> impl IntoView {
    let active_in =
        if organisation.active_everywhere { "hele regio".into_any() } else { places(organisation.active_in) };
    let commitments = match roles(organisation.commitments) {
        Some(text) => {
            let address = Filter { party: Some(organisation.id.into()), ..Filter::default() }.address();
            view! { <a href=address>{text}</a> }.into_any()
        }
        None => view! { <span class="wza-muted">"nog geen"</span> }.into_any(),
    };
    view! {
        <section class="wza-card" aria-labelledby="gegevens">
            <h2 id="gegevens">"Gegevens"</h2>
            <dl class="wza-facts">
                <div><dt>"Actief in"</dt><dd>{active_in}</dd></div>
                <div><dt>"Afspraken"</dt><dd>{commitments}</dd></div>
                <div><dt>"Bron"</dt><dd><SourceNote source=organisation.source/></dd></div>
            </dl>
        </section>
    }
}
