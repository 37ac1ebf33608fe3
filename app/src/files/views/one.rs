//! `/afspraken/{id}/bewijs/{file}`

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::api::WithdrawFile;
use super::super::queries::{self, FileLine, FilePage as Data, Withdrawn};
use super::list::of_report;
use crate::commitments::views::plain_id;
use crate::plain::{PlainNotice, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Breadcrumb, Crumb, ExampleBadge, Form, PageTitle, SubmitButton, TextArea};

#[component]
pub fn FilePage() -> impl IntoView {
    let (id, file) = (plain_id("id"), plain_id("file"));
    let page = crate::request::served(async move |request: Request| queries::one(&request, id?, file?).await);
    shown(page, |page| view! { <Page page=page/> })
}

#[component]
fn Page(page: Data) -> impl IntoView {
    let Data { commitment, number, label, example, file, may_withdraw } = page;
    let list = format!("/afspraken/{commitment}/bewijs");
    let path = format!("{list}/{}", file.id);
    let open = file.withdrawn.is_none().then(|| {
        view! { <a class="nl-button nl-button--primary" href=format!("{path}/bestand")>"Downloaden"</a> }.into_any()
    });
    let withdraw = may_withdraw.then(|| {
        let id = file.id.to_string();
        view! {
            <WithdrawFields>
                <Form path=path endpoint=WithdrawFile::PATH>
                    <input type="hidden" name=field_name("id") value=commitment.to_string()/>
                    <input type="hidden" name=field_name("file") value=id/>
                    <Reason/>
                </Form>
            </WithdrawFields>
        }
    });
    view! {
        <Breadcrumb crumbs=vec![
            Crumb::link("Afspraken", "/afspraken"),
            Crumb::link(number, format!("/afspraken/{commitment}")),
            Crumb::link("Bewijs", list),
            Crumb::here(file.name.clone()),
        ]/>
        <PlainNotice/>
        <PageTitle
            title=file.name.clone()
            lead=format!("Bij {label}")
            badges=example.then(|| view! { <ExampleBadge/> }.into_any())
            actions=open
            without_form=!may_withdraw
        />
        <FileFacts file=file/>
        {withdraw}
    }
}

#[component]
pub fn FileFacts(file: FileLine) -> impl IntoView {
    let FileLine { what, sha256, note, report, at, by, withdrawn, .. } = file;
    let fact = |name: &'static str, text: String| view! { <div><dt>{name}</dt><dd>{text}</dd></div> };
    let withdrawn = withdrawn.map(|Withdrawn { at, by, reason }| {
        view! {
            <div class="utrecht-alert utrecht-alert--warning">
                <div class="utrecht-alert__content">
                    <p><strong>"Dit bestand is ingetrokken."</strong> " Het is niet meer te openen."</p>
                    <p><time datetime=at.iso>{at.label}</time> {format!(", door {by}: {reason}")}</p>
                </div>
            </div>
        }
    });
    view! {
        {withdrawn}
        <dl class="wza-facts">
            {fact("Soort en grootte", what)}
            {note.map(|text| fact("Toelichting", text))}
            {report.map(|at| fact("Hoort bij", of_report(&at)))}
            <div><dt>"Toegevoegd"</dt><dd><time datetime=at.iso>{at.label}</time> {format!(", {by}")}</dd></div>
            {fact("Controlegetal (SHA-256)", sha256)}
        </dl>
    }
}

/// What withdrawing means, above its form.
#[component]
pub fn WithdrawFields(children: Children) -> impl IntoView {
    view! {
        <section class="wza-stack" aria-labelledby="intrekken">
            <h2 id="intrekken">"Intrekken"</h2>
            <p>"Niemand kan het bestand daarna nog openen. Dat het er was, door wie het is ingetrokken en waarom, blijft staan."</p>
            {children()}
        </section>
    }
}

#[component]
pub fn Reason() -> impl IntoView {
    view! {
        <TextArea name="reason" label="Reden" hint="Waarom geldt dit bestand niet meer?" rows=3/>
        <div class="wza-form__actions wza-actions"><SubmitButton label="Intrekken" secondary=true/></div>
    }
}
