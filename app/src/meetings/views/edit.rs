//! `/overleggen/nieuw` and `/overleggen/{id}/bewerken`.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::PATH;
use super::super::api::SaveMeeting;
use super::super::queries::{FormPage, edit_page, new_page};
use super::Path;
use crate::commitments::views::plain_id;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Choice, Form, SeenVersion, SelectField, SubmitButton, TextArea, TextField};

#[component]
pub fn NewMeetingPage() -> impl IntoView {
    let page = crate::request::served(async move |request: Request| new_page(&request).await);
    shown(page, |page| view! { <Page page=page path=format!("{PATH}/nieuw") back=PATH.to_owned()/> })
}

#[component]
pub fn EditMeetingPage() -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| edit_page(&request, id?).await);
    shown(page, |page| {
        let back = format!("{PATH}/{}", page.form.id);
        view! { <Page path=format!("{back}/bewerken") back=back page=page/> }
    })
}

#[component]
fn Page(page: FormPage, path: String, back: String) -> impl IntoView {
    let FormPage { title, form, bodies, papers_ready } = page;
    let new = form.id.is_empty();
    let through = (!new).then(|| (back.clone(), title.clone()));
    let (here, heading) =
        if new { (title.clone(), title) } else { ("Wijzigen".to_owned(), format!("Wijzigen: {title}")) };
    let none = new && bodies.is_empty();
    view! {
        <Path through=through here=here/>
        <PlainTitle title=heading lead="De hele regio ziet dit overleg."/>
        {none.then(|| view! { <p class="wza-notice">"Uw organisatie is van geen overleg de secretaris. Vraag de aanjager om het overleg te plannen."</p> })}
        <Form path=path endpoint=SaveMeeting::PATH>
            <input type="hidden" name=field_name("id") value=form.id/>
            <SeenVersion version=form.version/>
            {new.then(|| view! { <BodyField bodies=bodies value=form.body/> })}
            <TextField name="date" label="Datum" hint="Bijvoorbeeld 21-11-2026." value=form.date/>
            <TextField
                name="title"
                label="Titel"
                hint="Alleen als dit overleg iets bijzonders is, bijvoorbeeld: Themabijeenkomst ouderen."
                value=form.title
                class="wza-input--wide"
                optional=true
            />
            <TextField
                name="place"
                label="Plaats"
                hint="Vul ‘online’ in als er geen zaal is."
                value=form.place
                class="wza-input--wide"
                optional=true
            />
            {papers_ready.then(|| view! { <Reason/> })}
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Opslaan"/>
                <a class="nl-button nl-button--subtle" href=back>"Annuleren"</a>
            </div>
        </Form>
    }
}

#[component]
fn BodyField(bodies: Vec<Choice>, value: String) -> impl IntoView {
    view! {
        <SelectField
            name="body"
            label="Overleg"
            hint="De overleggen waarvan uw organisatie de secretaris is. Een aanjager plant ze allemaal."
            choices=bodies
            value=value
            nothing="Kies een overleg"
        />
    }
}

/// Everybody counts on the day that the papers name.
#[component]
fn Reason() -> impl IntoView {
    view! {
        <TextArea
            name="reason"
            label="Reden van een andere dag"
            hint="De stukken zijn rond. Krijgt het overleg een andere dag? Schrijf dan op waarom. Anders blijft dit leeg."
            rows=3
        />
    }
}
