//! `/termijnen`

use chrono::NaiveDate;
use domain::Period;
use domain::dutch;
use leptos::prelude::*;

use super::PATH;
use super::data::{Deadline, Overview};
use super::distance::distance;
use crate::organisations::source::SourceNote;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::DownloadLinks;

#[component]
pub fn DeadlinesPage() -> impl IntoView {
    let overview = crate::request::served(async |request: Request| {
        super::queries::overview(request.database(), &request.visibility(), request.today()).await
    });
    shown(overview, |overview| view! { <Page overview=overview/> })
}

#[component]
fn Page(overview: Overview) -> impl IntoView {
    let Overview { today, deadlines } = overview;
    let content = if deadlines.is_empty() {
        view! {
            <div class="wza-empty">
                <h2 class="wza-empty__title">"Nog geen termijnen"</h2>
                <p>"Er zijn nog geen termijnen van deze regio vastgelegd."</p>
            </div>
        }
        .into_any()
    } else {
        view! { <DeadlineTable deadlines=deadlines today=today/> }.into_any()
    };
    view! {
        <PlainTitle title="Termijnen" lead="Wanneer iets klaar moet zijn volgens een wet of afspraak, voor alle gemeenten in de regio."/>
        <p class="wza-muted">"Geteld vanaf " {date(today)} "."</p>
        <DownloadLinks address=PATH.to_owned()/>
        {content}
    }
}

#[component]
fn DeadlineTable(deadlines: Vec<Deadline>, today: NaiveDate) -> impl IntoView {
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">"Termijnen: wat en wanneer, en waar het staat"</caption>
            <thead>
                <tr>
                    <th scope="col">"Wat"</th>
                    <th scope="col">"Wanneer"</th>
                    <th scope="col">"Nog te gaan"</th>
                    <th scope="col">"Juridische status"</th>
                    <th scope="col">"Bron"</th>
                </tr>
            </thead>
            <tbody>{deadlines.into_iter().map(|deadline| row(deadline, today)).collect_view()}</tbody>
        </table>
    }
}

fn row(deadline: Deadline, today: NaiveDate) -> impl IntoView {
    let unknown = |text: &'static str| view! { <span class="wza-muted">{text}</span> }.into_any();
    let away = match deadline.due.and_then(|due| Some((due, distance(due, today)?))) {
        Some((due, words)) if due.is_over(today) => view! { <span class="nl-data-badge">{words}</span> }.into_any(),
        Some((_, words)) => view! { <span class="wza-nowrap">{words}</span> }.into_any(),
        None => unknown("nog niet bekend"),
    };
    view! {
        <tr>
            <th scope="row">
                <strong>{deadline.title}</strong>
                {deadline.note.map(|note| view! { <p class="wza-muted">{note}</p> })}
            </th>
            <td data-label="Wanneer">{deadline.due.map_or_else(|| unknown("nog geen datum"), |due| when(due, today))}</td>
            <td data-label="Nog te gaan">{away}</td>
            <td data-label="Juridisch">{deadline.legal_status.map_or_else(|| unknown("nog niet bekend"), IntoAny::into_any)}</td>
            <td data-label="Bron"><SourceNote source=deadline.source/></td>
        </tr>
    }
}

/// The period and, for what recurs, the next date.
fn when(due: Period, today: NaiveDate) -> AnyView {
    let next = due.next_end(today).filter(|_| due.recurs());
    view! {
        {due.label()}
        {next.map(|next| view! { <span class="wza-muted">"volgende: " {date(next)}</span> })}
    }
    .into_any()
}

fn date(day: NaiveDate) -> impl IntoView {
    view! { <time datetime=day.to_string()>{dutch::date(day)}</time> }
}
