//! `/overleggen/{id}/agenda/{item}`: one point of an agenda.

use domain::routing::Purpose;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use uuid::Uuid;

use super::super::PATH;
use super::super::api::{MoveAgendaItem, SaveAgendaItem};
use super::super::form::{AWAY, DOWN, ItemForm, UP, YES};
use super::super::queries::{PointPage, point_page};
use super::Path;
use crate::commitments::views::plain_id;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{CheckboxGroup, Choice, Form, Refused, SeenVersion, SelectField, SubmitButton, TextArea, TextField};

#[component]
pub fn AgendaPointPage() -> impl IntoView {
    let (id, point) = (plain_id("id"), plain_id("item"));
    let page = crate::request::served(async move |request: Request| point_page(&request, id?, point?).await);
    shown(page, |page| view! { <Page page=page/> })
}

#[component]
fn Page(page: PointPage) -> impl IntoView {
    let back = format!("{PATH}/{}", page.id);
    let title = format!("Agendapunt {}: {}", page.place + 1, page.title);
    let content = match page.form.clone() {
        Some(form) => view! { <ItemForms form=form back=back.clone()/> }.into_any(),
        None => view! { <Proposal page=page.clone()/> }.into_any(),
    };
    view! {
        <Path through=Some((back, page.meeting.clone())) here=page.title/>
        <PlainTitle title=title lead=page.meeting/>
        {content}
    }
}

#[component]
fn ItemForms(form: ItemForm, back: String) -> impl IntoView {
    let path = format!("{back}/agenda/{}", form.item);
    let removed = form.clone();
    view! {
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

/// Only its place is the meeting's; what it says has a page of its own.
#[component]
fn Proposal(page: PointPage) -> impl IntoView {
    let PointPage { id, point, title, place, points, .. } = page;
    view! {
        <Refused endpoint=MoveAgendaItem::PATH/>
        <p>"Dit is een voorstel. Wie het indient, wijzigt het op zijn eigen pagina; hier verandert alleen de plaats op de agenda."</p>
        <div class="wza-actions">
            <MoveButtons meeting=id point=point title=title place=place points=points/>
            <a class="nl-button nl-button--subtle" href=format!("{PATH}/{id}")>"Terug naar het overleg"</a>
        </div>
    }
}

/// Up and down, as far as there is room.
#[component]
pub fn MoveButtons(
    meeting: Uuid,
    point: Uuid,
    title: String,
    /// From 0, of so many.
    place: usize,
    points: usize,
) -> impl IntoView {
    let path = format!("{PATH}/{meeting}/agenda/{point}/verplaatsen");
    let button = |way: &'static str, label: &'static str, at_end: bool| {
        (!at_end).then(|| {
            view! {
                <form class="wza-inline-form" method="post" action=path.clone()>
                    <input type="hidden" name=field_name("id") value=meeting.to_string()/>
                    <input type="hidden" name=field_name("item") value=point.to_string()/>
                    <input type="hidden" name=field_name("place") value=place.to_string()/>
                    <input type="hidden" name=field_name("way") value=way/>
                    <button class="nl-button nl-button--subtle wza-button--small" type="submit" aria-label=format!("{label}: {title}")>
                        {label}
                    </button>
                </form>
            }
        })
    };
    view! {
        {button(UP, "Omhoog", place == 0)}
        {button(DOWN, "Omlaag", place + 1 == points)}
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
