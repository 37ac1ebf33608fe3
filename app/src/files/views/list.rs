//! `/afspraken/{id}/bewijs`

use domain::files::TAKEN;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use uuid::Uuid;

use super::super::api::AddFile;
use super::super::queries::{self, FileLine, FilesPage as Data};
use crate::commitments::views::plain_id;
use crate::plain::{PlainNotice, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{
    Breadcrumb, Choice, Crumb, ExampleBadge, FileField, Form, PageTitle, SelectField, SubmitButton, TextArea,
};

#[component]
pub fn FilesPage() -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| queries::page(&request, id?).await);
    shown(page, |page| view! { <Page page=page/> })
}

#[component]
fn Page(page: Data) -> impl IntoView {
    let Data { id, number, label, example, files, reports, may_add } = page;
    let path = format!("/afspraken/{id}/bewijs");
    let add = may_add.then(|| view! { <Add id=id.to_string() path=path.clone() reports=reports/> });
    view! {
        <Breadcrumb crumbs=vec![
            Crumb::link("Afspraken", "/afspraken"),
            Crumb::link(number, format!("/afspraken/{id}")),
            Crumb::here("Bewijs"),
        ]/>
        <PlainNotice/>
        <PageTitle title="Bewijs" lead=format!("Bij {label}") badges=example.then(|| view! { <ExampleBadge/> }.into_any()) without_form=!may_add/>
        {files.is_empty().then(|| view! { <p class="wza-notice">"Er is nog geen bewijs."</p> })}
        {(!files.is_empty()).then(|| view! { <FileTable files=files path=path caption="Bewijs, het nieuwste eerst"/> })}
        {add}
    }
}

/// `path`: the address of the list; that of each file lies below it.
#[component]
pub fn FileTable(files: Vec<FileLine>, path: String, caption: &'static str) -> impl IntoView {
    let lines: Vec<_> = files.into_iter().map(|file| line(file, &path)).collect();
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">"Bestand"</th>
                    <th scope="col">"Toelichting"</th>
                    <th scope="col">"Toegevoegd"</th>
                    <th scope="col">"Stand"</th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
}

fn line(file: FileLine, path: &str) -> AnyView {
    let FileLine { id, name, what, note, report, at, by, withdrawn, .. } = file;
    let note = match note {
        Some(text) => text.into_any(),
        None => view! { <span class="wza-muted">"Geen"</span> }.into_any(),
    };
    let state = if withdrawn.is_some() { "Ingetrokken" } else { "Geldt" };
    view! {
        <tr>
            <th scope="row"><a href=format!("{path}/{id}")>{name}</a> <p class="wza-muted">{what}</p></th>
            <td data-label="Toelichting">{note} {report.map(|at| view! { <p class="wza-muted">{of_report(&at)}</p> })}</td>
            <td data-label="Toegevoegd"><time datetime=at.iso>{at.label}</time> <p class="wza-muted">{by}</p></td>
            <td data-label="Stand">{state}</td>
        </tr>
    }
    .into_any()
}

pub fn of_report(at: &str) -> String {
    format!("Bij de voortgang van {at}")
}

#[component]
fn Add(id: String, path: String, reports: Vec<(Uuid, String)>) -> impl IntoView {
    let choices = reports.into_iter().map(|(id, at)| Choice::new(id.to_string(), of_report(&at))).collect();
    view! {
        <section class="wza-stack" aria-labelledby="toevoegen">
            <h2 id="toevoegen">"Bewijs toevoegen"</h2>
            <Form path=path endpoint=AddFile::PATH with_file=true>
                <input type="hidden" name=field_name("id") value=id/>
                <FileField name="file" label="Bestand" hint=TAKEN/>
                <TextArea name="note" label="Toelichting" hint="Wat laat dit bestand zien?" optional=true rows=3/>
                <SelectField name="report" label="Hoort bij" choices=choices nothing="De afspraak zelf" optional=true/>
                <div class="wza-form__actions wza-actions"><SubmitButton label="Toevoegen"/></div>
            </Form>
        </section>
    }
}
