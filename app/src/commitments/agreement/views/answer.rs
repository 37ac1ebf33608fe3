//! `/afspraken/{id}/bevestigen`: one organisation answers. A plain page.

use domain::agreement::Reply;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use uuid::Uuid;

use super::super::api::{AnswerCommitment, LiftReservation};
use super::super::data::{AnswerPage as Page, Given};
use super::super::queries;
use crate::commitments::views::{WITHOUT_RETURN, plain_id};
use crate::error::AppError;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::{Submission, field_name};
use crate::ui::{
    Breadcrumb, Changes, Choice, Crumb, ExampleBadge, Form, RadioGroup, SubmitButton, TextArea, typed_words,
};

#[component]
pub fn AnswerPage() -> impl IntoView {
    let id = plain_id("id");
    // The answer that just came, if it was refused.
    let refused = use_context::<Submission>().filter(|submission| submission.failure.is_none());
    let is_refused = refused.is_some();
    let page = crate::request::served(async move |request: Request| {
        let id = id?;
        match queries::answer_page(&request, id).await {
            // What was asked while one wrote, is not asked any more.
            Err(AppError::Forbidden) if is_refused => Ok((id, None)),
            page => Ok((id, Some(page?))),
        }
    });
    shown(page, move |(id, page)| match (page, refused) {
        (Some(page), _) => view! { <Answer page=page/> }.into_any(),
        (None, refused) => view! { <AskedNoMore id=id refused=refused/> }.into_any(),
    })
}

/// Why the answer does not count, and what it said.
#[component]
fn AskedNoMore(id: Uuid, refused: Option<Submission>) -> impl IntoView {
    let back = format!("/afspraken/{id}");
    view! {
        <Breadcrumb crumbs=vec![
            Crumb::link("Afspraken", "/afspraken"),
            Crumb::link("De afspraak", back.clone()),
            Crumb::here("Antwoorden"),
        ]/>
        <PlainTitle title="Uw antwoord is niet opgeslagen" without_form=true/>
        {refused.and_then(typed_words)}
        <div class="wza-actions"><a class="nl-button nl-button--primary" href=back>"Lees hoe de afspraak er nu voor staat"</a></div>
    }
}

#[component]
fn Answer(page: Page) -> impl IntoView {
    let Page {
        id,
        number,
        title,
        municipality,
        example,
        organisation,
        version,
        in_force,
        changes,
        since,
        one_sided,
        given,
    } = page;
    let since = since.map(|(earlier, changes)| {
        view! {
            <h3>{format!("Wat er is veranderd sinds versie {earlier}")}</h3>
            <Changes changes=changes/>
            <h3>{format!("De hele versie {version}")}</h3>
        }
    });
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
            {since}
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
