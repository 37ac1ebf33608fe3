//! `/afspraken/{id}/keren`, and the page of one of them.

use domain::occurrences::Outcome;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

use super::api::ReportOccurrence;
use super::path_of;
use super::queries::{self, Head, Line, OccurrencesPage as Data};
use crate::commitments::views::plain_id;
use crate::plain::{PlainNotice, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{
    Breadcrumb, Choice, Crumb, ExampleBadge, Form, OverdueBadge, PageTitle, RadioGroup, SubmitButton, TextArea,
    TextField,
};

#[component]
pub fn OccurrencesPage() -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| queries::page(&request, id?).await);
    shown(page, |page| view! { <Page page=page/> })
}

#[component]
fn Page(page: Data) -> impl IntoView {
    let Data { head, counts_from, recurs, lines } = page;
    let lead = if recurs {
        format!("{}. Gereed: {}, geteld vanaf {counts_from}. Elke keer wordt apart gemeld.", head.label, head.due)
    } else {
        format!("{}. Deze afspraak keert niet terug; gereed: {}.", head.label, head.due)
    };
    let table = if lines.is_empty() {
        view! { <p class="wza-notice">"Er is nog geen keer begonnen of gemeld."</p> }.into_any()
    } else {
        view! { <Table lines=lines head=head.clone()/> }.into_any()
    };
    view! {
        <Breadcrumb crumbs=vec![
            Crumb::link("Afspraken", "/afspraken"),
            Crumb::link(head.number, format!("/afspraken/{}", head.commitment)),
            Crumb::here("Elke keer"),
        ]/>
        <PlainNotice/>
        <PageTitle
            title="Elke keer"
            lead=lead
            badges=head.example.then(|| view! { <ExampleBadge/> }.into_any())
            without_form=true
        />
        {table}
    }
}

#[component]
fn Table(lines: Vec<Line>, head: Head) -> impl IntoView {
    let rows: Vec<_> = lines.into_iter().map(|line| row(line, &head)).collect();
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">"Elke keer, de laatste eerst"</caption>
            <thead>
                <tr>
                    <th scope="col">"Keer"</th>
                    <th scope="col">"Stand"</th>
                    <th scope="col">"Toelichting"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(line: Line, head: &Head) -> AnyView {
    let label = line.occurrence.label();
    let name = match head.may_tell {
        true => view! { <a href=line.href(head.commitment)>{label}</a> }.into_any(),
        false => label.into_any(),
    };
    let told = line.told();
    let note = match line.note {
        Some(note) => note.into_any(),
        None => view! { <span class="wza-muted">"Geen"</span> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td data-label="Stand">{told} {line.overdue.then(|| view! { " " <OverdueBadge/> })}</td>
            <td data-label="Toelichting">{note}</td>
        </tr>
    }
    .into_any()
}

#[component]
pub fn OccurrencePage() -> impl IntoView {
    let id = plain_id("id");
    let occurrence = use_params_map().with_untracked(|params| params.get("occurrence")).unwrap_or_default();
    let page = crate::request::served(async move |request: Request| queries::one(&request, id?, &occurrence).await);
    shown(page, |(head, line)| view! { <One head=head line=line/> })
}

#[component]
fn One(head: Head, line: Line) -> impl IntoView {
    let (list, label) = (path_of(head.commitment), line.occurrence.label());
    let badges = (line.overdue || head.example).then(|| {
        view! {
            {head.example.then(|| view! { <ExampleBadge/> " " })}
            {line.overdue.then(|| view! { <OverdueBadge/> })}
        }
        .into_any()
    });
    let may_tell = head.may_tell;
    let content = if may_tell {
        view! { <Tell head=head.clone() line=line list=list.clone()/> }.into_any()
    } else {
        let told = line.told();
        let note = line.note.map(|note| view! { <div><dt>"Toelichting"</dt><dd>{note}</dd></div> });
        view! { <dl class="wza-facts"><div><dt>"Stand"</dt><dd>{told}</dd></div> {note}</dl> }.into_any()
    };
    view! {
        <Breadcrumb crumbs=vec![
            Crumb::link("Afspraken", "/afspraken"),
            Crumb::link(head.number, format!("/afspraken/{}", head.commitment)),
            Crumb::link("Elke keer", list),
            Crumb::here(label.clone()),
        ]/>
        <PageTitle title=format!("Keer {label}") lead=format!("{}. Gereed: {}.", head.label, head.due) badges=badges without_form=!may_tell/>
        {content}
    }
}

#[component]
fn Tell(head: Head, line: Line, list: String) -> impl IntoView {
    // Who was late to tell sees what somebody else told.
    let now = line.outcome.is_some().then(|| {
        let note = line.note.as_ref().map(|note| format!(" {note}")).unwrap_or_default();
        view! { <p class="wza-notice">{format!("Nu staat er: {}.{note}", line.told())}</p> }
    });
    let choices = Outcome::ALL.iter().map(|outcome| Choice::new(outcome.code(), outcome.label())).collect();
    view! {
        {now}
        <Form path=line.href(head.commitment) endpoint=ReportOccurrence::PATH>
            <input type="hidden" name=field_name("id") value=head.commitment.to_string()/>
            <input type="hidden" name=field_name("occurrence") value=line.occurrence.to_string()/>
            <input type="hidden" name=field_name("version") value=line.version.to_string()/>
            <RadioGroup
                name="outcome"
                label="Is het deze keer gedaan?"
                choices=choices
                value=line.outcome.map_or("", Outcome::code)
            />
            <TextField
                name="done_on"
                label="Gedaan op"
                hint="Alleen als het is gedaan. Bijvoorbeeld 21-11-2026."
                value=line.done_on.unwrap_or_default()
                class="wza-input--short"
            />
            <TextArea
                name="note"
                label="Toelichting"
                hint="Mag leeg blijven als het is gedaan. Is het niet gedaan, schrijf dan waarom."
                rows=3
                value=line.note.unwrap_or_default()
            />
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Melden"/>
                <a class="nl-button nl-button--subtle" href=list>"Annuleren"</a>
            </div>
        </Form>
    }
}
