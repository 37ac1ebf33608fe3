//! A comment and the answers to it.

use leptos::prelude::*;

use super::super::queries::{AskedLine, CommentLine, Thread as Data};
use crate::ui::paragraphs;

#[component]
pub fn Thread(
    thread: Data,
    /// The page of all comments.
    list: String,
) -> impl IntoView {
    let Data { first, answers } = thread;
    let answers: Vec<_> = answers.into_iter().map(|answer| entry(answer, &list)).collect();
    view! { <ol class="wza-timeline">{entry(first, &list)} {answers}</ol> }
}

fn entry(line: CommentLine, list: &str) -> AnyView {
    let CommentLine { id, at, by, text, own, asked } = line;
    let withdraw = (own && text.is_some()).then(|| {
        view! { <p><a href=format!("{list}/{id}#intrekken")>"Intrekken"</a></p> }
    });
    let text = match text {
        Some(text) => paragraphs(&text).into_any(),
        None => view! { <p class="wza-muted">"Deze reactie is ingetrokken."</p> }.into_any(),
    };
    let asked: Vec<_> = asked.into_iter().map(asked_line).collect();
    view! {
        <li class="wza-timeline__item">
            <p class="wza-timeline__meta"><time datetime=at.iso>{at.label}</time> " " <span>{by}</span></p>
            {text}
            {asked}
            {withdraw}
        </li>
    }
    .into_any()
}

fn asked_line(asked: AskedLine) -> AnyView {
    let state = match asked.settled {
        Some(at) => format!(" (beantwoord of gezien op {at})"),
        None => " (nog niet beantwoord)".to_owned(),
    };
    view! { <p class="wza-muted">"Gevraagd aan " <strong>{asked.who}</strong> {state}</p> }.into_any()
}
