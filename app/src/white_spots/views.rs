//! `/witte-vlekken`: the matrix as a table, which can be scrolled with the keyboard where it does not fit.

use chrono::Datelike;
use domain::dutch;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::matrix::{Column, Count, Line, Matrix, address};
use super::queries::matrix;
use super::{PATH, PRIORITY, YES, only_priority};
use crate::memo::remembered;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::{Breadcrumb, Crumb, DownloadLinks, LeftOut, LeftOutNotice};

#[component]
pub fn WhiteSpotsPage() -> impl IntoView {
    let (only_priority, left_out) = use_query_map().with_untracked(only_priority);
    let page = crate::request::served(async move |request: Request| {
        let (visibility, year) = (request.visibility(), request.today().year());
        let counting = async { Ok(matrix(request.database(), &visibility, only_priority, year).await?) };
        remembered(&request, &format!("matrix {only_priority}"), counting).await
    });
    shown(page, move |matrix| view! { <Page matrix=matrix only_priority=only_priority left_out=left_out/> })
}

#[component]
fn Page(matrix: Matrix, only_priority: bool, left_out: LeftOut) -> impl IntoView {
    let taken_out = if only_priority { format!("{PATH}?{PRIORITY}={YES}") } else { PATH.to_owned() };
    let table = if matrix.lines.is_empty() {
        view! { <p class="wza-notice">"Er zijn geen opgaven om te tonen."</p> }.into_any()
    } else {
        view! { <Summary white=matrix.white()/> <DownloadLinks address=taken_out/> <Table matrix=matrix.clone()/> }
            .into_any()
    };
    view! {
        <Breadcrumb crumbs=vec![Crumb::link("Dashboard", "/"), Crumb::here("Witte vlekken")]/>
        <PlainTitle
            title="Witte vlekken"
            lead="Waar heeft nog niemand iets afgesproken? Elke rij is een opgave uit de woonzorgvisie, elke kolom een agenda."
            without_form=true
        />
        <LeftOutNotice left_out=left_out pages=(1, 1) everything=(PATH, "Toon alle opgaven")/>
        <div class="wza-stack">
            <section class="wza-stack" aria-labelledby="opgaven">
                <div class="wza-card__header">
                    <h2 id="opgaven">"Opgaven en agenda’s"</h2>
                    <Choose only_priority=only_priority/>
                </div>
                {table}
            </section>
            <Agendas matrix=matrix/>
        </div>
    }
}

#[component]
fn Choose(only_priority: bool) -> impl IntoView {
    let current = |chosen: bool| chosen.then_some("true");
    view! {
        <nav class="wza-switch wza-pagination__pages" aria-label="Welke opgaven">
            <a class="wza-switch__option" href=PATH aria-current=current(!only_priority)>"Alle opgaven"</a>
            <a class="wza-switch__option" href=format!("{PATH}?{PRIORITY}={YES}") aria-current=current(only_priority)>
                "Alleen prioriteit"
            </a>
        </nav>
    }
}

#[component]
fn Summary(white: usize) -> impl IntoView {
    view! {
        <p>
            <strong>{dutch::count(white as u64, "witte vlek", "witte vlekken")}</strong>
            ". Een getal is het aantal afspraken, zonder de vervallen afspraken. Kies een getal om ze te lezen. Een concept telt nog niet mee; mag u het zien, dan staat het erbij als +1. "
            <span class="wza-spot__mark">"vlek"</span> " betekent: nog geen afspraak."
        </p>
    }
}

#[component]
fn Table(matrix: Matrix) -> impl IntoView {
    let heads = matrix.columns.iter().map(|column| {
        let name = match &column.progress {
            Some(_) => view! { <a href=format!("/gemeenten/{}", column.slug)>{column.name.clone()}</a> }.into_any(),
            None => column.name.clone().into_any(),
        };
        view! { <th scope="col"><span class="wza-spot__head">{name}</span></th> }
    });
    let heads = heads.collect_view();
    let lines = matrix.lines.iter().map(|line| row(&matrix, line)).collect_view();
    let totals = matrix.columns.iter().map(|column| view! { <td>{matrix.white_in_column(column)}</td> });
    view! {
        <p class="wza-muted wza-spots__hint">"Schuif de tabel opzij om alle agenda’s te zien."</p>
        <div class="wza-table-scroll" role="region" aria-labelledby="vlekken" tabindex="0">
            <table class="utrecht-table utrecht-table--html-table wza-table wza-spots">
                <caption class="wza-visually-hidden" id="vlekken">"Afspraken per opgave en agenda"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Opgave"</th>
                        {heads}
                        <th scope="col"><span class="wza-spot__head">"Witte vlekken"</span></th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">"Witte vlekken"</th>
                        {totals.collect_view()}
                        <td>{matrix.white()}</td>
                    </tr>
                </tfoot>
            </table>
        </div>
    }
}

fn row(matrix: &Matrix, line: &Line) -> impl IntoView + use<> {
    let cells = matrix.columns.iter().map(|column| cell(line, column, matrix.count(line, column))).collect_view();
    view! {
        <tr>
            <th scope="row">
                <span class="wza-table__number">{line.number.clone()}</span>
                {line.title.clone()}
                {line.priority.then(|| view! { " " <span class="nl-data-badge wza-badge--priority">"Prioriteit"</span> })}
            </th>
            {cells}
            <td>{matrix.white_in_line(line)}</td>
        </tr>
    }
}

fn cell(line: &Line, column: &Column, Count { shared, concepts }: Count) -> AnyView {
    // A number alone says too little to who hears links one by one.
    let what = format!(" over {} in {}", line.number, column.name);
    let more = (concepts > 0).then(|| {
        let href = address(line, column);
        let words = dutch::count(concepts.unsigned_abs(), "concept", "concepten");
        view! {
            <a class="wza-spot__concepts" href=href>
                <span aria-hidden="true">{format!("+{concepts}")}</span>
                <span class="wza-visually-hidden">{words} {what.clone()}</span>
            </a>
        }
    });
    if shared == 0 {
        return view! {
            <td class="wza-spot">
                <span class="wza-spot__mark"><span class="wza-visually-hidden">"witte "</span>"vlek"</span>
                {more}
            </td>
        }
        .into_any();
    }
    let word = if shared == 1 { " afspraak" } else { " afspraken" };
    view! {
        <td>
            <a href=address(line, column)>
                {dutch::number(shared)}<span class="wza-visually-hidden">{word}{what}</span>
            </a>
            {more}
        </td>
    }
    .into_any()
}

/// Who has no adopted agenda, and how far they are.
#[component]
fn Agendas(matrix: Matrix) -> impl IntoView {
    let lines: Vec<_> = matrix
        .without_adopted()
        .map(|(column, progress)| {
            let href = format!("/gemeenten/{}/agenda", column.slug);
            view! { <div><dt><a href=href>{column.name.clone()}</a></dt><dd>{progress.label()}</dd></div> }
        })
        .collect();
    let content = if lines.is_empty() {
        view! { <p>"Elke gemeente heeft een vastgestelde agenda."</p> }.into_any()
    } else {
        view! { <dl class="wza-facts">{lines}</dl> }.into_any()
    };
    view! {
        <section class="wza-card" id="agendas" aria-labelledby="zonder">
            <h2 id="zonder">"Gemeenten zonder vastgestelde agenda"</h2>
            {content}
        </section>
    }
}
