//! Everything that happened to a thing, newest first: before → after, by whom, on behalf of whom.

use domain::differences::FieldChange;
use leptos::prelude::*;

use crate::audit::data::TimelineEntry;

#[component]
pub fn Timeline(entries: Vec<TimelineEntry>) -> impl IntoView {
    let items = entries.into_iter().map(|entry| view! { <Entry entry=entry/> }).collect_view();
    view! { <ol class="wza-timeline">{items}</ol> }
}

#[component]
fn Entry(entry: TimelineEntry) -> impl IntoView {
    let TimelineEntry { at, by, organisation, event, changes } = entry;
    let who = match (by.as_str(), organisation.as_str()) {
        ("", _) => "Beheer van het systeem".to_owned(),
        (by, "") => by.to_owned(),
        (by, organisation) => format!("{by}, namens {organisation}"),
    };
    view! {
        <li class="wza-timeline__item">
            <p class="wza-timeline__meta"><time datetime=at.iso>{at.label}</time> " " <span>{who}</span></p>
            <p class="wza-timeline__what">{event.label()}</p>
            <Changes changes=changes/>
        </li>
    }
}

/// What changed: before → after.
#[component]
pub fn Changes(changes: Vec<FieldChange>) -> impl IntoView {
    let changes: Vec<_> = changes.into_iter().map(|change| view! { <Change change=change/> }).collect();
    (!changes.is_empty()).then(|| view! { <dl class="wza-changes">{changes}</dl> })
}

#[component]
fn Change(change: FieldChange) -> impl IntoView {
    let FieldChange { field, before, after } = change;
    let before =
        (!before.is_empty()).then(|| view! { <del><span class="wza-visually-hidden">"was: "</span>{before}</del> " " });
    let after = if after.is_empty() { "(leeg)".to_owned() } else { after };
    view! {
        <div>
            <dt>{field.label()}</dt>
            <dd>{before}<ins><span class="wza-visually-hidden">"is nu: "</span>{after}</ins></dd>
        </div>
    }
}
