//! All gemeenten of the region.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::super::api::list_municipalities;
use super::super::data::RegionFigures;
use super::super::figures::{Figures, chosen_figure, unknown_figure};
use super::{FiguresTable, MunicipalityMap, StatusFigures, Warning};
use crate::commitments::filter::{Filter, REGIONAL_AGENDA};
use crate::ui::{Breadcrumb, Crumb, Loaded, PageTitle, page_data};

#[component]
pub fn MunicipalitiesPage() -> impl IntoView {
    let figures = page_data(|| (), |()| list_municipalities());
    view! {
        <Breadcrumb crumbs=vec![Crumb::link("Dashboard", "/"), Crumb::here("Gemeenten")]/>
        <PageTitle
            title="Gemeenten"
            lead="Elke gemeente heeft een eigen agenda: wie doet wat, wanneer en waar. Kies een gemeente om haar agenda te zien."
        />
        <Loaded resource=figures view=|region: RegionFigures| view! { <Overview region=region/> }/>
    }
}

#[component]
fn Overview(region: RegionFigures) -> impl IntoView {
    let query = use_query_map();
    let for_map = region.clone();
    let map = move || {
        let (figure, known) = chosen_figure(query.with(|query| query.get("kaart")).as_deref());
        view! {
            {(!known).then(|| view! { <Warning text=unknown_figure(figure)/> })}
            <MunicipalityMap region=for_map.clone() figure=figure path="/gemeenten"/>
        }
    };
    view! {
        <div class="wza-stack">
            <p><a href="/witte-vlekken" rel="external">"Witte vlekken: welke opgave heeft waar nog geen afspraak?"</a></p>
            <div class="wza-columns">
                <section class="wza-card" aria-labelledby="kaart">
                    <h2 id="kaart">"Kaart"</h2>
                    {map}
                </section>
                {(region.regional.commitments > 0).then(|| view! { <RegionalAgenda figures=region.regional/> })}
            </div>
            <section class="wza-card" aria-labelledby="tabel">
                <h2 id="tabel">"Cijfers per gemeente"</h2>
                <FiguresTable region=region/>
            </section>
        </div>
    }
}

/// What the region agreed as a whole is in no gemeente's agenda, and so not on the map.
#[component]
fn RegionalAgenda(figures: Figures) -> impl IntoView {
    let filter = Filter { municipality: Some(REGIONAL_AGENDA.to_owned()), ..Filter::default() };
    view! {
        <section class="wza-card" aria-labelledby="regio">
            <h2 id="regio">"Agenda van de regio"</h2>
            <p>"Afspraken voor de hele regio staan niet op de kaart, maar in een eigen agenda."</p>
            <StatusFigures figures=figures filter=filter/>
        </section>
    }
}
