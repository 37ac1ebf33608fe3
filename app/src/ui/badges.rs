//! Small marks: life cycle, stoplight, example, source.

use domain::commitments::LifeCycle;
use domain::progress::Standing;
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

/// How it stands, in colour and words.
#[component]
pub fn Light(
    standing: Standing,
    /// Said too of what is amber or red and was not looked at since.
    #[prop(optional)]
    stale: bool,
) -> impl IntoView {
    let class = match standing {
        Standing::Green => "wza-light wza-light--green",
        Standing::Amber => "wza-light wza-light--amber",
        Standing::Red => "wza-light wza-light--red",
        Standing::Stale => "wza-light wza-light--stale",
        Standing::None | Standing::Closed => "wza-light wza-light--none",
    };
    let old =
        (stale && standing != Standing::Stale).then(|| view! { " " <span class="wza-muted">"(verouderd)"</span> });
    view! { <span class=class>{standing.label()}</span> {old} }
}

/// A change of what holds lies with the parties.
#[component]
pub fn ChangeBadge() -> impl IntoView {
    view! { <span class="nl-data-badge wza-badge--proposed">"Wijziging voorgesteld"</span> }
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
