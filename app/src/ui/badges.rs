//! Small marks: life cycle, stoplight, example, source.

use domain::commitments::LifeCycle;
use domain::progress::Stoplight;
use leptos::prelude::*;

#[component]
pub fn LifeCycleBadge(life_cycle: LifeCycle) -> impl IntoView {
    let class = match life_cycle {
        LifeCycle::Draft => "nl-data-badge wza-badge--concept",
        LifeCycle::Proposed => "nl-data-badge wza-badge--proposed",
        LifeCycle::Ratified => "nl-data-badge wza-badge--ratified",
        LifeCycle::Completed => "nl-data-badge wza-badge--completed",
        LifeCycle::Lapsed => "nl-data-badge wza-badge--lapsed",
    };
    view! { <span class=class>{life_cycle.label()}</span> }
}

/// The stoplight, with its colour in words.
#[component]
pub fn Light(status: Option<Stoplight>) -> impl IntoView {
    let (class, text) = match status {
        Some(Stoplight::Green) => ("wza-light wza-light--green", Stoplight::Green.colour()),
        Some(Stoplight::Amber) => ("wza-light wza-light--amber", Stoplight::Amber.colour()),
        Some(Stoplight::Red) => ("wza-light wza-light--red", Stoplight::Red.colour()),
        None => ("wza-light wza-light--none", "Nog geen voortgang"),
    };
    view! { <span class=class>{text}</span> }
}

/// Past its time and still open.
#[component]
pub fn OverdueBadge() -> impl IntoView {
    view! { <span class="nl-data-badge wza-badge--overdue">"Over tijd"</span> }
}

#[component]
pub fn ExampleBadge() -> impl IntoView {
    view! { <span class="nl-data-badge wza-badge--example">"Voorbeeld"</span> }
}

/// It quotes a published source, such as the region's vision.
#[component]
pub fn SourceBadge() -> impl IntoView {
    view! { <span class="nl-data-badge wza-badge--vision">"Uit de visie"</span> }
}
