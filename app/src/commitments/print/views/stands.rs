//! How it stands: progress, steps, and what is in the way.

use leptos::prelude::*;

use crate::bottlenecks::data::Blocking;
use crate::commitments::data::{ProgressLine, Row, SideCard};
use crate::commitments::occurrences;
use crate::commitments::steps::data::MilestoneLine;
use crate::commitments::waiting::data::{WaitLine, Waiting};
use crate::ui::{Light, paragraphs};

#[component]
pub fn Progress(row: Row, latest: Option<ProgressLine>) -> impl IntoView {
    let report = match latest {
        Some(latest) => view! { <Report latest=latest/> }.into_any(),
        None => view! { <p>"Er is nog geen voortgang gemeld."</p> }.into_any(),
    };
    view! {
        <section class="wza-card" aria-labelledby="stand">
            <h2 id="stand">"Voortgang"</h2>
            <p><Light standing=row.progress stale=row.stale/></p>
            {report}
        </section>
    }
}

#[component]
fn Report(latest: ProgressLine) -> impl IntoView {
    let unchanged = if latest.unchanged { "; geen wijziging" } else { "" };
    let lights = [("Inhoud", latest.content), ("Planning", latest.planning), ("Geld", latest.money)];
    let lights = lights.map(|(name, light)| (name, view! { {light.colour()} }.into_any()));
    let texts = [
        ("Verwacht gereed", latest.expected),
        ("Oorzaak", latest.cause),
        ("Gevolg", latest.effect),
        ("Bijsturing", latest.correction),
        ("Toelichting", latest.note),
    ];
    let texts = texts.into_iter().filter_map(|(name, text)| Some((name, paragraphs(&text?).into_any())));
    let lines = lights.into_iter().chain(texts);
    let lines: Vec<_> = lines.map(|(name, text)| view! { <div><dt>{name}</dt><dd>{text}</dd></div> }).collect();
    view! {
        <p class="wza-muted">{format!("Laatst gemeld op {}{unchanged}", latest.at.label)}</p>
        <dl class="wza-progress__reasons">{lines}</dl>
    }
}

/// Nothing where none is planned.
#[component]
pub fn Milestones(milestones: Vec<MilestoneLine>) -> impl IntoView {
    if milestones.is_empty() {
        return ().into_any();
    }
    let line = |milestone: MilestoneLine| {
        let done = match (milestone.done_on, milestone.overdue) {
            (Some(day), _) => day,
            (None, true) => "Nee, over tijd".to_owned(),
            (None, false) => "Nog niet".to_owned(),
        };
        view! {
            <tr>
                <th scope="row">{milestone.title} {milestone.note.map(|note| view! { <p class="wza-muted">{note}</p> })}</th>
                <td data-label="Gepland">{milestone.due}</td>
                <td data-label="Gereed">{done}</td>
            </tr>
        }
    };
    let lines = milestones.into_iter().map(line).collect_view();
    view! {
        <section class="wza-card" aria-labelledby="stappen">
            <h2 id="stappen">"Mijlpalen"</h2>
            <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
                <caption class="wza-visually-hidden">"Mijlpalen, gepland en gereed"</caption>
                <thead>
                    <tr><th scope="col">"Mijlpaal"</th><th scope="col">"Gepland"</th><th scope="col">"Gereed"</th></tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// What blocks it and what it waits for, as far as it is not over; nothing where nothing is in the way.
#[component]
pub fn Troubles(bottlenecks: Vec<Blocking>, waiting: Waiting) -> impl IntoView {
    let bottlenecks: Vec<String> =
        bottlenecks.into_iter().map(|one| format!("{} ({})", one.title, one.level.label())).collect();
    let waits = |lines: Vec<WaitLine>| -> Vec<String> {
        let open = lines.into_iter().filter(|line| line.over.is_none());
        open.map(|line| format!("{}, sinds {}: {}", line.other.label, line.since, line.reason)).collect()
    };
    let (waits_for, waited_for_by) = (waits(waiting.waits_for), waits(waiting.waited_for_by));
    if bottlenecks.is_empty() && waits_for.is_empty() && waited_for_by.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="wza-card" aria-labelledby="in-de-weg">
            <h2 id="in-de-weg">"Wat in de weg staat"</h2>
            {listed("Knelpunten", bottlenecks)}
            {listed("Wacht op", waits_for)}
            {listed("Hierop wachten", waited_for_by)}
        </section>
    }
    .into_any()
}

fn listed(name: &'static str, lines: Vec<String>) -> Option<AnyView> {
    let lines: Vec<_> = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect();
    (!lines.is_empty()).then(|| view! { <h3>{name}</h3> <ul>{lines}</ul> }.into_any())
}

/// The last times of what recurs; nothing of what does not.
#[component]
pub fn Occurrences(cards: Vec<SideCard>) -> impl IntoView {
    let card = cards.into_iter().find(|card| card.anchor == occurrences::ANCHOR)?;
    let lines = card.lines.into_iter().map(|line| view! { <li>{format!("{}: {}", line.text, line.below)}</li> });
    Some(view! {
        <section class="wza-card" aria-labelledby="keren">
            <h2 id="keren">{card.title}</h2>
            <ul>{lines.collect_view()}</ul>
        </section>
    })
}
