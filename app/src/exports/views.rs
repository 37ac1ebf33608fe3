//! What is shown instead of a file: that it is being made, or why nothing was taken out.

use domain::dutch;
use leptos::prelude::*;

use crate::ui::{LeftOut, PageTitle};

/// What of an address its page does not know, and where that page is.
#[derive(Clone, Debug)]
pub struct NotTakenOut {
    pub left_out: LeftOut,
    pub path: String,
}

#[component]
pub fn NotTakenOutPage(why: NotTakenOut) -> impl IntoView {
    crate::ui::set_status(400);
    let NotTakenOut { left_out: LeftOut { unknown, repeated }, path } = why;
    let told = [(unknown, "Dit in het adres kennen wij niet"), (repeated, "Dit staat meer dan één keer in het adres")];
    let lines: Vec<_> = told
        .into_iter()
        .filter(|(parts, _)| !parts.is_empty())
        .map(|(parts, why)| view! { <p>{format!("{why}: {}.", parts.join(", "))}</p> })
        .collect();
    view! {
        <PageTitle title="Er is niets gedownload" lead="Het bestand zou iets anders bevatten dan u vraagt."/>
        <div class="utrecht-alert utrecht-alert--warning" role="alert">
            <div class="utrecht-alert__content">
                {lines}
                <p><a href=path>"Open de pagina, kies wat u wilt zien en download het daar"</a></p>
            </div>
        </div>
    }
}

/// A file, for how long it is being made, and the page where it is asked for.
#[derive(Clone, Debug)]
pub struct BeingMade {
    pub seconds: u64,
    pub path: String,
}

/// The browser asks again by itself.
#[component]
pub fn BeingMadePage(file: BeingMade) -> impl IntoView {
    crate::ui::set_status(202);
    let since = dutch::count(file.seconds, "seconde", "seconden");
    view! {
        <PageTitle title="Het bestand wordt gemaakt" lead="Zodra het klaar is, begint de download vanzelf."/>
        <p role="status">{format!("Wij zijn {since} bezig.")}</p>
        <p>"Is de download begonnen, of wilt u niet wachten? " <a href=file.path>"Ga dan terug naar de pagina"</a> "."</p>
    }
}
