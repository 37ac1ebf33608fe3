//! `/overleggen/{id}/agenda/{item}`: one item of an agenda.

use domain::routing::Purpose;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::PATH;
use super::super::api::{MoveAgendaItem, SaveAgendaItem};
use super::super::form::{AWAY, ItemForm, YES};
use super::super::queries::{ItemPage, item_page};
use super::Path;
use crate::commitments::views::plain_id;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{CheckboxGroup, Choice, Form, SeenVersion, SelectField, SubmitButton, TextArea, TextField};

#[component]
pub fn AgendaItemPage() -> impl IntoView {
    let (id, item) = (plain_id("id"), plain_id("item"));
    let page = crate::request::served(async move |request: Request| item_page(&request, id?, item?).await);
    shown(page, |page| view! { <Page page=page/> })
}

#[component]
fn Page(page: ItemPage) -> impl IntoView {
    let ItemPage { meeting, form, place } = page;
    let back = format!("{PATH}/{}", form.id);
    let path = format!("{back}/agenda/{}", form.item);
    let title = format!("Agendapunt {}: {}", place + 1, form.title);
    let removed = form.clone();
    view! {
        <Path through=Some((back.clone(), meeting.clone())) here=form.title.clone()/>
        <PlainTitle title=title lead=meeting/>
        <Form path=path.clone() endpoint=SaveAgendaItem::PATH>
            <input type="hidden" name=field_name("id") value=form.id.clone()/>
            <input type="hidden" name=field_name("item") value=form.item.clone()/>
            <SeenVersion version=form.version.clone()/>
            <ItemFields form=form.clone()/>
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Opslaan"/>
                <a class="nl-button nl-button--subtle" href=back>"Annuleren"</a>
            </div>
        </Form>
        <section class="wza-stack" aria-labelledby="weghalen">
            <h2 id="weghalen">"Van de agenda halen"</h2>
            <p>"De tijdlijn van het overleg blijft tonen wat hier stond."</p>
            <Form path=format!("{path}/verplaatsen") endpoint=MoveAgendaItem::PATH>
                <input type="hidden" name=field_name("id") value=removed.id/>
                <input type="hidden" name=field_name("item") value=removed.item/>
                <input type="hidden" name=field_name("version") value=removed.version/>
                <input type="hidden" name=field_name("way") value=AWAY/>
                <div class="wza-actions"><SubmitButton label="Van de agenda halen" secondary=true/></div>
            </Form>
        </section>
    }
}

#[component]
pub fn ItemFields(form: ItemForm) -> impl IntoView {
    let purposes = Purpose::ALL.iter().map(|purpose| Choice::new(purpose.code(), purpose.label())).collect();
    view! {
        <TextField name="title" label="Agendapunt" hint="Waar gaat het over?" value=form.title class="wza-input--wide"/>
        <SelectField name="purpose" label="Doel" choices=purposes value=form.purpose nothing="Kies een doel"/>
        <TextArea name="note" label="Toelichting" value=form.note optional=true rows=3/>
        <CheckboxGroup
            name="oral"
            label="Stukken"
            hint="Een punt ter advisering of ter vaststelling heeft een stuk, of is mondeling."
            choices=vec![Choice::new(YES, "Mondeling: er is niets te lezen vooraf")]
            ticked=form.oral
            optional=true
        />
    }
}
