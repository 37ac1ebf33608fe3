//! `/succesfactoren/{id}/gemeenten/{slug}`: says how a gemeente is placed.

use domain::success_factors::State;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::super::PATH;
use super::super::api::SetFactorState;
use super::super::data::StatePage as Page;
use super::super::form::StateForm;
use super::super::queries::state_page;
use super::bottlenecks;
use crate::error::AppError;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Breadcrumb, Choice, Crumb, Form, RadioGroup, SeenVersion, SubmitButton, TextArea};

#[component]
pub fn StatePage() -> impl IntoView {
    let (id, slug) = use_params_map()
        .with_untracked(|params| (params.get("id").unwrap_or_default(), params.get("slug").unwrap_or_default()));
    let id = id.parse::<Uuid>().map_err(|_| AppError::NotFound);
    let page = crate::request::served(async move |request: Request| state_page(&request, id?, &slug).await);
    shown(page, |page| view! { <Content page=page/> })
}

#[component]
fn Content(page: Page) -> impl IntoView {
    let Page { factor, municipality, form } = page;
    let own = format!("{PATH}/{}", factor.id);
    let crumbs = vec![
        Crumb::link("Succesfactoren", PATH),
        Crumb::link(factor.name.clone(), own.clone()),
        Crumb::here(municipality.clone()),
    ];
    view! {
        <Breadcrumb crumbs=crumbs/>
        <PlainTitle title=format!("{}: {municipality}", factor.name) lead="Hoe staat de gemeente ervoor?"/>
        <p>"Knelpunten in de regio: " {bottlenecks(&factor)} "."</p>
        <Form path=format!("{own}/gemeenten/{}", form.municipality) endpoint=SetFactorState::PATH>
            <Fields form=form/>
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Opslaan"/>
                <a class="nl-button nl-button--subtle" href=own>"Annuleren"</a>
            </div>
        </Form>
    }
}

#[component]
fn Fields(form: StateForm) -> impl IntoView {
    let states = State::ALL.iter().map(|state| Choice::new(state.code(), state.label())).collect::<Vec<_>>();
    view! {
        <input type="hidden" name=field_name("id") value=form.id/>
        <input type="hidden" name=field_name("municipality") value=form.municipality/>
        <SeenVersion version=form.version/>
        <section class="wza-form__section" aria-labelledby="stand">
            <h2 id="stand">"Stand"</h2>
            <RadioGroup name="state" label="Stand" choices=states value=form.state/>
            <TextArea
                name="note"
                label="Toelichting"
                hint="Nodig bij aandacht en geblokkeerd: wat is er aan de hand, en wie is aan zet? De hele regio leest dit."
                value=form.note
                optional=true
            />
        </section>
    }
}
