//! The notes at one thing, on the page where that is read.

use domain::dutch;
use domain::notes::{About, Kind};
use leptos::prelude::*;

use super::super::address_of;
use super::super::commands::address_for;
use super::super::queries::Notes;
use crate::decisions::views::excerpt;

/// What colleagues noted at one thing, and the way to add to it; nothing for who has no notes at this meeting.
#[component]
pub fn Beside(
    notes: Option<Notes>,
    about: About,
    /// What it is called, for who does not see where the link stands.
    title: String,
) -> impl IntoView {
    let Notes { meeting, .. } = notes.clone()?;
    let list = address_of(meeting);
    let notes = notes?.at(about);
    let lines: Vec<_> = notes
        .into_iter()
        .map(|note| {
            let open = note.kind == Kind::Question && note.answer.is_none();
            let state = match (note.kind, note.answer.is_some()) {
                (Kind::Note, _) => "Notitie",
                (Kind::Question, true) => "Vraag, beantwoord",
                (Kind::Question, false) => "Vraag, nog niet beantwoord",
            };
            let class = if open { "wza-note wza-note--open" } else { "wza-note" };
            view! {
                <li class=class>
                    <a href=format!("{list}/{}", note.id)>{state}</a> ": " {excerpt(&note.text)}
                    {note.answer.map(|(by, _, text)| view! { <p>{format!("{by}: ")} {excerpt(&text)}</p> })}
                </li>
            }
        })
        .collect();
    let add = address_for(meeting, about);
    Some(view! {
        {(!lines.is_empty()).then(|| view! { <ul class="wza-notes">{lines}</ul> })}
        <p class="wza-notes__add">
            <a href=add>"Notitie of vraag" <span class="wza-visually-hidden">{format!(": {title}")}</span></a>
        </p>
    })
}

/// On the page of the meeting: the way to all of them.
#[component]
pub fn NotesCard(notes: Notes) -> impl IntoView {
    let (many, open) = notes.counts();
    let open = (open > 0).then(|| {
        let text = dutch::count(open, "vraag is nog niet beantwoord", "vragen zijn nog niet beantwoord");
        view! { <p>{text}"."</p> }
    });
    let label = if many == 0 {
        "Notitie of vraag toevoegen".to_owned()
    } else {
        dutch::count(many, "notitie of vraag", "notities en vragen")
    };
    view! {
        <section class="wza-card" aria-labelledby="notities">
            <h2 id="notities">"Notities en vragen"</h2>
            <p class="wza-muted">"Alleen uw eigen organisatie leest dit."</p>
            {open}
            <p><a href=address_of(notes.meeting)>{label}</a></p>
        </section>
    }
}
