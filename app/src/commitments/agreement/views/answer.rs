//! `/afspraken/{id}/bevestigen`: one organisation answers. A plain page.

use domain::agreement::Reply;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::api::{AnswerCommitment, LiftReservation};
use super::super::data::{AnswerPage as Page, Given};
use super::super::queries;
use crate::commitments::views::{WITHOUT_RETURN, plain_id};
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Breadcrumb, Changes, Choice, Crumb, ExampleBadge, Form, RadioGroup, SubmitButton, TextArea};

#[component]
pub fn AnswerPage() -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| queries::answer_page(&request, id?).await);
    shown(page, |page| view! { <Answer page=page/> })
}

#[component]
fn Answer(page: Page) -> impl IntoView {
    let Page { id, number, title, municipality, example, organisation, version, in_force, changes, one_sided, given } =
        page;
    let back = format!("/afspraken/{id}");
    let intro = match in_force {
        Some(holds) => format!(
            "Versie {holds} geldt nu. Versie {version} verandert wat hieronder staat. Zegt iedereen ja, dan gaat die gelden."
        ),
        None => format!("Dit is versie {version}. Zeggen alle partijen ja, dan is de afspraak bekrachtigd."),
    };
    let path = format!("{back}/bevestigen");
    let agenda = municipality.map_or_else(|| "Regionale agenda".to_owned(), |name| format!("Gemeente {name}"));
    view! {
        <Breadcrumb crumbs=vec![
            Crumb::link("Afspraken", "/afspraken"),
            Crumb::link(number, back.clone()),
            Crumb::here("Antwoorden"),
        ]/>
        <PlainTitle
            title=title
            lead=format!("{agenda}. U antwoordt namens {organisation}.")
            badges=example.then(|| view! { <ExampleBadge/> }.into_any())
        />
        <section class="wza-card wza-stack" aria-labelledby="gevraagd">
            <h2 id="gevraagd">"Wat u wordt gevraagd"</h2>
            <p>{intro}</p>
            <Changes changes=changes/>
            {one_sided.then(|| view! { <p class="wza-notice">{WITHOUT_RETURN}</p> })}
        </section>
        {given.map(|given| view! { <Before given=given id=id.to_string() version=version path=path.clone()/> })}
        <Form path=path endpoint=AnswerCommitment::PATH>
            <input type="hidden" name=field_name("id") value=id.to_string()/>
            <input type="hidden" name=field_name("version") value=version.to_string()/>
            <RadioGroup name="reply" label="Wat is uw antwoord?" choices=replies() value=String::new()/>
            <TextArea
                name="text"
                label="Voorbehoud of reden"
                hint="Bij een voorbehoud: waarop wacht uw organisatie nog? Bij afwijzen: waarom? Bij bevestigen blijft dit leeg."
                rows=3
            />
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Antwoord geven"/>
                <a class="nl-button nl-button--subtle" href=back>"Annuleren"</a>
            </div>
        </Form>
    }
}

fn replies() -> Vec<Choice> {
    let choice = |reply: Reply, text: &str| Choice::new(reply.code(), text);
    vec![
        choice(Reply::Confirmed, "Bevestigen"),
        choice(Reply::Reserved, "Bevestigen onder voorbehoud"),
        choice(Reply::Declined, "Afwijzen"),
    ]
}

/// What the organisation said before; a reservation can be taken back with one button.
#[component]
fn Before(given: Given, id: String, version: i32, path: String) -> impl IntoView {
    let lift = (given.reply == Reply::Reserved && !given.lifted).then(|| {
        view! {
            <Form path=format!("{path}/voorbehoud") endpoint=LiftReservation::PATH>
                <input type="hidden" name=field_name("id") value=id/>
                <input type="hidden" name=field_name("version") value=version.to_string()/>
                <div class="wza-actions"><SubmitButton label="Het voorbehoud vervalt"/></div>
            </Form>
        }
    });
    view! {
        <section class="wza-card wza-stack" aria-labelledby="eerder">
            <h2 id="eerder">"Uw antwoord tot nu toe"</h2>
            <p>
                <strong>{given.label()}</strong>
                {format!(", door {} op {}", given.by, given.at.label)}
            </p>
            {given.text.map(|text| view! { <p>{text}</p> })}
            {lift}
        </section>
    }
}
