//! `/beheer/logboek`

use domain::audit::{Event, SubjectType};
use domain::differences::FieldChange;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::super::queries::log;
use super::Path;
use crate::audit::data::{LogLine, LogPage as Lines, LogSubject};
use crate::audit::filter::LogFilter;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::{
    Changes, Choice, ExampleBadge, FilterForm, FilterInput, FilterSelect, LeftOut, LeftOutNotice, Pagination,
};

const PATH: &str = "/beheer/logboek";
/// So many changes of an entry are shown without a click.
const SHOWN_AT_ONCE: usize = 3;

#[component]
pub fn LogPage() -> impl IntoView {
    let (mut filter, mut left_out) = use_query_map().with_untracked(LogFilter::from_query);
    // One that ends before it begins would find nothing without a word.
    if filter.from.zip(filter.until).is_some_and(|(from, until)| until < from) {
        let until = filter.until.take().map(|day| format!("tot={day}, want dat ligt voor de eerste dag"));
        left_out.unknown.extend(until);
    }
    let asked = filter.clone();
    let page = crate::request::served(async move |request: Request| log(&request, &asked).await);
    shown(page, move |lines| view! { <Page filter=filter left_out=left_out lines=lines/> })
}

#[component]
fn Page(filter: LogFilter, left_out: LeftOut, lines: Lines) -> impl IntoView {
    let Lines { lines, total, page, pages } = lines;
    let count = match total {
        1 => "1 gebeurtenis".to_owned(),
        many => format!("{} gebeurtenissen", domain::dutch::number(i64::try_from(many).unwrap_or(i64::MAX))),
    };
    let entries = lines.into_iter().map(|line| view! { <Line line=line/> }).collect_view();
    view! {
        <Path here="Logboek"/>
        <PlainTitle title="Logboek" lead="Alles wat er is gebeurd, en wat is geprobeerd en geweigerd. Niemand kan dit wijzigen."/>
        <LeftOutNotice left_out=left_out pages=(filter.page, page) everything=(PATH, "Toon alles")/>
        <div class="wza-list">
            <Filters filter=filter.clone()/>
            <div class="wza-list__results">
                <p class="wza-list__count">{count}</p>
                <ol class="wza-timeline">{entries}</ol>
                <Pagination page=page pages=pages to=move |number| address(&filter.on_page(number))/>
            </div>
        </div>
    }
}

fn address(filter: &LogFilter) -> String {
    crate::ui::address(PATH, filter.pairs())
}

#[component]
fn Filters(filter: LogFilter) -> impl IntoView {
    let events = Event::ALL.iter().map(|event| Choice::new(event.code(), event.label())).collect();
    let subjects = SubjectType::ALL
        .iter()
        .filter(|kind| **kind != SubjectType::Installation)
        .map(|kind| Choice::new(kind.code(), kind.label()))
        .collect();
    let code = |code: Option<&str>| code.unwrap_or_default().to_owned();
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    view! {
        <FilterForm path=PATH label="Logboek filteren" everything=PATH>
            <FilterInput name="zoek" label="Zoeken" kind="search" value=filter.search/>
            <FilterSelect name="gebeurtenis" label="Gebeurtenis" choices=events value=code(filter.event.map(Event::code))/>
            <FilterSelect name="onderwerp" label="Waarover" choices=subjects value=code(filter.subject.map(SubjectType::code))/>
            <FilterInput name="van" label="Vanaf" kind="date" value=day(filter.from)/>
            <FilterInput name="tot" label="Tot en met" kind="date" value=day(filter.until)/>
        </FilterForm>
    }
}

#[component]
fn Line(line: LogLine) -> impl IntoView {
    let LogLine { sequence, at, by, organisation, event, subject, changes, .. } = line;
    let who = if organisation.is_empty() { by } else { format!("{by}, namens {organisation}") };
    view! {
        <li class="wza-timeline__item">
            <p class="wza-timeline__meta">
                <time datetime=at.iso>{at.label}</time> " " <span>{who}</span> " " <span class="wza-number">"nr. "{sequence}</span>
            </p>
            <p class="wza-timeline__what">{event.label()} ": " <About subject=subject/></p>
            <Folded changes=changes/>
        </li>
    }
}

/// A new commitment changes a dozen fields at once: who wants to know opens them.
#[component]
fn Folded(changes: Vec<FieldChange>) -> impl IntoView {
    let amount = changes.len();
    let changes = view! { <Changes changes=changes/> };
    if amount <= SHOWN_AT_ONCE {
        return changes.into_any();
    }
    view! { <details class="wza-details"><summary>{format!("{amount} velden")}</summary>{changes}</details> }.into_any()
}

#[component]
fn About(subject: LogSubject) -> impl IntoView {
    let LogSubject { kind, id, label, example } = subject;
    let label = if label.is_empty() { kind.label().to_owned() } else { label };
    match kind {
        SubjectType::Commitment => view! {
            <a href=format!("/afspraken/{id}")>{label}</a>
            {example.then(|| view! { " " <ExampleBadge/> })}
        }
        .into_any(),
        SubjectType::Bottleneck => view! { <a href=format!("/knelpunten/{id}")>{label}</a> }.into_any(),
        SubjectType::Project => view! {
            <a href=format!("/projecten/{id}")>{label}</a>
            {example.then(|| view! { " " <ExampleBadge/> })}
        }
        .into_any(),
        SubjectType::Meeting => view! {
            <a href=format!("/overleggen/{id}")>{label}</a>
            {example.then(|| view! { " " <ExampleBadge/> })}
        }
        .into_any(),
        SubjectType::Decision => view! {
            <a href=format!("/besluiten/{id}")>{label}</a>
            {example.then(|| view! { " " <ExampleBadge/> })}
        }
        .into_any(),
        SubjectType::Proposal => view! {
            <a href=format!("/voorstellen/{id}")>{label}</a>
            {example.then(|| view! { " " <ExampleBadge/> })}
        }
        .into_any(),
        SubjectType::Deadline => view! { <a href=format!("/termijnen/{id}")>{label}</a> }.into_any(),
        SubjectType::Organisation => view! { <a href=format!("/organisaties/{id}")>{label}</a> }.into_any(),
        SubjectType::Document => view! { <a href="/documenten">{label}</a> }.into_any(),
        SubjectType::Agenda => view! { <a href=format!("/uitvoeringsagendas/{id}")>{label}</a> }.into_any(),
        SubjectType::User => view! { <a href=format!("/beheer/gebruikers/{id}")>{label}</a> }.into_any(),
        _ => label.into_any(),
    }
}
