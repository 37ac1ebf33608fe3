//! `/besluiten/{id}`: one decision or pledge, and the form that reports what came of it.

use domain::decisions::{Due, State};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;
use uuid::Uuid;

use super::super::PATH;
use super::super::api::ReportBack;
use super::super::queries::{Detail, MeetingName, show};
use super::lines::{Commitments, Whole, excerpt};
use crate::commitments::views::plain_id;
use crate::meetings;
use crate::plain::{PlainNotice, shown};
use crate::proposals;
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{
    Breadcrumb, Crumb, ExampleBadge, Form, OverdueBadge, PageTitle, SelectField, SubmitButton, TextArea, Timeline,
};

#[component]
pub fn DecisionPage() -> impl IntoView {
    let id = plain_id("id");
    let asked = use_query_map().with_untracked(|query| query.get("overleg")).unwrap_or_default();
    let page = crate::request::served(async move |request: Request| show(&request, id?).await);
    shown(page, |detail| view! { <Page detail=detail asked=asked/> })
}

/// `asked`: the meeting from whose agenda somebody comes.
#[component]
fn Page(detail: Detail, asked: String) -> impl IntoView {
    let line = detail.line.clone();
    let state = line.course.state();
    let class = match state {
        State::Open => "nl-data-badge wza-badge--open",
        State::ReportedBack => "nl-data-badge wza-badge--completed",
    };
    let badges = view! {
        <span class=class>{state.label()}</span>
        {line.overdue.then(|| view! { " " <OverdueBadge/> })}
        {line.example.then(|| view! { " " <ExampleBadge/> })}
    };
    let taken_at = format!("{}/{}", meetings::PATH, line.taken_at.id);
    let change = detail.may_change.then(|| {
        let href = format!("{taken_at}/besluiten/{}", line.id);
        view! { <a class="nl-button nl-button--secondary" href=href>"Wijzigen"</a> }.into_any()
    });
    let title = excerpt(&line.text);
    // The heading says it all already.
    let whole = (title != line.text).then(|| view! { <Whole text=line.text.clone()/> });
    let report = line.course.report.clone().zip(line.reported_to.clone());
    let timeline = detail.timeline.clone();
    view! {
        <Breadcrumb crumbs=vec![
            Crumb::link("Overleggen", meetings::PATH),
            Crumb::link("Besluiten en toezeggingen", PATH),
            Crumb::here(title.clone()),
        ]/>
        <PlainNotice/>
        <PageTitle
            number=line.kind.label()
            title=title
            badges=Some(badges.into_any())
            actions=change
            without_form=!detail.may_report
        />
        <div class="wza-columns">
            <div class="wza-stack">
                {whole}
                {report.map(|(report, to)| view! { <Reported text=report.text to=to/> })}
                {detail.may_report.then(|| view! { <Report detail=detail.clone() asked=asked/> })}
                <section class="wza-card" aria-labelledby="tijdlijn">
                    <h2 id="tijdlijn">"Tijdlijn"</h2>
                    <Timeline entries=timeline/>
                </section>
            </div>
            <aside class="wza-stack" aria-label="Stand van zaken">
                <section class="wza-card" aria-labelledby="feiten">
                    <h2 id="feiten">"Wie en wanneer"</h2>
                    <Facts detail=detail/>
                </section>
            </aside>
        </div>
    }
}

#[component]
fn Facts(detail: Detail) -> impl IntoView {
    let line = detail.line;
    let due = match line.course.due {
        Due::By(_) => line.course.due.label(),
        Due::NoDate => "Geen datum: het komt terug op elk volgend overleg".to_owned(),
    };
    let taken_at = format!("{}/{}", meetings::PATH, line.taken_at.id);
    let create = detail.may_create.then(|| {
        let href = format!("/afspraken/nieuw?besluit={}", line.id);
        view! { <p><a href=href>"Nieuwe afspraak maken uit dit besluit"</a></p> }
    });
    let about = (!line.commitments.is_empty()).then(|| {
        view! { <div class="wza-facts__wide"><dt>"Gaat over"</dt><dd><Commitments line=line.clone()/></dd></div> }
    });
    view! {
        <dl class="wza-facts">
            <div class="wza-facts__wide"><dt>"Eigenaar"</dt><dd>{line.owner}</dd></div>
            <div class="wza-facts__wide"><dt>"Gereed"</dt><dd>{due}</dd></div>
            <div class="wza-facts__wide"><dt>"Genomen bij"</dt><dd><a href=taken_at>{line.taken_at.label}</a></dd></div>
            {line.item.map(|title| view! { <Point title=title proposal=line.proposal/> })}
            {about}
        </dl>
        {create}
    }
}

/// The item of the agenda, or the proposal with the way to it.
#[component]
fn Point(title: String, proposal: Option<Uuid>) -> impl IntoView {
    let (name, title) = match proposal {
        Some(id) => {
            let href = format!("{}/{id}", proposals::PATH);
            ("Voorstel", view! { <a href=href>{title}</a> }.into_any())
        }
        None => ("Agendapunt", title.into_any()),
    };
    view! { <div class="wza-facts__wide"><dt>{name}</dt><dd>{title}</dd></div> }
}

#[component]
fn Reported(text: String, to: MeetingName) -> impl IntoView {
    view! {
        <section class="wza-card" aria-labelledby="terugkoppeling">
            <h2 id="terugkoppeling">"Terugkoppeling"</h2>
            <Whole text=text/>
            <p class="wza-muted">
                "Aan " <a href=format!("{}/{}", meetings::PATH, to.id)>{to.label}</a>
            </p>
        </section>
    }
}

#[component]
fn Report(detail: Detail, asked: String) -> impl IntoView {
    let Detail { line, form, meetings, .. } = detail;
    // From the page of a meeting, or else the last one that there was.
    let chosen = meetings.iter().find(|choice| choice.value == asked).or(meetings.first());
    let chosen = chosen.map(|choice| choice.value.clone()).unwrap_or_default();
    let none = meetings.is_empty();
    view! {
        <section class="wza-card" aria-labelledby="terugkoppelen">
            <h2 id="terugkoppelen">"Terugkoppelen"</h2>
            {none.then(|| view! {
                <p class="wza-notice">"Er is nog geen later overleg geweest om dit aan terug te koppelen."</p>
            })}
            <Form path=format!("{PATH}/{}", line.id) endpoint=ReportBack::PATH>
                <input type="hidden" name=field_name("id") value=form.id/>
                <input type="hidden" name=field_name("version") value=form.version/>
                {(!none).then(|| view! {
                    <SelectField name="meeting" label="Aan welk overleg" choices=meetings value=chosen nothing="Kies een overleg"/>
                    <TextArea name="text" label="Wat is ervan gekomen" rows=4/>
                    <div class="wza-actions"><SubmitButton label="Terugkoppelen"/></div>
                })}
            </Form>
        </section>
    }
}
