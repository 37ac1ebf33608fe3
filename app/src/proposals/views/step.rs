//! `/voorstellen/{id}/behandeling` and below: a body that is to see it, and one that need not after all.

use domain::routing::Purpose;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::PATH;
use super::super::api::{RemoveProposalStep, SaveProposalStep};
use super::super::queries::{RemovePage, StepPage as Page, new_step_page, remove_page, step_page};
use super::Path;
use crate::commitments::views::plain_id;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Choice, Form, SeenVersion, SelectField, SubmitButton, TextField};

#[component]
pub fn NewStepPage() -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| new_step_page(&request, id?).await);
    shown(page, |page| view! { <StepFields page=page/> })
}

#[component]
pub fn StepPage() -> impl IntoView {
    let (id, step) = (plain_id("id"), plain_id("step"));
    let page = crate::request::served(async move |request: Request| step_page(&request, id?, step?).await);
    shown(page, |page| view! { <StepFields page=page/> })
}

#[component]
fn StepFields(page: Page) -> impl IntoView {
    let Page { title, form, bodies, unfit } = page;
    let back = format!("{PATH}/{}", form.id);
    let (heading, path) = match form.step.as_str() {
        "" => ("Overleg toevoegen", format!("{back}/behandeling")),
        step => ("Stap wijzigen", format!("{back}/behandeling/{step}")),
    };
    let purposes = Purpose::ALL.iter().map(|purpose| Choice::new(purpose.code(), purpose.label())).collect();
    let fits = unfit.is_none();
    let address = back.clone();
    let fields = fits.then(move || {
        view! {
            <Form path=path endpoint=SaveProposalStep::PATH>
                <input type="hidden" name=field_name("id") value=form.id/>
                <input type="hidden" name=field_name("step") value=form.step/>
                <SeenVersion version=form.version/>
                <SelectField name="body" label="Overleg" choices=bodies value=form.body nothing="Kies een overleg"/>
                <TextField
                    name="date"
                    label="Datum"
                    hint="Is er op deze dag een overleg gepland, dan komt het voorstel daar op de agenda. Bijvoorbeeld 21-11-2026."
                    value=form.date
                />
                <SelectField name="purpose" label="Doel" hint="Wat vraagt u van het overleg?" choices=purposes value=form.purpose nothing="Kies een doel"/>
                <div class="wza-form__actions wza-actions">
                    <SubmitButton label="Opslaan"/>
                    <a class="nl-button nl-button--subtle" href=address>"Annuleren"</a>
                </div>
            </Form>
        }
    });
    view! {
        <Path through=Some((back, title.clone())) here=heading/>
        <PlainTitle title=heading lead=title without_form=!fits/>
        <p>"Vanaf de eerste stap leest de hele regio het voorstel. Voor een gezamenlijk punt voegt u twee overleggen toe op dezelfde dag."</p>
        {unfit.map(|text| view! { <p class="wza-notice">{text}</p> })}
        {fields}
    }
}

#[component]
pub fn RemoveStepPage() -> impl IntoView {
    let (id, step) = (plain_id("id"), plain_id("step"));
    let page = crate::request::served(async move |request: Request| remove_page(&request, id?, step?).await);
    shown(page, |page| view! { <Remove page=page/> })
}

#[component]
fn Remove(page: RemovePage) -> impl IntoView {
    let RemovePage { title, step, form, last, unfit } = page;
    let back = format!("{PATH}/{}", form.id);
    let path = format!("{back}/behandeling/{}/verwijderen", form.step);
    let fits = unfit.is_none();
    let address = back.clone();
    let about = if last {
        "Dit is de enige stap. Zonder stap is het voorstel weer een concept, dat alleen de eigen organisatie en de aanjagers lezen."
    } else {
        "Dit overleg behandelt het voorstel dan niet. De tijdlijn toont wat er stond."
    };
    let fields = fits.then(move || {
        view! {
            <p>{about}</p>
            <Form path=path endpoint=RemoveProposalStep::PATH>
                <input type="hidden" name=field_name("id") value=form.id/>
                <input type="hidden" name=field_name("step") value=form.step/>
                <input type="hidden" name=field_name("version") value=form.version/>
                <div class="wza-form__actions wza-actions">
                    <SubmitButton label="Stap weghalen"/>
                    <a class="nl-button nl-button--subtle" href=address>"Annuleren"</a>
                </div>
            </Form>
        }
    });
    view! {
        <Path through=Some((back, title)) here="Stap weghalen"/>
        <PlainTitle title="Stap weghalen" lead=step without_form=!fits/>
        {unfit.map(|text| view! { <p class="wza-notice">{text}</p> })}
        {fields}
    }
}
