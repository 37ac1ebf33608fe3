//! `/termijnen`

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::super::PATH;
use super::super::data::{Deadline, Line, Matrix};
use super::super::queries::matrix;
use super::matrix::PhaseTable;
use super::{away, date, unknown, when};
use crate::municipalities::places::PlaceFilter;
use crate::organisations::source::SourceNote;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::{Choice, DownloadLinks, FilterForm, FilterSelect, LeftOut, LeftOutNotice};

#[component]
pub fn DeadlinesPage() -> impl IntoView {
    let (filter, left_out) = use_query_map().with_untracked(PlaceFilter::from_query);
    let page = crate::request::served(async |request: Request| matrix(request.database(), &request).await);
    shown(page, move |page| view! { <Page page=page filter=filter left_out=left_out/> })
}

#[component]
fn Page(page: Matrix, filter: PlaceFilter, left_out: LeftOut) -> impl IntoView {
    let Matrix { today, places, lines } = page;
    let (mut filter, mut left_out) = (filter, left_out);
    filter.find(&places, &mut left_out);
    let content = if lines.is_empty() {
        view! {
            <div class="wza-empty">
                <h2 class="wza-empty__title">"Nog geen termijnen"</h2>
                <p>"Er zijn nog geen termijnen van deze regio vastgelegd."</p>
            </div>
        }
        .into_any()
    } else {
        let deadlines = lines.iter().map(|line| line.deadline.clone()).collect::<Vec<_>>();
        let choices = places.iter().map(|place| Choice::new(place.slug.clone(), place.name.clone())).collect();
        let value = filter.municipality.clone().unwrap_or_default();
        view! {
            <BehindTable lines=lines.clone()/>
            <section class="wza-stack" aria-labelledby="fasen">
                <h2 id="fasen">"Fase per gemeente"</h2>
                <FilterForm path=PATH label="Fasen filteren" everything=PATH>
                    <FilterSelect name="gemeente" label="Gemeente" choices=choices value=value/>
                </FilterForm>
                <PhaseTable lines=lines places=places only=filter.municipality.clone()/>
            </section>
            <section class="wza-stack" aria-labelledby="termijnen">
                <h2 id="termijnen">"De termijnen"</h2>
                <DeadlineTable deadlines=deadlines today=today/>
            </section>
        }
        .into_any()
    };
    view! {
        <PlainTitle
            title="Termijnen"
            lead="Wanneer iets klaar moet zijn volgens een wet of afspraak, voor alle gemeenten in de regio. En hoever elke gemeente is."
        />
        <LeftOutNotice left_out=left_out pages=(1, 1) everything=(PATH, "Toon alle gemeenten")/>
        <p class="wza-muted">"Geteld vanaf " {date(today)} "."</p>
        <DownloadLinks address=filter.address(PATH)/>
        <div class="wza-stack">{content}</div>
    }
}

/// Who is late and who has not begun, of all gemeenten.
#[component]
fn BehindTable(lines: Vec<Line>) -> impl IntoView {
    let rows = lines.into_iter().map(|line| {
        let of = line.cells.len();
        view! {
            <tr>
                <th scope="row"><a href=format!("{PATH}/{}", line.deadline.id)>{line.deadline.title}</a></th>
                <td data-label="Te laat">{names(&line.behind.late, of)}</td>
                <td data-label="Niet begonnen of gemeld">{names(&line.behind.not_begun, of)}</td>
            </tr>
        }
    });
    view! {
        <section class="wza-stack" aria-labelledby="achter">
            <h2 id="achter">"Wie is te laat, en wie is nog niet begonnen of meldde nog niets?"</h2>
            <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
                <caption class="wza-visually-hidden">"Gemeenten die te laat zijn, nog niet begonnen of niets meldden, per termijn"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Termijn"</th>
                        <th scope="col">"Te laat"</th>
                        <th scope="col">"Niet begonnen, of niets gemeld"</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </section>
    }
}

/// How many, and which.
fn names(names: &[String], of: usize) -> AnyView {
    match names.len() {
        0 => unknown("geen enkele gemeente"),
        all if all == of && of > 1 => format!("alle {of} gemeenten").into_any(),
        some => view! { <strong>{some}</strong> ": " {names.join(", ")} }.into_any(),
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
                    <th scope="col">"Laatst gecontroleerd"</th>
                </tr>
            </thead>
            <tbody>{deadlines.into_iter().map(|deadline| row(deadline, today)).collect_view()}</tbody>
        </table>
    }
}

fn row(deadline: Deadline, today: NaiveDate) -> impl IntoView {
    let checked = deadline.checked_on.map_or_else(|| unknown("nog niet"), |day| date(day).into_any());
    view! {
        <tr>
            <th scope="row">
                <a href=format!("{PATH}/{}", deadline.id)><strong>{deadline.title}</strong></a>
                {deadline.note.map(|note| view! { <p class="wza-muted">{note}</p> })}
            </th>
            <td data-label="Wanneer">{when(deadline.due, today)}</td>
            <td data-label="Nog te gaan">{away(deadline.due, today)}</td>
            <td data-label="Juridisch">{deadline.legal_status.map_or_else(|| unknown("nog niet bekend"), IntoAny::into_any)}</td>
            <td data-label="Bron"><SourceNote source=deadline.source/></td>
            <td data-label="Gecontroleerd">{checked}</td>
        </tr>
    }
}
