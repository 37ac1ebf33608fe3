//! `/afspraken/{id}/reacties`

use domain::comments::{ADDRESSEE_FIELDS, AddresseeFields};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use uuid::Uuid;

use super::super::api::AddComment;
use super::super::queries::{self, CommentsPage as Data, Thread as ThreadData};
use super::thread::Thread;
use crate::commitments::views::plain_id;
use crate::plain::{PlainNotice, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{
    Breadcrumb, Choice, Crumb, ExampleBadge, Form, FormState, PageTitle, SelectField, SubmitButton, TextArea, TextField,
};

#[component]
pub fn CommentsPage() -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| queries::page(&request, id?).await);
    shown(page, |page| view! { <Page page=page/> })
}

#[component]
fn Page(page: Data) -> impl IntoView {
    let Data { id, number, label, example, threads, askable, concept } = page;
    let path = format!("/afspraken/{id}/reacties");
    let may_comment = askable.is_some();
    let add = askable.map(|askable| {
        view! { <Add id=id.to_string() path=path.clone() askable=askable concept=concept/> }
    });
    let none = threads.is_empty().then(|| view! { <p class="wza-notice">"Er zijn nog geen reacties."</p> });
    let threads: Vec<_> = threads.into_iter().map(|thread| card(thread, &path)).collect();
    view! {
        <Breadcrumb crumbs=vec![
            Crumb::link("Afspraken", "/afspraken"),
            Crumb::link(number, format!("/afspraken/{id}")),
            Crumb::here("Reacties"),
        ]/>
        <PlainNotice/>
        <PageTitle title="Reacties" lead=format!("Bij {label}") badges=example.then(|| view! { <ExampleBadge/> }.into_any()) without_form=!may_comment/>
        {none}
        {threads}
        {add}
    }
}

fn card(thread: ThreadData, path: &str) -> AnyView {
    let (id, by, at) = (thread.first.id, thread.first.by.clone(), thread.first.at.label.clone());
    let answer = thread.first.text.is_some().then(|| {
        view! {
            <p>
                <a href=format!("{path}/{id}")>
                    "Antwoorden" <span class="wza-visually-hidden">{format!(" op {by}, {at}")}</span>
                </a>
            </p>
        }
    });
    view! {
        <section class="wza-card" aria-label=format!("Reactie van {by}, {at}")>
            <Thread thread=thread list=path.to_owned()/>
            {answer}
        </section>
    }
    .into_any()
}

#[component]
fn Add(id: String, path: String, askable: Vec<(Uuid, String)>, concept: bool) -> impl IntoView {
    let choices: Vec<Choice> = askable.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
    let explained = if concept {
        "Dit is nog een concept. U kunt alleen iets vragen aan wie het ziet: de partijen en de gemeente. Anderen kunt u iets vragen zodra \
         de afspraak is voorgesteld."
    } else {
        "De vraag komt bij de taken van die organisatie te staan, tot iemand daar antwoordt of meldt dat het gezien is."
    };
    view! {
        <section class="wza-stack" aria-labelledby="reageren">
            <h2 id="reageren">"Reageren"</h2>
            <Form path=path endpoint=AddComment::PATH>
                <input type="hidden" name=field_name("id") value=id/>
                <TextArea name="text" label="Reactie" hint="Iedereen die deze afspraak ziet, leest mee." rows=5/>
                <section class="wza-form__section" aria-labelledby="vragen">
                    <h3 id="vragen">"Aan wie vraagt u iets?"</h3>
                    <p class="wza-muted">{explained}</p>
                    <Whom choices=choices/>
                </section>
                <div class="wza-form__actions wza-actions"><SubmitButton label="Plaatsen"/></div>
            </Form>
        </section>
    }
}

/// An organisation and a function there; for who asks more of them, the others below.
#[component]
fn Whom(choices: Vec<Choice>) -> impl IntoView {
    let [first, others @ ..] = ADDRESSEE_FIELDS;
    let state = expect_context::<FormState>();
    let more = others.iter().any(|fields| !state.value(fields.organisation, String::new()).is_empty());
    let others: Vec<_> =
        others.into_iter().zip(2..).map(|(fields, number)| addressee(fields, number, &choices)).collect();
    view! {
        {addressee(first, 1, &choices)}
        <details class="wza-details" open=more>
            <summary>"Nog iemand vragen"</summary>
            {others}
        </details>
    }
}

fn addressee(fields: AddresseeFields, number: usize, choices: &[Choice]) -> AnyView {
    let number = if number == 1 { String::new() } else { format!(" {number}") };
    view! {
        <SelectField
            name=fields.organisation
            label=format!("Organisatie{number}")
            choices=choices.to_vec()
            nothing="Niemand in het bijzonder"
            optional=true
        />
        <TextField
            name=fields.function
            label=format!("Functie{number}")
            hint="Bijvoorbeeld teamleider wonen. Geen naam van een persoon."
            optional=true
        />
    }
    .into_any()
}
