//! `/projecten/{id}/opleveringen/{delivery}/bewijs`

use domain::files::TAKEN;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::api::AddEvidence;
use super::super::list_of;
use super::super::queries::{self, EvidencePage as Data};
use crate::commitments::views::plain_id;
use crate::deliveries::views::crumbs;
use crate::files::views::FileTable;
use crate::plain::{PlainNotice, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Breadcrumb, FileField, Form, PageTitle, SubmitButton, TextArea};

#[component]
pub fn EvidencePage() -> impl IntoView {
    let (id, delivery) = (plain_id("id"), plain_id("delivery"));
    let page = crate::request::served(async move |request: Request| queries::page(&request, id?, delivery?).await);
    shown(page, |page| view! { <Page page=page/> })
}

#[component]
fn Page(page: Data) -> impl IntoView {
    let Data { head, lot, files, may_change } = page;
    let path = list_of(head.project, lot.id);
    let none = files.is_empty();
    let (project, delivery) = (head.project.to_string(), lot.id.to_string());
    let add = may_change.then(|| view! { <Add project=project delivery=delivery path=path.clone()/> });
    view! {
        <Breadcrumb crumbs=crumbs(&head, Some("Bewijs"))/>
        <PlainNotice/>
        <PageTitle title="Bewijs van oplevering" lead=format!("{}: {}", head.name, lot.label()) without_form=!may_change/>
        {none.then(|| view! { <p class="wza-notice">"Bij deze melding staan nog geen bestanden."</p> })}
        {(!none).then(|| view! { <FileTable files=files path=path caption="Bewijs, het nieuwste eerst"/> })}
        {add}
    }
}

#[component]
fn Add(project: String, delivery: String, path: String) -> impl IntoView {
    view! {
        <section class="wza-stack" aria-labelledby="toevoegen">
            <h2 id="toevoegen">"Bewijs toevoegen"</h2>
            <p>"Bijvoorbeeld het proces-verbaal van oplevering of foto’s. De gemeente, de partijen van het project en de aanjagers kunnen het lezen."</p>
            <Form path=path endpoint=AddEvidence::PATH with_file=true>
                <input type="hidden" name=field_name("id") value=project/>
                <input type="hidden" name=field_name("delivery") value=delivery/>
                <FileField name="file" label="Bestand" hint=TAKEN/>
                <TextArea name="note" label="Toelichting" hint="Wat laat dit bestand zien?" optional=true rows=3/>
                <div class="wza-form__actions wza-actions"><SubmitButton label="Toevoegen"/></div>
            </Form>
        </section>
    }
}
