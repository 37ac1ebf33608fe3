//! The screen of the dashboard.

mod evening;
mod goals;
mod sections;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api::load_dashboard;
use super::data::{Dashboard, Screen};
use crate::commitments::filter::Filter;
use crate::municipalities::views::{KeyFigure, ProgressChart, ProgressFigures, StatusFigures, Warning};
use crate::ui::{Loaded, PageTitle, Session, page_data};
use evening::NextMeetingCard;
use goals::GoalsCard;
use sections::{DeadlinesCard, MapCard, PublishedSection};

/// The address of the page: parameters keep their names in links from one choice to the next.
const PATH: &str = "/";
const SCENARIO: &str = "scenario";
const MAP: &str = "kaart";

#[component]
pub fn DashboardPage() -> impl IntoView {
    let query = use_query_map();
    let asked = move || query.with(|query| (query.get(SCENARIO), query.get(MAP)));
    let dashboard = page_data(asked, |(scenario, map)| load_dashboard(scenario, map));
    let region = expect_context::<StoredValue<Session>>().with_value(|session| session.region.clone());
    view! {
        <PageTitle
            title="Dashboard"
            number=region
            lead="Wat loopt, wat loopt vast en wat is nog niet geregeld?"
        />
        <Loaded resource=dashboard view=|screen: Screen| view! { <Sections screen=screen/> }/>
    }
}

#[component]
fn Sections(screen: Screen) -> impl IntoView {
    let Screen { dashboard, next_meeting } = screen;
    let Dashboard { region, published, without_agenda, map, goals, deadlines, warnings } = dashboard;
    let total = region.total();
    let warnings = warnings.into_iter().map(|text| view! { <Warning text=text/> }).collect_view();
    let without_agenda = view! {
        <KeyFigure
            number=without_agenda
            label="gemeenten zonder vastgestelde agenda"
            href="/witte-vlekken#agendas"
            rel="external"
        />
    };
    let scenario = goals.as_ref().map(|goals| goals.balance.scenario.value.clone());
    view! {
        <div class="wza-stack">
            {warnings}
            {next_meeting.map(|meeting| view! { <NextMeetingCard meeting=meeting/> })}
            <section class="wza-stack" aria-labelledby="stand">
                <h2 id="stand">"Stand van zaken"</h2>
                <StatusFigures figures=total filter=Filter::default() more=Some(without_agenda.into_any())/>
            </section>
            <PublishedSection published=published/>
            <div class="wza-grid">
                <MapCard region=region figure=map scenario=scenario/>
                <section class="wza-card" aria-labelledby="voortgang">
                    <h2 id="voortgang">"Voortgang"</h2>
                    <ProgressFigures figures=total filter=Filter::default()/>
                    <ProgressChart figures=total/>
                </section>
                <GoalsCard goals=goals map=map/>
                <DeadlinesCard deadlines=deadlines/>
            </div>
        </div>
    }
}
