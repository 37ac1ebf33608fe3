//! `/overleggen/{id}/terug` and `/overleggen/{id}/afgelasten`: steps that need a reason.

use domain::meetings::State;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::PATH;
use super::super::api::{CancelMeeting, ReopenMeeting};
use super::super::queries::{StepPage, step_page};
use super::Path;
use crate::commitments::views::plain_id;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Form, SubmitButton, TextArea};

/// What a page of a step says.
#[derive(Clone, Copy)]
struct Words {
    title: &'static str,
    /// The last part of its address.
    address: &'static str,
    endpoint: &'static str,
    lead: &'static str,
    ask: &'static str,
    unfit: &'static str,
}

#[component]
pub fn ReopenMeetingPage() -> impl IntoView {
    page(
        State::Preparing,
        Words {
            title: "Terug naar de voorbereiding",
            address: "terug",
            endpoint: ReopenMeeting::PATH,
            lead: "Daarna kan de agenda weer veranderen.",
            ask: "Waarom zijn de stukken toch niet rond?",
            unfit: "Alleen een overleg waarvan de stukken rond zijn kan terug naar de voorbereiding.",
        },
    )
}

#[component]
pub fn CancelMeetingPage() -> impl IntoView {
    page(
        State::Cancelled,
        Words {
            title: "Overleg afgelasten",
            address: "afgelasten",
            endpoint: CancelMeeting::PATH,
            lead: "De agenda blijft te lezen. Wat openstaat, komt vanzelf terug op het volgende overleg.",
            ask: "Waarom gaat het overleg niet door? De hele regio leest dit.",
            unfit: "Alleen een overleg dat nog niet is gehouden kan worden afgelast.",
        },
    )
}

fn page(to: State, words: Words) -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| step_page(&request, id?, to).await);
    shown(page, move |page| view! { <Step page=page words=words/> })
}

#[component]
fn Step(page: StepPage, words: Words) -> impl IntoView {
    let StepPage { meeting, form, fits } = page;
    let address = format!("{PATH}/{}", form.id);
    let back = address.clone();
    let fields = fits.then(|| {
        view! {
            <p>{words.lead}</p>
            <Form path=format!("{address}/{}", words.address) endpoint=words.endpoint>
                <input type="hidden" name=field_name("id") value=form.id/>
                <input type="hidden" name=field_name("version") value=form.version/>
                <TextArea name="reason" label="Reden" hint=words.ask rows=3/>
                <div class="wza-form__actions wza-actions">
                    <SubmitButton label=words.title/>
                    <a class="nl-button nl-button--subtle" href=back>"Annuleren"</a>
                </div>
            </Form>
        }
    });
    view! {
        <Path through=Some((address, meeting.clone())) here=words.title/>
        <PlainTitle title=words.title lead=meeting without_form=!fits/>
        {fields}
        {(!fits).then(|| view! { <p class="wza-notice">{words.unfit}</p> })}
    }
}
