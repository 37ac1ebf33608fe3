//! `/afspraken/{id}/mijlpalen`

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::super::views::plain_id;
use super::super::api::AddMilestone;
use super::super::data::MilestoneLine;
use super::super::queries::{self, MilestonesPage as Data};
use crate::plain::{PlainNotice, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Breadcrumb, Crumb, ExampleBadge, Form, OverdueBadge, PageTitle, SubmitButton, TextArea, TextField};

pub const DUE_HINT: &str = "Zo precies als u het weet. Bijvoorbeeld 21-11-2027, november 2027, Q3 2027 of 2027.";

#[component]
pub fn MilestonesPage() -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| queries::page(&request, id?).await);
    shown(page, |page| view! { <Page page=page/> })
}

#[component]
fn Page(page: Data) -> impl IntoView {
    let Data { id, number, label, example, due, milestones, may } = page;
    let path = format!("/afspraken/{id}/mijlpalen");
    let add = may.edit.then(|| view! { <Add id=id.to_string() path=path.clone()/> });
    view! {
        <Breadcrumb crumbs=vec![
            Crumb::link("Afspraken", "/afspraken"),
            Crumb::link(number, format!("/afspraken/{id}")),
            Crumb::here("Mijlpalen"),
        ]/>
        <PlainNotice/>
        <PageTitle
            title="Mijlpalen"
            lead=format!("Bij {label}. De afspraak zelf is gereed: {due}.")
            badges=example.then(|| view! { <ExampleBadge/> }.into_any())
            without_form=!may.edit
        />
        <Milestones milestones=milestones path=path change=may.edit || may.report/>
        {add}
    }
}

#[component]
fn Milestones(milestones: Vec<MilestoneLine>, path: String, change: bool) -> impl IntoView {
    if milestones.is_empty() {
        return view! { <p class="wza-notice">"Er zijn nog geen mijlpalen."</p> }.into_any();
    }
    let lines: Vec<_> = milestones.into_iter().map(|milestone| line(milestone, &path, change)).collect();
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">"Mijlpalen, op datum"</caption>
            <thead>
                <tr>
                    <th scope="col">"Mijlpaal"</th>
                    <th scope="col">"Gepland"</th>
                    <th scope="col">"Gereed op"</th>
                    <th scope="col">"Toelichting"</th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
    .into_any()
}

fn line(milestone: MilestoneLine, path: &str, change: bool) -> AnyView {
    let MilestoneLine { id, title, due, done_on, overdue, note } = milestone;
    let title = match change {
        true => view! { <a href=format!("{path}/{id}")>{title}</a> }.into_any(),
        false => title.into_any(),
    };
    let empty = |text: &'static str| view! { <span class="wza-muted">{text}</span> }.into_any();
    view! {
        <tr>
            <th scope="row">{title}</th>
            <td data-label="Gepland">{due} {overdue.then(|| view! { " " <OverdueBadge/> })}</td>
            <td data-label="Gereed op">{done_on.map_or_else(|| empty("Nog niet"), IntoAny::into_any)}</td>
            <td data-label="Toelichting">{note.map_or_else(|| empty("Geen"), IntoAny::into_any)}</td>
        </tr>
    }
    .into_any()
}

#[component]
fn Add(id: String, path: String) -> impl IntoView {
    view! {
        <section class="wza-stack" aria-labelledby="toevoegen">
            <h2 id="toevoegen">"Mijlpaal toevoegen"</h2>
            <Form path=path endpoint=AddMilestone::PATH>
                <input type="hidden" name=field_name("id") value=id/>
                <MilestoneFields/>
                <div class="wza-form__actions wza-actions"><SubmitButton label="Toevoegen"/></div>
            </Form>
        </section>
    }
}

#[component]
pub fn MilestoneFields(
    #[prop(into, optional)] title: String,
    #[prop(into, optional)] due: String,
    #[prop(into, optional)] note: String,
) -> impl IntoView {
    view! {
        <TextField name="title" label="Mijlpaal" hint="Welke stap is dan gezet?" value=title/>
        <TextField name="due" label="Gepland" hint=DUE_HINT value=due/>
        <TextArea name="note" label="Toelichting" optional=true rows=3 value=note/>
    }
}
