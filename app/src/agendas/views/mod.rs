//! The pages of agendas. Plain pages.

mod list;
mod step;

pub use list::AgendasPage;
pub use step::AgendaPage;

use domain::agendas::{Adoption, Standing, State};
use domain::dutch;
use leptos::prelude::*;

use crate::ui::{Breadcrumb, Crumb};

/// Where a page of an agenda is.
#[component]
fn Path(
    municipality: String,
    slug: String,
    /// The years of the agenda, on its own page.
    #[prop(optional_no_strip)]
    years: Option<String>,
) -> impl IntoView {
    let address = format!("/gemeenten/{slug}");
    let mut crumbs = vec![Crumb::link("Gemeenten", "/gemeenten"), Crumb::link(municipality, address.clone())];
    match years {
        Some(years) => {
            crumbs.push(Crumb::link("Uitvoeringsagenda", format!("{address}/agenda")));
            crumbs.push(Crumb::here(years));
        }
        None => crumbs.push(Crumb::here("Uitvoeringsagenda")),
    }
    view! { <Breadcrumb crumbs=crumbs/> }
}

#[component]
pub fn StateBadge(state: State) -> impl IntoView {
    let class = match state {
        State::Draft => "nl-data-badge wza-badge--concept",
        State::Consultation => "nl-data-badge wza-badge--proposed",
        State::Adopted => "nl-data-badge wza-badge--ratified",
    };
    view! { <span class=class>{state.label()}</span> }
}

/// `Vastgesteld op 12-11-2026 door gemeenteraad Enschede.`
fn in_words(standing: &Standing) -> String {
    match standing {
        Standing::Draft => "De gemeente schrijft deze agenda met haar partners.".to_owned(),
        Standing::Consultation => "Partijen en inwoners kunnen hun mening geven.".to_owned(),
        Standing::Adopted(Adoption { by, on }) => format!("Vastgesteld op {} door {by}.", dutch::date(*on)),
    }
}
