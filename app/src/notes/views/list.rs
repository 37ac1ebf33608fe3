//! `/overleggen/{id}/notities`

use domain::notes::Kind;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use super::super::address_of;
use super::super::api::AddNote;
use super::super::queries::{Group, NotesPage as Data, page};
use super::one::entry;
use crate::commitments::views::plain_id;
use crate::meetings;
use crate::meetings::views::Path;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::{Submission, field_name};
use crate::ui::{Choice, Form, RadioGroup, SelectField, SubmitButton, TextArea};

#[component]
pub fn NotesPage() -> impl IntoView {
    let id = plain_id("id");
    // Of a form that comes back, what was chosen there.
    let about = posted_about().or_else(|| use_query_map().with_untracked(|query| query.get("bij")));
    let page = crate::request::served(async move |request: Request| page(&request, id?, about.as_deref()).await);
    shown(page, |page| view! { <Page page=page/> })
}

fn posted_about() -> Option<String> {
    let submission = use_context::<Submission>()?;
    let name = field_name("about");
    submission.pairs.into_iter().find(|(key, _)| *key == name).map(|(_, value)| value)
}

#[component]
fn Page(page: Data) -> impl IntoView {
    let through = (format!("{}/{}", meetings::PATH, page.meeting), page.label.clone());
    let list = address_of(page.meeting);
    let lead = format!("{}. Alleen collega's van {} lezen dit.", page.label, page.organisation);
    let none = page.groups.is_empty();
    let groups: Vec<_> = page.groups.clone().into_iter().map(|group| card(group, &list)).collect();
    view! {
        <Path through=Some(through) here="Notities en vragen"/>
        <PlainTitle title="Notities en vragen" lead=lead/>
        {none.then(|| view! { <p class="wza-notice">"Er staan nog geen notities of vragen bij dit overleg."</p> })}
        <div class="wza-stack">{groups}</div>
        <Add page=page list=list/>
    }
}

fn card(group: Group, list: &str) -> AnyView {
    let id = group.about.code();
    let notes: Vec<_> = group.notes.into_iter().map(|note| entry(note, list)).collect();
    view! {
        <section class="wza-card" aria-labelledby=id.clone()>
            <h2 id=id.clone()><a href=group.address>{group.label}</a></h2>
            <ol class="wza-timeline">{notes}</ol>
        </section>
    }
    .into_any()
}

#[component]
fn Add(page: Data, list: String) -> impl IntoView {
    let choices = page.choices.iter().map(|(about, label)| Choice::new(about.code(), label.clone())).collect();
    let mut kinds = vec![Choice::new(Kind::Note.code(), "Notitie: om te onthouden")];
    if page.to_come {
        kinds.push(Choice::new(Kind::Question.code(), "Vraag: een collega zoekt het voor u uit"));
    }
    view! {
        <section class="wza-stack" aria-labelledby="toevoegen">
            <h2 id="toevoegen">"Toevoegen"</h2>
            <Form path=list endpoint=AddNote::PATH>
                <input type="hidden" name=field_name("id") value=page.meeting.to_string()/>
                <SelectField name="about" label="Waarbij?" choices=choices value=page.chosen.code() nothing="Kies waar dit bij hoort"/>
                <RadioGroup name="kind" label="Wat is het?" choices=kinds value=Kind::Note.code()/>
                <TextArea name="text" label="Tekst" hint=if page.to_come { "Een vraag komt bij de taken van uw collega's te staan." } else { "" } rows=4/>
                <div class="wza-form__actions wza-actions"><SubmitButton label="Toevoegen"/></div>
            </Form>
        </section>
    }
}
