//! `/gemeenten/{slug}/agenda`: the periods of a gemeente, how far each is, and what happened to it.

use domain::agendas::Years;
use domain::dutch;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

use super::super::api::AddAgenda;
use super::super::form::AgendaForm;
use super::super::queries::{Agenda, AgendasPage as Page, agendas_page};
use super::{Path, StateBadge, in_words};
use crate::commitments::filter::{DueFilter, Filter};
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{ExampleBadge, Form, SubmitButton, TextField, Timeline};

#[component]
pub fn AgendasPage() -> impl IntoView {
    let slug = use_params_map().with_untracked(|params| params.get("slug").unwrap_or_default());
    let page = crate::request::served(async move |request: Request| agendas_page(&request, &slug).await);
    shown(page, |page| view! { <Content page=page/> })
}

#[component]
fn Content(page: Page) -> impl IntoView {
    let Page { municipality, slug, agendas, without_due, form } = page;
    let of_place = Filter { municipality: Some(slug.clone()), ..Filter::default() };
    let nothing = agendas.is_empty().then(|| {
        view! { <p class="wza-notice">{format!("Voor {municipality} is nog geen uitvoeringsagenda vastgelegd.")}</p> }
    });
    let may_manage = form.is_some();
    let cards =
        agendas.into_iter().map(|agenda| view! { <Card agenda=agenda slug=slug.clone() may_manage=may_manage/> });
    let cards = cards.collect::<Vec<_>>();
    let undated = (without_due > 0).then(|| {
        let href = Filter { due: Some(DueFilter::Unknown), ..of_place.clone() }.address();
        let count = dutch::count(without_due.unsigned_abs(), "afspraak valt", "afspraken vallen");
        view! { <p><a href=href>{format!("{count} nog in geen periode: wanneer die gereed zijn, is niet bekend")}</a></p> }
    });
    view! {
        <Path municipality=municipality.clone() slug=slug.clone()/>
        <PlainTitle
            title=format!("Uitvoeringsagenda {municipality}")
            lead="In de lokale uitvoeringsagenda staat wie wat doet, wanneer en waar. Elke periode heeft een eigen stand."
            without_form=!may_manage
        />
        <div class="wza-stack">
            {nothing}
            {cards}
            {undated}
            {form.map(|form| view! { <NewPeriod form=form/> })}
            <p>
                <a href=format!("/gemeenten/{slug}")>"De afspraken in de agenda"</a>
                " · "
                <a href=crate::white_spots::PATH>"Witte vlekken in de regio"</a>
            </p>
        </div>
    }
}

#[component]
fn Card(agenda: Agenda, slug: String, may_manage: bool) -> impl IntoView {
    let Agenda { id, years, standing, example, due, timeline } = agenda;
    let heading = format!("periode-{}", years.first);
    let words = if may_manage { "Stap zetten" } else { "Bekijken" };
    view! {
        <section class="wza-card" aria-labelledby=heading.clone()>
            <div class="wza-card__header">
                <h2 id=heading.clone()>{years.label()}</h2>
                <a href=format!("/uitvoeringsagendas/{id}")>
                    {words}<span class="wza-visually-hidden">{format!(" voor {}", years.label())}</span>
                </a>
            </div>
            <p><StateBadge state=standing.state()/> {example.then(|| view! { " " <ExampleBadge/> })}</p>
            <p>{in_words(&standing)}</p>
            <InPeriod slug=slug years=years due=due/>
            <Timeline entries=timeline/>
        </section>
    }
}

/// What has to be done in the years of an agenda.
#[component]
pub fn InPeriod(slug: String, years: Years, due: i64) -> impl IntoView {
    if due == 0 {
        return view! { <p class="wza-muted">"Geen afspraak is in deze jaren gereed."</p> }.into_any();
    }
    let href = Filter { municipality: Some(slug), years: Some(years), ..Filter::default() }.address();
    let count = dutch::count(due.unsigned_abs(), "afspraak", "afspraken");
    view! { <p><a href=href>{count}</a> " met een gereeddatum in deze jaren."</p> }.into_any()
}

#[component]
fn NewPeriod(form: AgendaForm) -> impl IntoView {
    view! {
        <section class="wza-card" aria-labelledby="nieuw">
            <h2 id="nieuw">"Nieuwe periode"</h2>
            <Form path=format!("/gemeenten/{}/agenda", form.municipality) endpoint=AddAgenda::PATH>
                <input type="hidden" name=field_name("municipality") value=form.municipality/>
                <div class="wza-fields">
                    <TextField name="first_year" label="Eerste jaar" hint="Bijvoorbeeld 2027." value=form.first_year/>
                    <TextField
                        name="last_year"
                        label="Laatste jaar"
                        hint="Bijvoorbeeld 2030. Het jaar telt mee."
                        value=form.last_year
                    />
                </div>
                <div class="wza-form__actions wza-actions"><SubmitButton label="Periode toevoegen"/></div>
            </Form>
        </section>
    }
}
