//! `/afspraken/{id}/afsluiten`: completing, dropping, reopening. A plain page.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::api::TakeStep;
use super::super::data::StepPage;
use super::super::queries;
use crate::commitments::views::plain_id;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Breadcrumb, Choice, Crumb, Form, RadioGroup, SubmitButton, TextArea};

#[component]
pub fn ClosePage() -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| queries::step_page(&request, id?).await);
    shown(page, |page| view! { <Close page=page/> })
}

#[component]
fn Close(page: StepPage) -> impl IntoView {
    let StepPage { id, number, title, version, steps, unfinished } = page;
    let back = format!("/afspraken/{id}");
    let choices: Vec<Choice> = steps.iter().map(|step| Choice::new(step.code(), step.label())).collect();
    let only = if let [step] = steps.as_slice() { step.code().to_owned() } else { String::new() };
    let nothing =
        choices.is_empty().then(|| view! { <p>"Aan deze afspraak valt niets meer af te sluiten of te heropenen."</p> });
    let lines = unfinished.into_iter().map(|line| view! { <li>{line}</li> }).collect::<Vec<_>>();
    let unfinished = (!lines.is_empty()).then(|| {
        view! {
            <section class="wza-notice" aria-labelledby="nog-open">
                <h2 id="nog-open">"Nog niet klaar"</h2>
                <ul>{lines}</ul>
                <p>"Rondt u de afspraak toch af, schrijf dan op waarom."</p>
            </section>
        }
    });
    view! {
        <Breadcrumb crumbs=vec![
            Crumb::link("Afspraken", "/afspraken"),
            Crumb::link(number, back.clone()),
            Crumb::here("Afsluiten"),
        ]/>
        <PlainTitle title="Afsluiten of intrekken" lead=title/>
        {nothing}
        {unfinished}
        <Form path=format!("{back}/afsluiten") endpoint=TakeStep::PATH>
            <input type="hidden" name=field_name("id") value=id.to_string()/>
            <input type="hidden" name=field_name("version") value=version.to_string()/>
            <RadioGroup name="step" label="Wat wilt u doen?" choices=choices value=only/>
            <TextArea
                name="reason"
                label="Reden"
                hint="Nodig bij laten vervallen, bij heropenen, en bij afronden als er nog iets open staat. De hele regio kan hem lezen."
                rows=3
            />
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Vastleggen"/>
                <a class="nl-button nl-button--subtle" href=back>"Annuleren"</a>
            </div>
        </Form>
    }
}
