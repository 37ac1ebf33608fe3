//! `/afspraken/{id}/wacht-op`

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::super::super::data::Named;
use super::super::super::views::plain_id;
use super::super::api::{AddWait, ResolveWait};
use super::super::data::{Other, WaitLine};
use super::super::queries::{self, WaitingPage as Data};
use crate::plain::{PlainNotice, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Breadcrumb, Choice, Crumb, ExampleBadge, Form, PageTitle, SelectField, SubmitButton, TextField};

const LAPSED: &str = "Vervallen: dit komt niet meer. Kijk hoe u verder gaat.";

#[component]
pub fn WaitingPage() -> impl IntoView {
    let id = plain_id("id");
    // Where the button of one of them posts to; the page is the same.
    let has_wait = use_params_map().with_untracked(|params| params.get("wait").is_some());
    let wait = has_wait.then(|| plain_id("wait")).transpose();
    let page = crate::request::served(async move |request: Request| queries::page(&request, id?, wait?).await);
    shown(page, |page| view! { <Page page=page/> })
}

#[component]
fn Page(page: Data) -> impl IntoView {
    let Data { id, number, label, example, waiting, may_edit, may_end, organisations, today } = page;
    let resolve = |wait: &WaitLine| may_end.contains(&wait.id).then_some(id);
    let waits_for = waiting.waits_for.into_iter().map(|wait| (resolve(&wait), wait));
    let waits_for: Vec<_> = waits_for.map(|(resolve, wait)| line(wait, resolve)).collect();
    let waiters: Vec<_> = waiting.waited_for_by.into_iter().map(|wait| line(wait, None)).collect();
    let waiters =
        (!waiters.is_empty()).then(|| view! { <Waits title="Hierop wachten" column="Afspraak" lines=waiters/> });
    let list = match waits_for.is_empty() {
        true => view! { <p class="wza-notice">"Deze afspraak wacht nergens op."</p> }.into_any(),
        false => view! { <Waits title="Deze afspraak wacht op" column="Wacht op" lines=waits_for/> }.into_any(),
    };
    let add = may_edit.then(|| view! { <Add id=id organisations=organisations today=today/> });
    view! {
        <Breadcrumb crumbs=vec![
            Crumb::link("Afspraken", "/afspraken"),
            Crumb::link(number, format!("/afspraken/{id}")),
            Crumb::here("Wacht op"),
        ]/>
        <PlainNotice/>
        <PageTitle
            title="Wacht op"
            lead=format!("Bij {label}")
            badges=example.then(|| view! { <ExampleBadge/> }.into_any())
            without_form=!may_edit
        />
        {list}
        {waiters}
        {add}
    }
}

#[component]
fn Waits(title: &'static str, column: &'static str, lines: Vec<AnyView>) -> impl IntoView {
    view! {
        <section class="wza-stack">
            <h2>{title}</h2>
            <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
                <caption class="wza-visually-hidden">{title}</caption>
                <thead>
                    <tr>
                        <th scope="col">{column}</th>
                        <th scope="col">"Waarom"</th>
                        <th scope="col">"Sinds"</th>
                        <th scope="col">"Stand"</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </section>
    }
}

/// `resolve`: the commitment, for who may say that it does not wait any more.
fn line(wait: WaitLine, resolve: Option<Uuid>) -> AnyView {
    let WaitLine { id, other: Other { label, commitment }, lapsed, reason, since, over, .. } = wait;
    let state = match (over, resolve) {
        (Some(over), _) => over.into_any(),
        (None, None) if lapsed => LAPSED.into_any(),
        (None, None) => "Wacht nog".into_any(),
        (None, Some(commitment)) if lapsed => view! { {LAPSED} <Resolve commitment=commitment wait=id/> }.into_any(),
        (None, Some(commitment)) => view! { <Resolve commitment=commitment wait=id/> }.into_any(),
    };
    let name = match commitment {
        Some(id) => view! { <a href=format!("/afspraken/{id}")>{label}</a> }.into_any(),
        None => label.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td data-label="Waarom">{reason}</td>
            <td data-label="Sinds">{since}</td>
            <td data-label="Stand">{state}</td>
        </tr>
    }
    .into_any()
}

#[component]
fn Resolve(commitment: Uuid, wait: Uuid) -> impl IntoView {
    view! {
        <Form path=format!("/afspraken/{commitment}/wacht-op/{wait}/opgelost") endpoint=ResolveWait::PATH>
            <input type="hidden" name=field_name("id") value=commitment.to_string()/>
            <input type="hidden" name=field_name("wait") value=wait.to_string()/>
            <SubmitButton label="Opgelost"/>
        </Form>
    }
}

#[component]
fn Add(id: Uuid, organisations: Vec<Named>, today: String) -> impl IntoView {
    let choices = organisations.into_iter().map(|named| Choice::new(named.value, named.name)).collect::<Vec<_>>();
    view! {
        <section class="wza-stack" aria-labelledby="toevoegen">
            <h2 id="toevoegen">"Toevoegen"</h2>
            <p>"Vul een afspraak in, of kies een organisatie."</p>
            <Form path=format!("/afspraken/{id}/wacht-op") endpoint=AddWait::PATH>
                <input type="hidden" name=field_name("id") value=id.to_string()/>
                <TextField
                    name="commitment"
                    label="Afspraak"
                    hint="Het nummer met de gemeente, bijvoorbeeld L-02 Borne, of woorden uit de titel."
                />
                <SelectField name="organisation" label="Organisatie" choices=choices nothing="Geen organisatie"/>
                <TextField name="reason" label="Waarom" hint="Kort: wat moet er eerst gebeuren?"/>
                <TextField name="since" label="Sinds" hint="Bijvoorbeeld 21-11-2026." value=today/>
                <div class="wza-form__actions wza-actions"><SubmitButton label="Toevoegen"/></div>
            </Form>
        </section>
    }
}
