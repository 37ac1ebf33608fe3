//! `/projecten/{id}/opleveringen/{delivery}/bewijs/{file}`

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::api::WithdrawEvidence;
use super::super::list_of;
use super::super::queries::{self, EvidencePage as Data};
use crate::commitments::views::plain_id;
use crate::deliveries::views::crumbs;
use crate::files::queries::FileLine;
use crate::files::views::{FileFacts, Reason, WithdrawFields};
use crate::plain::{PlainNotice, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Breadcrumb, Form, PageTitle};

#[component]
pub fn EvidenceFilePage() -> impl IntoView {
    let (id, delivery, file) = (plain_id("id"), plain_id("delivery"), plain_id("file"));
    let page =
        crate::request::served(async move |request: Request| queries::one(&request, id?, delivery?, file?).await);
    shown(page, |(page, file)| view! { <Page page=page file=file/> })
}

#[component]
fn Page(page: Data, file: FileLine) -> impl IntoView {
    let Data { head, lot, may_change, .. } = page;
    let list = list_of(head.project, lot.id);
    let path = format!("{list}/{}", file.id);
    let open = file.withdrawn.is_none().then(|| {
        view! { <a class="nl-button nl-button--primary" href=format!("{path}/bestand")>"Downloaden"</a> }.into_any()
    });
    let (id, name) = (file.id.to_string(), file.name.clone());
    let withdraw = may_change.then(|| {
        view! {
            <WithdrawFields>
                <Form path=path endpoint=WithdrawEvidence::PATH>
                    <input type="hidden" name=field_name("id") value=head.project.to_string()/>
                    <input type="hidden" name=field_name("delivery") value=lot.id.to_string()/>
                    <input type="hidden" name=field_name("file") value=id/>
                    <Reason/>
                </Form>
            </WithdrawFields>
        }
    });
    view! {
        <Breadcrumb crumbs=crumbs(&head, Some("Bewijs"))/>
        <PlainNotice/>
        <PageTitle
            title=name
            lead=format!("{}: {}", head.name, lot.label())
            actions=open
            without_form=!may_change
        />
        <p><a href=list>"Al het bewijs van deze melding"</a></p>
        <FileFacts file=file/>
        {withdraw}
    }
}
