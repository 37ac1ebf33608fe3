//! `/overleggen/{id}/agenda/{item}/stukken/{file}`

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::api::WithdrawPaper;
use super::super::list_of;
use super::super::queries::{self, PapersPage as Data};
use crate::commitments::views::plain_id;
use crate::files::queries::FileLine;
use crate::files::views::{FileFacts, WithdrawFields};
use crate::meetings::PATH;
use crate::meetings::views::Path;
use crate::plain::{PlainNotice, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Form, PageTitle};

#[component]
pub fn PaperPage() -> impl IntoView {
    let (id, item, file) = (plain_id("id"), plain_id("item"), plain_id("file"));
    let page = crate::request::served(async move |request: Request| queries::one(&request, id?, item?, file?).await);
    shown(page, |(page, file)| view! { <Page page=page file=file/> })
}

#[component]
fn Page(page: Data, file: FileLine) -> impl IntoView {
    let Data { meeting, label, item, title, may_change, .. } = page;
    let path = format!("{}/{}", list_of(meeting, item), file.id);
    let open = file.withdrawn.is_none().then(|| {
        view! { <a class="nl-button nl-button--primary" href=format!("{path}/bestand")>"Downloaden"</a> }.into_any()
    });
    let (id, name) = (file.id.to_string(), file.name.clone());
    let withdraw = may_change.then(|| {
        view! {
            <WithdrawFields>
                <Form path=path endpoint=WithdrawPaper::PATH>
                    <input type="hidden" name=field_name("id") value=meeting.to_string()/>
                    <input type="hidden" name=field_name("item") value=item.to_string()/>
                    <input type="hidden" name=field_name("file") value=id/>
                    <crate::files::views::Reason/>
                </Form>
            </WithdrawFields>
        }
    });
    view! {
        <Path through=Some((format!("{PATH}/{meeting}"), label.clone())) here=name.clone()/>
        <PlainNotice/>
        <PageTitle title=name lead=format!("Bij ‘{title}’, {label}") actions=open without_form=!may_change/>
        <p><a href=list_of(meeting, item)>"Alle stukken bij dit agendapunt"</a></p>
        <FileFacts file=file/>
        {withdraw}
    }
}
