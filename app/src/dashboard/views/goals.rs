//! The targets of the region, as bars and as a table.

use domain::dutch;
use leptos::prelude::*;

use super::super::goals::Goals;
use super::{MAP, PATH, SCENARIO};
use crate::municipalities::figures::MapFigure;
use crate::municipalities::views::{Switch, SwitchOption};
use crate::ui::{Bar, BarColour, Bars};

#[component]
pub fn GoalsCard(goals: Option<Goals>, map: MapFigure) -> impl IntoView {
    let title = match &goals {
        Some(goals) => format!("Doelen tot {}", goals.horizon_year),
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
    let Goals { horizon_year, scenarios, chosen, goals, adds_up, sum } = goals;
    let options: Vec<SwitchOption> = scenarios
        .into_iter()
        .map(|scenario| SwitchOption { chosen: scenario.key == chosen.key, value: scenario.key, label: scenario.name })
        .collect();
    let kept = vec![(MAP, map.code().to_owned())];
    let caption = format!("Doelaantallen tot {horizon_year}: {}", chosen.name.to_lowercase());
    let bars = goals.into_iter().map(|goal| Bar {
        label: goal.measure,
        value: shown(goal.value),
        amount: goal.value,
        colour: BarColour::Plain,
    });
    let total = adds_up.then(|| shown(sum));
    view! {
        <Switch label="Scenario" path=PATH parameter=SCENARIO options=options kept=kept target="doelen"/>
        <Bars id="doelen-grafiek" caption=caption heads=["Soort", "Doelaantal"] bars=bars.collect() total=total/>
        {adds_up.then(|| view! { <p class="wza-muted">"Een woning telt één keer, in de hoogste soort."</p> })}
    }
}

fn shown(value: Option<i64>) -> String {
    value.map_or_else(|| "onbekend".to_owned(), dutch::number)
}
