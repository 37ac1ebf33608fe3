//! The rows of a file by what they do: wrong, changed, new.

use domain::differences::FieldChange;
use domain::dutch;
use domain::imports::{Outcome, Tally};
use leptos::prelude::*;

use super::super::queries::{PreviewRow, WrongCell};

#[component]
pub fn Rows(rows: Vec<PreviewRow>, tally: Tally, loaded: bool) -> impl IntoView {
    let (mut wrong, mut changed, mut new) = (vec![], vec![], vec![]);
    for row in rows {
        match row.outcome {
            Outcome::Wrong(_) => wrong.push(row),
            Outcome::Changed(_) | Outcome::ChangesAgreed(..) => changed.push(row),
            Outcome::New => new.push(row),
            Outcome::Unchanged => {}
        }
    }
    let still = if loaded { "Niet ingelezen" } else { "Foute rijen" };
    view! {
        {section("fout", still, wrong, tally.wrong, |row| wrong_cells(row.wrong))}
        {section("gewijzigd", "Gewijzigd", changed, tally.changed, |row| changes(row.outcome))}
        {section("nieuw", "Nieuw", new, tally.new, |_| ().into_any())}
    }
}

fn section(
    id: &'static str,
    title: &'static str,
    rows: Vec<PreviewRow>,
    total: usize,
    told: fn(PreviewRow) -> AnyView,
) -> Option<AnyView> {
    if rows.is_empty() {
        return None;
    }
    let more = total.saturating_sub(rows.len());
    let more = (more > 0).then(|| {
        view! { <p class="wza-muted">{format!("En nog {}.", dutch::count(more as u64, "rij", "rijen"))}</p> }
    });
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
    let heading = format!("{title} ({})", dutch::number(i64::try_from(total).unwrap_or(i64::MAX)));
    Some(
        view! {
            <section class="wza-stack" aria-labelledby=id>
                <h2 id=id>{heading}</h2>
                <ul class="wza-filerows">{lines}</ul>
                {more}
            </section>
        }
        .into_any(),
    )
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

fn changes(outcome: Outcome) -> AnyView {
    let (changes, effect) = match outcome {
        Outcome::Changed(changes) => (changes, None),
        Outcome::ChangesAgreed(changes, effect) => (changes, Some(effect)),
        Outcome::New | Outcome::Unchanged | Outcome::Wrong(_) => return ().into_any(),
    };
    let sets_in_motion = effect.map(|effect| view! { <p>{effect.told()}</p> });
    let change = |change: FieldChange| {
        let words = |text: String| if text.is_empty() { "leeg".to_owned() } else { text };
        let label = change.field.label();
        view! { <li>{format!("{label}: {} → {}", words(change.before), words(change.after))}</li> }
    };
    view! {
        {sets_in_motion}
        <ul>{changes.into_iter().map(change).collect_view()}</ul>
    }
    .into_any()
}
