//! `/overleggen/{id}/notities/{note}`

use domain::notes::Kind;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::address_of;
use super::super::api::{AnswerNote, RemoveNote};
use super::super::form::seen;
use super::super::queries::{NoteLine, NotePage as Data, note_page};
use crate::commitments::views::plain_id;
use crate::meetings;
use crate::meetings::views::Path;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Form, SubmitButton, TextArea, paragraphs};

#[component]
pub fn NotePage() -> impl IntoView {
    let (id, note) = (plain_id("id"), plain_id("note"));
    let page = crate::request::served(async move |request: Request| note_page(&request, id?, note?).await);
    shown(page, |page| view! { <Page page=page/> })
}

#[component]
fn Page(page: Data) -> impl IntoView {
    let Data { meeting, label, about_label, address, note } = page;
    let through = (format!("{}/{meeting}", meetings::PATH), label.clone());
    let list = address_of(meeting);
    let path = format!("{list}/{}", note.id);
    let (may_answer, may_remove) = (note.may_answer, note.may_remove);
    let seen = seen(note.answer.is_some());
    let known = Known { meeting: meeting.to_string(), note: note.id.to_string() };
    let answer = may_answer.then(|| view! { <Answer path=path.clone() known=known.clone()/> });
    let remove = may_remove.then(|| view! { <Remove path=path known=known seen=seen/> });
    view! {
        <Path through=Some(through) here=note.kind.label()/>
        <PlainTitle title=note.kind.label() lead=label without_form=!may_answer/>
        <section class="wza-card" aria-labelledby="waarbij">
            <h2 id="waarbij"><a href=address>{about_label}</a></h2>
            <ol class="wza-timeline">{entry(note, "")}</ol>
            <p><a href=list>"Alle notities en vragen bij dit overleg"</a></p>
        </section>
        {answer}
        {remove}
    }
}

/// A note with its answer; `list`: where its own page is found, empty on that page.
pub(super) fn entry(note: NoteLine, list: &str) -> AnyView {
    let NoteLine { id, kind, text, by, at, answer, may_answer, may_remove, .. } = note;
    let open = kind == Kind::Question && answer.is_none();
    let badge = open.then(|| view! { " " <span class="nl-data-badge">"nog niet beantwoord"</span> });
    let answer = answer.map(|(by, at, text)| {
        view! {
            <div class="wza-note__answer">
                <p class="wza-timeline__meta"><time datetime=at.iso>{at.label}</time> " " <span>{format!("Antwoord van {by}")}</span></p>
                {paragraphs(&text)}
            </div>
        }
    });
    let link = |anchor: &str, label: &'static str| {
        let hidden = format!(": {}, {}", by, at.label);
        view! { <p><a href=format!("{list}/{id}#{anchor}")>{label} <span class="wza-visually-hidden">{hidden}</span></a></p> }
    };
    let links = (!list.is_empty()).then(|| {
        view! {
            {may_answer.then(|| link("beantwoorden", "Beantwoorden"))}
            {may_remove.then(|| link("verwijderen", "Verwijderen"))}
        }
    });
    view! {
        <li class="wza-timeline__item">
            <p class="wza-timeline__meta">
                <time datetime=at.iso.clone()>{at.label.clone()}</time> " " <span>{format!("{} van {by}", kind.label())}</span> {badge}
            </p>
            {paragraphs(&text)}
            {answer}
            {links}
        </li>
    }
    .into_any()
}

/// What every form of this page sends along.
#[derive(Clone, Debug)]
struct Known {
    meeting: String,
    note: String,
}

impl Known {
    fn fields(self) -> impl IntoView {
        view! {
            <input type="hidden" name=field_name("id") value=self.meeting/>
            <input type="hidden" name=field_name("note") value=self.note/>
        }
    }
}

#[component]
fn Answer(path: String, known: Known) -> impl IntoView {
    view! {
        <section class="wza-stack" aria-labelledby="beantwoorden">
            <h2 id="beantwoorden">"Beantwoorden"</h2>
            <Form path=path endpoint=AnswerNote::PATH>
                {known.fields()}
                <TextArea name="text" label="Antwoord" rows=4/>
                <div class="wza-form__actions wza-actions"><SubmitButton label="Beantwoorden"/></div>
            </Form>
        </section>
    }
}

#[component]
fn Remove(path: String, known: Known, seen: &'static str) -> impl IntoView {
    view! {
        <section class="wza-stack" aria-labelledby="verwijderen">
            <h2 id="verwijderen">"Verwijderen"</h2>
            <p>"De woorden verdwijnen voor iedereen, met het antwoord erbij."</p>
            <Form path=format!("{path}/verwijderen") endpoint=RemoveNote::PATH>
                {known.fields()}
                <input type="hidden" name=field_name("seen") value=seen/>
                <div class="wza-actions"><SubmitButton label="Verwijderen" secondary=true/></div>
            </Form>
        </section>
    }
}
