//! `/afspraken/{id}/mijlpalen/{milestone}`

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use uuid::Uuid;

use super::super::super::views::plain_id;
use super::super::api::{MarkMilestone, RemoveMilestone, SaveMilestone};
use super::super::data::MilestoneLine;
use super::super::queries::{self, MilestonePage as Data};
use super::list::MilestoneFields;
use crate::plain::{PlainNotice, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Breadcrumb, Crumb, ExampleBadge, Form, OverdueBadge, PageTitle, SubmitButton, TextArea, TextField};

#[component]
pub fn MilestonePage() -> impl IntoView {
    let (id, milestone) = (plain_id("id"), plain_id("milestone"));
    let page = crate::request::served(async move |request: Request| queries::one(&request, id?, milestone?).await);
    shown(page, |page| view! { <Page page=page/> })
}

#[component]
fn Page(page: Data) -> impl IntoView {
    let Data { commitment, number, label, example, milestone, version, may } = page;
    let list = format!("/afspraken/{commitment}/mijlpalen");
    let path = format!("{list}/{}", milestone.id);
    let known = Known { commitment, milestone: milestone.id, version };
    let facts = (!may.edit).then(|| view! { <Facts milestone=milestone.clone()/> });
    let edit =
        may.edit.then(|| view! { <Edit milestone=milestone.clone() path=path.clone() list=list.clone() known=known/> });
    let mark = may
        .report
        .then(|| view! { <Mark done_on=milestone.done_on.clone() path=path.clone() known=known edits=may.edit/> });
    let remove = may.edit.then(|| view! { <Remove path=path known=known overdue=milestone.overdue/> });
    let badges = (milestone.overdue || example).then(|| {
        view! {
            {example.then(|| view! { <ExampleBadge/> " " })}
            {milestone.overdue.then(|| view! { <OverdueBadge/> })}
        }
        .into_any()
    });
    view! {
        <Breadcrumb crumbs=vec![
            Crumb::link("Afspraken", "/afspraken"),
            Crumb::link(number, format!("/afspraken/{commitment}")),
            Crumb::link("Mijlpalen", list),
            Crumb::here(milestone.title.clone()),
        ]/>
        <PlainNotice/>
        <PageTitle
            title=milestone.title
            lead=format!("Bij {label}")
            badges=badges
            without_form=!may.edit && !may.report
        />
        {facts}
        {edit}
        {mark}
        {remove}
    }
}

/// What every form of this page sends along: which milestone, and the version that its editor saw.
#[derive(Clone, Copy)]
struct Known {
    commitment: Uuid,
    milestone: Uuid,
    version: i32,
}

impl Known {
    fn fields(self) -> impl IntoView {
        view! {
            <input type="hidden" name=field_name("id") value=self.commitment.to_string()/>
            <input type="hidden" name=field_name("milestone") value=self.milestone.to_string()/>
            <input type="hidden" name=field_name("version") value=self.version.to_string()/>
        }
    }
}

#[component]
fn Facts(milestone: MilestoneLine) -> impl IntoView {
    let note = milestone.note.map(|note| view! { <div><dt>"Toelichting"</dt><dd>{note}</dd></div> });
    view! {
        <dl class="wza-facts">
            <div><dt>"Gepland"</dt><dd>{milestone.due}</dd></div>
            <div><dt>"Gereed op"</dt><dd>{milestone.done_on.unwrap_or_else(|| "Nog niet".to_owned())}</dd></div>
            {note}
        </dl>
    }
}

#[component]
fn Edit(milestone: MilestoneLine, path: String, list: String, known: Known) -> impl IntoView {
    view! {
        <Form path=path endpoint=SaveMilestone::PATH>
            {known.fields()}
            <MilestoneFields title=milestone.title due=milestone.due note=milestone.note.unwrap_or_default()/>
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Opslaan"/>
                <a class="nl-button nl-button--subtle" href=list>"Annuleren"</a>
            </div>
        </Form>
    }
}

#[component]
fn Mark(done_on: Option<String>, path: String, known: Known, edits: bool) -> impl IntoView {
    let hint = "Bijvoorbeeld 21-11-2026. Maak het veld leeg als de mijlpaal toch niet gereed is.";
    view! {
        <section class="wza-stack" aria-labelledby="gereed">
            <h2 id="gereed">"Gereed melden"</h2>
            <Form path=format!("{path}/gereed") endpoint=MarkMilestone::PATH>
                {known.fields()}
                <TextField name="done_on" label="Gereed op" hint=hint value=done_on.unwrap_or_default()/>
                <div class="wza-form__actions wza-actions"><SubmitButton label="Gereed melden" secondary=edits/></div>
            </Form>
        </section>
    }
}

#[component]
fn Remove(path: String, known: Known, overdue: bool) -> impl IntoView {
    let hint = if overdue { "De mijlpaal is over tijd. De hele regio kan de reden lezen." } else { "" };
    view! {
        <section class="wza-stack" aria-labelledby="verwijderen">
            <h2 id="verwijderen">"Verwijderen"</h2>
            <p>"De tijdlijn van de afspraak blijft tonen wat hier stond."</p>
            <Form path=format!("{path}/verwijderen") endpoint=RemoveMilestone::PATH>
                {known.fields()}
                <TextArea name="reason" label="Waarom vervalt hij?" hint=hint optional=!overdue rows=2/>
                <div class="wza-actions"><SubmitButton label="Mijlpaal verwijderen" secondary=true/></div>
            </Form>
        </section>
    }
}
