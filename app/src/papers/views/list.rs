//! `/overleggen/{id}/agenda/{item}/stukken`

use domain::files::TAKEN;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::api::AddPaper;
use super::super::list_of;
use super::super::queries::{self, PapersPage as Data};
use crate::commitments::views::plain_id;
use crate::files::views::FileTable;
use crate::meetings::PATH;
use crate::meetings::views::Path;
use crate::plain::{PlainNotice, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{FileField, Form, PageTitle, SubmitButton, TextArea};

#[component]
pub fn PapersPage() -> impl IntoView {
    let (id, item) = (plain_id("id"), plain_id("item"));
    let page = crate::request::served(async move |request: Request| queries::page(&request, id?, item?).await);
    shown(page, |page| view! { <Page page=page/> })
}

#[component]
fn Page(page: Data) -> impl IntoView {
    let Data { meeting, label, item, title, files, may_change } = page;
    let path = list_of(meeting, item);
    let none = files.is_empty();
    let add = may_change.then(|| view! { <Add meeting=meeting.to_string() item=item.to_string() path=path.clone()/> });
    view! {
        <Path through=Some((format!("{PATH}/{meeting}"), label.clone())) here="Stukken"/>
        <PlainNotice/>
        <PageTitle title=format!("Stukken: {title}") lead=label without_form=!may_change/>
        {none.then(|| view! { <p class="wza-notice">"Bij dit agendapunt staan nog geen stukken."</p> })}
        {(!none).then(|| view! { <FileTable files=files path=path caption="Stukken, het nieuwste eerst"/> })}
        {add}
    }
}

#[component]
fn Add(meeting: String, item: String, path: String) -> impl IntoView {
    view! {
        <section class="wza-stack" aria-labelledby="toevoegen">
            <h2 id="toevoegen">"Stuk toevoegen"</h2>
            <p>"De hele regio kan het stuk lezen."</p>
            <Form path=path endpoint=AddPaper::PATH with_file=true>
                <input type="hidden" name=field_name("id") value=meeting/>
                <input type="hidden" name=field_name("item") value=item/>
                <FileField name="file" label="Bestand" hint=TAKEN/>
                <TextArea name="note" label="Toelichting" hint="Wat staat er in dit stuk?" optional=true rows=3/>
                <div class="wza-form__actions wza-actions"><SubmitButton label="Toevoegen"/></div>
            </Form>
        </section>
    }
}
