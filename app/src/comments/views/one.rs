//! `/afspraken/{id}/reacties/{comment}`

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::api::{AnswerComment, MarkCommentSeen, WithdrawComment};
use super::super::queries::{self, CommentPage as Data};
use super::thread::Thread;
use crate::commitments::views::plain_id;
use crate::plain::{PlainNotice, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Breadcrumb, Crumb, ExampleBadge, Form, PageTitle, SubmitButton, TextArea};

#[component]
pub fn CommentPage() -> impl IntoView {
    let (id, comment) = (plain_id("id"), plain_id("comment"));
    let page = crate::request::served(async move |request: Request| queries::one(&request, id?, comment?).await);
    shown(page, |page| view! { <Page page=page/> })
}

#[component]
fn Page(page: Data) -> impl IntoView {
    let Data { commitment, number, label, example, thread, chosen, may_answer, may_mark_seen, may_withdraw } = page;
    let list = format!("/afspraken/{commitment}/reacties");
    let path = format!("{list}/{chosen}");
    let known = Known { commitment: commitment.to_string(), comment: chosen.to_string() };
    let seen = may_mark_seen.then(|| view! { <Seen path=path.clone() known=known.clone()/> });
    let answer = may_answer.then(|| view! { <Answer path=path.clone() known=known.clone()/> });
    let withdraw = may_withdraw.then(|| view! { <Withdraw path=path known=known/> });
    view! {
        <Breadcrumb crumbs=vec![
            Crumb::link("Afspraken", "/afspraken"),
            Crumb::link(number, format!("/afspraken/{commitment}")),
            Crumb::link("Reacties", list.clone()),
            Crumb::here("Reactie"),
        ]/>
        <PlainNotice/>
        <PageTitle title="Reactie" lead=format!("Bij {label}") badges=example.then(|| view! { <ExampleBadge/> }.into_any()) without_form=!may_answer/>
        <section class="wza-card" aria-label="Reactie en antwoorden"><Thread thread=thread list=list/></section>
        {answer}
        {seen}
        {withdraw}
    }
}

/// What every form of this page sends along.
#[derive(Clone, Debug)]
struct Known {
    commitment: String,
    comment: String,
}

impl Known {
    fn fields(self) -> impl IntoView {
        view! {
            <input type="hidden" name=field_name("id") value=self.commitment/>
            <input type="hidden" name=field_name("comment") value=self.comment/>
        }
    }
}

#[component]
fn Answer(path: String, known: Known) -> impl IntoView {
    view! {
        <section class="wza-stack" aria-labelledby="antwoorden">
            <h2 id="antwoorden">"Antwoorden"</h2>
            <Form path=path endpoint=AnswerComment::PATH>
                {known.fields()}
                <TextArea name="text" label="Antwoord" rows=4/>
                <div class="wza-form__actions wza-actions"><SubmitButton label="Plaatsen"/></div>
            </Form>
        </section>
    }
}

#[component]
fn Seen(path: String, known: Known) -> impl IntoView {
    view! {
        <section class="wza-stack" aria-labelledby="gezien">
            <h2 id="gezien">"Gezien"</h2>
            <p>"Hoeft er geen antwoord? Dan gaat de vraag zo van de taken van uw organisatie af."</p>
            <Form path=format!("{path}/gezien") endpoint=MarkCommentSeen::PATH>
                {known.fields()}
                <div class="wza-actions"><SubmitButton label="Gezien" secondary=true/></div>
            </Form>
        </section>
    }
}

#[component]
fn Withdraw(path: String, known: Known) -> impl IntoView {
    view! {
        <section class="wza-stack" aria-labelledby="intrekken">
            <h2 id="intrekken">"Intrekken"</h2>
            <p>"Uw woorden verdwijnen. Dat er een reactie stond, en wat anderen antwoordden, blijft zichtbaar."</p>
            <Form path=format!("{path}/intrekken") endpoint=WithdrawComment::PATH>
                {known.fields()}
                <div class="wza-actions"><SubmitButton label="Reactie intrekken" secondary=true/></div>
            </Form>
        </section>
    }
}
