//! Figures as cards. Each is a link to the list of what it counts.

use domain::commitments::LifeCycle;
use domain::dutch;
use domain::progress::Standing;
use leptos::prelude::*;

use super::super::figures::Figures;
use crate::commitments::filter::{DueFilter, Filter, LeadFilter};
use crate::ui::{Bar, BarColour, Bars};

/// One card in a list of key figures.
#[component]
pub fn KeyFigure(
    number: i64,
    #[prop(into)] label: String,
    #[prop(into)] href: String,
    /// The colour of the edge: `wza-keyfigure--red` and the like.
    #[prop(optional)]
    tone: &'static str,
    /// `external` where a plain page is counted, which the browser loads.
    #[prop(optional)]
    rel: Option<&'static str>,
) -> impl IntoView {
    view! {
        <li class=format!("wza-keyfigure {tone}").trim_end().to_owned()>
            <a class="wza-keyfigure__link" href=href rel=rel>
                <span class="wza-keyfigure__number">{dutch::number(number)}</span>
                " "
                <span class="wza-keyfigure__label">{label}</span>
            </a>
        </li>
    }
}

/// How many there are, in which states, and what is wrong with them. `filter` is the selection that was counted.
#[component]
pub fn StatusFigures(
    figures: Figures,
    filter: Filter,
    /// Another card, at the end.
    #[prop(optional_no_strip)]
    more: Option<AnyView>,
) -> impl IntoView {
    let occurs = |state: &LifeCycle| figures.in_state(*state) > 0;
    let states = LifeCycle::ALL.iter().copied().filter(occurs).map(|state| {
        let href = Filter { life_cycle: Some(state), ..filter.clone() }.address();
        let label = state.label().to_lowercase();
        view! { <KeyFigure number=figures.in_state(state) label=label href=href tone=tone_of(state)/> }
    });
    let states = states.collect_view();
    let all = if figures.commitments == 1 { "afspraak" } else { "afspraken" };
    let overdue = Filter { due: Some(DueFilter::Overdue), ..filter.clone() }.address();
    let without_lead = Filter { lead: Some(LeadFilter::Missing), ..filter.clone() }.address();
    view! {
        <ul class="wza-keyfigures">
            <KeyFigure number=figures.commitments label=all href=filter.address()/>
            {states}
            <KeyFigure number=figures.overdue label="over tijd" href=overdue tone="wza-keyfigure--red"/>
            <KeyFigure number=figures.without_lead label="zonder trekker" href=without_lead/>
            {more}
        </ul>
    }
}

/// The colours of the badges.
const fn tone_of(state: LifeCycle) -> &'static str {
    match state {
        LifeCycle::Draft => "wza-keyfigure--concept",
        LifeCycle::Proposed => "wza-keyfigure--proposed",
        LifeCycle::Ratified => "wza-keyfigure--ratified",
        LifeCycle::Completed => "wza-keyfigure--completed",
        LifeCycle::Lapsed => "wza-keyfigure--lapsed",
    }
}

/// The colour of a card's edge.
const fn tone(standing: Standing) -> &'static str {
    match standing {
        Standing::Green => "wza-keyfigure--green",
        Standing::Amber => "wza-keyfigure--amber",
        Standing::Red => "wza-keyfigure--red",
        Standing::Stale | Standing::None | Standing::Closed => "wza-keyfigure--none",
    }
}

/// The stoplight, as cards.
#[component]
pub fn ProgressFigures(figures: Figures, filter: Filter) -> impl IntoView {
    let cards = Standing::ALL.iter().map(|standing| {
        let href = Filter { progress: Some(*standing), ..filter.clone() }.address();
        let label = standing.label().to_lowercase();
        view! { <KeyFigure number=figures.standing(*standing) label=label href=href tone=tone(*standing)/> }
    });
    view! { <ul class="wza-keyfigures">{cards.collect_view()}</ul> }
}

/// The stoplight, as bars.
#[component]
pub fn ProgressChart(figures: Figures) -> impl IntoView {
    let bars = Standing::ALL.iter().map(|standing| {
        let number = figures.standing(*standing);
        let colour = BarColour::Standing(*standing);
        Bar { label: standing.label().to_owned(), value: dutch::number(number), amount: Some(number), colour }
    });
    let heads = ["Voortgang", "Afspraken"];
    view! { <Bars id="voortgang-grafiek" caption="Afspraken naar voortgang" heads=heads bars=bars.collect()/> }
}
