//! The next meeting, and what a bestuurder reads the evening before.

use domain::progress::Standing;
use leptos::prelude::*;

use super::super::data::{Link, NextMeeting, Part, PartLine};
use crate::ui::{ExampleBadge, Light};

/// What is read before the next meeting is one step away; for a bestuurder the most urgent of it stands here.
#[component]
pub fn NextMeetingCard(meeting: NextMeeting) -> impl IntoView {
    let NextMeeting { label, papers, beside, example, evening } = meeting;
    let beside = beside.into_iter().map(|Link { text, address }| {
        view! { <p>"Dezelfde dag ook: " <a href=address rel="external">{text}</a></p> }
    });
    let parts = (!evening.is_empty()).then(|| {
        let parts = evening.into_iter().enumerate().map(|(place, part)| part_view(place, part)).collect_view();
        view! { <div class="wza-evening">{parts}</div> }
    });
    view! {
        <section class="wza-card" aria-labelledby="volgend-overleg">
            <div class="wza-evening__head">
                <h2 id="volgend-overleg">"Volgend overleg"</h2>
                <p>{label} {example.then(|| view! { " " <ExampleBadge/> })}</p>
                <p><a class="nl-button nl-button--secondary" href=papers rel="external">"Lees de stukken"</a></p>
                {beside.collect_view()}
            </div>
            {parts}
        </section>
    }
}

fn part_view(place: usize, part: Part) -> impl IntoView {
    let Part { title, lines, empty, more } = part;
    let id = format!("overleg-{place}");
    let none = lines.is_empty().then(|| view! { <p class="wza-muted">{empty}</p> });
    let lines = (!lines.is_empty())
        .then(|| view! { <ul class="wza-evening__lines">{lines.into_iter().map(line_view).collect_view()}</ul> });
    view! {
        <section class="wza-evening__part" aria-labelledby=id.clone()>
            <h3 id=id.clone()>{title}</h3>
            {none}
            {lines}
            {more.map(|Link { text, address }| view! { <p><a href=address rel="external">{text}</a></p> })}
        </section>
    }
}

fn line_view(line: PartLine) -> impl IntoView {
    let PartLine { text, address, aside, lights, facts } = line;
    let text = match address {
        Some(address) => view! { <a href=address rel="external">{text}</a> }.into_any(),
        None => text.into_any(),
    };
    let lights = lights
        .into_iter()
        .map(|(aspect, light)| view! { <span class="wza-evening__light">{aspect.label()} ": " <Light standing=Standing::from(light)/></span> " " })
        .collect::<Vec<_>>();
    let facts = (!facts.is_empty()).then(|| {
        let facts = facts.into_iter().map(|(label, text)| view! { <div><dt>{label}</dt><dd>{text}</dd></div> });
        view! { <dl class="wza-evening__facts">{facts.collect_view()}</dl> }
    });
    view! {
        <li>
            {text} {aside.map(|aside| view! { " " <span class="wza-muted">{aside}</span> })}
            {(!lights.is_empty()).then(|| view! { <p class="wza-evening__lights">{lights}</p> })}
            {facts}
        </li>
    }
}
