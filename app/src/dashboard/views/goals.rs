//! The targets of the region, and how far they are reached.

use domain::dutch;
use leptos::prelude::*;

use super::super::goals::Goals;
use super::{MAP, PATH, SCENARIO};
use crate::balance::views::BalanceFigure;
use crate::municipalities::figures::MapFigure;
use crate::municipalities::views::{Switch, SwitchOption};

#[component]
pub fn GoalsCard(goals: Option<Goals>, map: MapFigure) -> impl IntoView {
    let title = match &goals {
        Some(goals) => format!("Doelen tot {}", goals.balance.horizon_year),
        None => "Doelen".to_owned(),
    };
    let content = match goals {
        Some(goals) => view! { <Chart goals=goals map=map/> }.into_any(),
        None => view! { <p>"Er zijn nog geen doelaantallen vastgelegd."</p> }.into_any(),
    };
    view! {
        <section class="wza-card" aria-labelledby="doelen">
            <div class="wza-card__header">
                <h2 id="doelen">{title}</h2>
                <a href="/doelen" rel="external">"Alle doelen"</a>
            </div>
            {content}
        </section>
    }
}

#[component]
fn Chart(goals: Goals, map: MapFigure) -> impl IntoView {
    let Goals { scenarios, balance } = goals;
    let options: Vec<SwitchOption> = scenarios
        .into_iter()
        .map(|scenario| SwitchOption {
            chosen: scenario.value == balance.scenario.value,
            value: scenario.value,
            label: scenario.name,
        })
        .collect();
    let kept = vec![(MAP, map.code().to_owned())];
    let total = balance.total.and_then(|total| total.target).map(dutch::number);
    let total = total.map(|total| view! { <p>"Doel, alles samen: " <strong class="wza-number">{total}</strong></p> });
    let once =
        balance.total.map(|_| view! { <p class="wza-muted">"Een woning telt één keer, in de hoogste soort."</p> });
    view! {
        <Switch label="Scenario" path=PATH parameter=SCENARIO options=options kept=kept target="doelen"/>
        <BalanceFigure id="doelen-grafiek" balance=balance open=false/>
        {total}
        {once}
    }
}
