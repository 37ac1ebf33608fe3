//! The rows of a file by what they do: wrong, changed, new.

use domain::differences::FieldChange;
use domain::dutch;
use domain::imports::{Outcome, Tally};
use leptos::prelude::*;
use uuid::Uuid;

use super::super::PATH;
use super::super::groups::{Group, Pages, PreviewRow, WrongCell};
use crate::ui::Pagination;

#[component]
pub fn Rows(id: Uuid, rows: Vec<PreviewRow>, pages: Pages, tally: Tally, loaded: bool) -> impl IntoView {
    let mut groups: Vec<(Group, Vec<PreviewRow>)> = Group::ALL.iter().map(|group| (*group, vec![])).collect();
    for row in rows {
        let group = Group::of(&row.outcome);
        if let Some((_, rows)) = groups.iter_mut().find(|(its, _)| Some(*its) == group) {
            rows.push(row);
        }
    }
    let section = |(group, rows): (Group, Vec<PreviewRow>)| {
        let title = if loaded && group == Group::Wrong { "Niet ingelezen" } else { group.label() };
        (!rows.is_empty()).then(|| section(id, group, title, rows, pages, tally))
    };
    groups.into_iter().map(section).collect_view()
}

fn section(
    id: Uuid,
    group: Group,
    title: &'static str,
    rows: Vec<PreviewRow>,
    pages: Pages,
    tally: Tally,
) -> impl IntoView {
    let line = |row: PreviewRow| {
        let head = format!("Rij {}", row.row);
        let title = row.title.clone();
        view! {
            <li>
                <p><strong>{title}</strong> " " <span class="wza-muted">{head}</span></p>
                {told(row)}
            </li>
        }
    };
    let lines: Vec<_> = rows.into_iter().map(line).collect();
    let total = group.rows(&tally);
    let heading = format!("{title} ({})", dutch::number(i64::try_from(total).unwrap_or(i64::MAX)));
    let name = match group {
        Group::Wrong => "Pagina's van de foute rijen",
        Group::Changed => "Pagina's van de gewijzigde rijen",
        Group::New => "Pagina's van de nieuwe rijen",
    };
    let to = move |page| format!("{PATH}/{id}{}", pages.with(group, page));
    view! {
        <section class="wza-stack" aria-labelledby=group.code()>
            <h2 id=group.code()>{heading}</h2>
            <ul class="wza-filerows">{lines}</ul>
            <Pagination page=pages.of(group) pages=group.pages(&tally) to=to label=name/>
        </section>
    }
}

fn told(row: PreviewRow) -> AnyView {
    match row.outcome {
        Outcome::Wrong(_) => wrong_cells(row.wrong),
        Outcome::Changed(changes) => changed(changes),
        Outcome::ChangesAgreed(changes, effect) => view! { <p>{effect.told()}</p> {changed(changes)} }.into_any(),
        Outcome::New(brings) => {
            let value = |told: FieldChange| view! { <li>{format!("{}: {}", told.field.label(), told.after)}</li> };
            view! { <ul>{brings.into_iter().map(value).collect_view()}</ul> }.into_any()
        }
        Outcome::Unchanged => ().into_any(),
    }
}

fn wrong_cells(wrong: Vec<WrongCell>) -> AnyView {
    let cell = |cell: WrongCell| {
        let WrongCell { place, value, message } = cell;
        let stands = match (place.is_empty(), value.is_empty()) {
            (true, _) => String::new(),
            (false, true) => format!("{place}, leeg: "),
            (false, false) => format!("{place}, ‘{value}’: "),
        };
        view! { <li><span class="wza-muted">{stands}</span> {message}</li> }
    };
    view! { <ul>{wrong.into_iter().map(cell).collect_view()}</ul> }.into_any()
}

fn changed(changes: Vec<FieldChange>) -> AnyView {
    let change = |change: FieldChange| {
        let words = |text: String| if text.is_empty() { "leeg".to_owned() } else { text };
        let label = change.field.label();
        view! { <li>{format!("{label}: {} → {}", words(change.before), words(change.after))}</li> }
    };
    view! { <ul>{changes.into_iter().map(change).collect_view()}</ul> }.into_any()
}
