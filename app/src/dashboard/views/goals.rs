//! The targets of the region, as bars and as a table.

use domain::dutch;
use leptos::prelude::*;

use super::super::goals::{Goal, Goals};
use super::{MAP, PATH, SCENARIO};
use crate::municipalities::figures::MapFigure;
use crate::municipalities::views::{Switch, SwitchOption};
use crate::ui::{Bar, Bars};

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
        <section class="wza-card wza-stack" aria-labelledby="doelen">
            <div class="wza-card__header">
                <h2 id="doelen">{title}</h2>
                <a href="/doelen">"Alle doelen"</a>
            </div>
            {content}
        </section>
    }
}

#[component]
fn Chart(goals: Goals, map: MapFigure) -> impl IntoView {
    let Goals { horizon_year, scenarios, chosen, goals, sum } = goals;
    let options: Vec<SwitchOption> = scenarios
        .into_iter()
        .map(|scenario| SwitchOption { chosen: scenario.key == chosen.key, value: scenario.key, label: scenario.name })
        .collect();
    let kept = vec![(MAP, map.code().to_owned())];
    let caption = format!("Doelaantallen tot {horizon_year}: {}", chosen.name.to_lowercase());
    let bars = goals.iter().map(|goal| Bar::whole(goal.measure.clone(), shown(goal.value), goal.value.unwrap_or(0)));
    let bars = bars.collect();
    view! {
        <Switch label="Scenario" path=PATH parameter=SCENARIO options=options kept=kept target="doelen"/>
        <Bars id="doelen-grafiek" caption=caption.clone() bars=bars>
            <p>"Samen: " <strong class="wza-number">{shown(sum)}</strong></p>
            <details class="wza-details">
                <summary>"Cijfers als tabel"</summary>
                <Table caption=caption goals=goals sum=sum/>
            </details>
        </Bars>
    }
}

#[component]
fn Table(caption: String, goals: Vec<Goal>, sum: Option<i64>) -> impl IntoView {
    let line = |name: String, value: Option<i64>| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="utrecht-table__cell--numeric-column">{shown(value)}</td>
            </tr>
        }
    };
    let lines = goals.into_iter().map(|goal| line(goal.measure, goal.value)).collect_view();
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table">
            <caption class="wza-visually-hidden">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">"Maat"</th>
                    <th scope="col" class="utrecht-table__header-cell--numeric-column">"Doelaantal"</th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
            <tfoot>{line("Samen".to_owned(), sum)}</tfoot>
        </table>
    }
}

fn shown(value: Option<i64>) -> String {
    value.map_or_else(|| "onbekend".to_owned(), dutch::number)
}
