//! One gemeente: its figures, its agenda and who works there.

use domain::deadlines::{NOT_TOLD, Phase, Standing};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::super::api::show_municipality;
use super::super::data::{AgendaPage, OrganisationGroup, PhaseLine};
use super::{ProgressFigures, StatusFigures};
use crate::balance::data::Balance;
use crate::balance::views::BalanceFigure;
use crate::commitments::data::Row;
use crate::commitments::filter::Filter;
use crate::commitments::views::{CommitmentTable, NewCommitmentLink};
use crate::ui::{Breadcrumb, Crumb, ExampleBadge, Loaded, PageTitle, Session, page_data};

#[component]
pub fn MunicipalityPage() -> impl IntoView {
    let params = use_params_map();
    let page = page_data(move || params.with(|params| params.get("slug").unwrap_or_default()), show_municipality);
    view! { <Loaded resource=page view=|page: AgendaPage| view! { <Agenda page=page/> }/> }
}

#[component]
fn Agenda(page: AgendaPage) -> impl IntoView {
    let session = expect_context::<StoredValue<Session>>();
    let may_create = session.with_value(|session| session.visitor.as_ref().is_some_and(|visitor| visitor.may_create));
    let AgendaPage { name, slug, agenda, figures, balance, rows, deadlines, organisations } = page;
    // Plain pages, which the browser loads.
    let agenda = view! {
        <p>
            <a href=format!("/gemeenten/{slug}/agenda") rel="external">{agenda}</a>
            " · "
            <a href="/witte-vlekken" rel="external">"Witte vlekken"</a>
            " · "
            <a href=format!("/succesfactoren?gemeente={slug}") rel="external">"Succesfactoren"</a>
        </p>
    };
    let actions =
        may_create.then(|| view! { <NewCommitmentLink municipality=Signal::stored(Some(slug.clone()))/> }.into_any());
    let filter = Filter { municipality: Some(slug), ..Filter::default() };
    let in_list = filter.address();
    let crumbs = vec![Crumb::link("Dashboard", "/"), Crumb::link("Gemeenten", "/gemeenten"), Crumb::here(name.clone())];
    let figures = (!rows.is_empty()).then(|| {
        view! {
            <section class="wza-stack" aria-labelledby="stand">
                <h2 id="stand">"Stand van zaken"</h2>
                <StatusFigures figures=figures filter=filter.clone()/>
                <ProgressFigures figures=figures filter=filter/>
            </section>
        }
    });
    view! {
        <Breadcrumb crumbs=crumbs/>
        <PageTitle
            title=format!("Gemeente {name}")
            lead=format!("De lokale uitvoeringsagenda van {name}: wie doet wat, wanneer en waar.")
            actions=actions
        />
        <div class="wza-stack">
            {agenda}
            {figures}
            <section class="wza-stack" aria-labelledby="agenda">
                <div class="wza-card__header">
                    <h2 id="agenda">"Agenda"</h2>
                    {(!rows.is_empty()).then(|| view! { <a href=in_list>"Zoeken en filteren"</a> })}
                </div>
                <Rows name=name rows=rows/>
            </section>
            {(!deadlines.is_empty()).then(|| view! { <Deadlines lines=deadlines/> })}
            {balance.map(|balance| view! { <Dwellings balance=balance/> })}
            <Organisations groups=organisations/>
        </div>
    }
}

/// How far it is with what all gemeenten must do. Plain pages, which the browser loads.
#[component]
fn Deadlines(lines: Vec<PhaseLine>) -> impl IntoView {
    let lines = lines
        .into_iter()
        .map(|line| {
            let late = (line.standing == Standing::Late).then(|| {
                view! { " " <span class="nl-data-badge wza-badge--overdue">{Standing::Late.label()}</span> }
            });
            view! {
                <div>
                    <dt><a href=format!("/termijnen/{}", line.deadline) rel="external">{line.title}</a></dt>
                    <dd>
                        {line.phase.map_or(NOT_TOLD, Phase::label)} {late} {line.example.then(|| view! { " " <ExampleBadge/> })}
                        <p class="wza-muted">{format!("Klaar: {}", line.when)}</p>
                    </dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <section class="wza-card" aria-labelledby="termijnen">
            <div class="wza-card__header">
                <h2 id="termijnen">"Termijnen"</h2>
                <a href="/termijnen" rel="external">"Alle gemeenten"</a>
            </div>
            <dl class="wza-facts">{lines}</dl>
        </section>
    }
}

/// What there is and comes of the dwellings that the gemeente is to have.
#[component]
fn Dwellings(balance: Balance) -> impl IntoView {
    let place = balance.place.as_ref().map(|place| place.slug.clone()).unwrap_or_default();
    let more = format!("/doelen?scenario={}&gemeente={place}#balans", balance.scenario.value);
    view! {
        <section class="wza-card" aria-labelledby="woningen">
            <div class="wza-card__header">
                <h2 id="woningen">"Woningen"</h2>
                <a href=more rel="external">"Verloop en andere scenario's"</a>
            </div>
            <BalanceFigure id="woningen-grafiek" balance=balance open=true/>
        </section>
    }
}

#[component]
fn Rows(name: String, rows: Vec<Row>) -> impl IntoView {
    if rows.is_empty() {
        return view! {
            <div class="wza-empty">
                <h3 class="wza-empty__title">"Nog geen afspraken"</h3>
                <p>{format!("In de agenda van {name} staat nog niets dat u kunt zien.")}</p>
            </div>
        }
        .into_any();
    }
    view! { <CommitmentTable rows=rows hide_municipality=true/> }.into_any()
}

#[component]
fn Organisations(groups: Vec<OrganisationGroup>) -> impl IntoView {
    let lines = groups
        .into_iter()
        .map(|group| {
            let names: Vec<&str> = group.names.iter().map(String::as_str).collect();
            view! { <div><dt>{group.label}</dt><dd>{domain::dutch::list(&names)}</dd></div> }
        })
        .collect_view();
    view! {
        <section class="wza-card" aria-labelledby="organisaties">
            <div class="wza-card__header">
                <h2 id="organisaties">"Organisaties in deze gemeente"</h2>
                <a href="/organisaties" rel="external">"Alle organisaties"</a>
            </div>
            <dl class="wza-facts">{lines}</dl>
        </section>
    }
}
