//! How the gemeenten share the region's numbers.

use domain::dutch;
use leptos::prelude::*;

use super::super::PATH;
use super::super::data::{ScenarioChoice, Split, SplitColumn, SplitRow, SplitTable, Target};
use super::number_cell;
use crate::commitments::data::Named;
use crate::organisations::source::{SourceList, distinct};

#[component]
pub fn SplitSection(split: Split) -> impl IntoView {
    let current = split.scenario;
    let name = current.name.clone();
    let unknown = split.asked_for_unknown.then(|| view! { <UnknownScenario shown=name.clone()/> });
    let choices =
        split.choices.into_iter().map(|choice| view! { <Choice choice=choice current=current.value.clone()/> });
    let tables = split.tables.into_iter().map(|table| view! { <Table table=table scenario=current.clone()/> });
    view! {
        <section class="wza-card" aria-labelledby="verdeling">
            <h2 id="verdeling">"Verdeling over de gemeenten"</h2>
            {unknown}
            {choices.collect_view()}
            {tables.collect_view()}
        </section>
    }
}

#[component]
fn UnknownScenario(shown: String) -> impl IntoView {
    crate::ui::set_status(400);
    view! {
        <div class="utrecht-alert utrecht-alert--warning" role="alert">
            <div class="utrecht-alert__content">
                <p>{format!("Het scenario uit het adres kennen wij niet. U ziet nu: {shown}.")}</p>
            </div>
        </div>
    }
}

/// The scenarios of one category, as links.
#[component]
fn Choice(choice: ScenarioChoice, current: String) -> impl IntoView {
    let id = format!("scenario-{}", choice.category.value);
    let options = choice
        .scenarios
        .into_iter()
        .map(|scenario| {
            let here = (scenario.value == current).then_some("true");
            let address = format!("/doelen?scenario={}#verdeling", scenario.value);
            view! { <a class="wza-switch__option" href=address aria-current=here>{scenario.name}</a> }
        })
        .collect_view();
    view! {
        <div>
            <p class="wza-muted" id=id.clone()>{format!("Scenario, {}", choice.category.name.to_lowercase())}</p>
            <nav class="wza-switch" aria-labelledby=id>{options}</nav>
        </div>
    }
}

#[component]
fn Table(table: SplitTable, scenario: Named) -> impl IntoView {
    let Named { value: key, name: scenario } = scenario;
    let id = format!("verdeling-{}", table.horizon_year);
    let known = table.rows.iter().flat_map(|row| row.targets.iter().flatten());
    let sources = distinct(known.filter_map(|target| target.source.clone()));
    let head = table
        .columns
        .iter()
        .map(|column| {
            view! { <th scope="col" class="utrecht-table__header-cell--numeric-column">{column.measure.clone()}</th> }
        })
        .collect_view();
    view! {
        <div class="wza-table-scroll" role="region" aria-labelledby=id.clone() tabindex="0">
            <table class="utrecht-table utrecht-table--html-table wza-table">
                <caption id=id.clone()>{format!("{scenario}, tot {}", table.horizon_year)}</caption>
                <thead><tr><th scope="col">"Gemeente"</th>{head}</tr></thead>
                <tbody>{table.rows.into_iter().map(|row| municipality_row(row, &key)).collect_view()}</tbody>
                {foot(&table.columns)}
            </table>
        </div>
        <SourceList sources=sources/>
    }
}

fn municipality_row(row: SplitRow, scenario: &str) -> impl IntoView + use<> {
    let slug = row.municipality.slug;
    let divided = row.is_divided.then(|| {
        let href = format!("{PATH}/{slug}?scenario={scenario}");
        view! { <a class="wza-table__number" href=href>"Verdeling over corporaties"</a> }
    });
    view! {
        <tr>
            <th scope="row"><a href=format!("/gemeenten/{slug}")>{row.municipality.name}</a> {divided}</th>
            {row.targets.into_iter().map(target_cell).collect_view()}
        </tr>
    }
}

fn target_cell(target: Option<Target>) -> impl IntoView {
    let content = match target {
        Some(target) => {
            view! { {dutch::number(target.value)} <span class="wza-muted">{target.status}</span> }.into_any()
        }
        None => view! { <span class="wza-muted">"nog niet verdeeld"</span> }.into_any(),
    };
    view! { <td class="utrecht-table__cell--numeric-column">{content}</td> }
}

fn foot(columns: &[SplitColumn]) -> impl IntoView + use<> {
    let numbers =
        |of: fn(&SplitColumn) -> Option<i64>| columns.iter().map(|column| number_cell(of(column))).collect_view();
    let differences = columns
        .iter()
        .map(|column| match column.shortfall {
            Some(shortfall) => {
                view! { <td class="utrecht-table__cell--numeric-column">{difference(shortfall)}</td> }.into_any()
            }
            None => number_cell(None),
        })
        .collect_view();
    view! {
        <tfoot>
            <tr><th scope="row">"Gemeenten samen"</th>{numbers(|column| column.municipalities)}</tr>
            <tr><th scope="row">"Regio"</th>{numbers(|column| column.region)}</tr>
            <tr><th scope="row">"Verschil"</th>{differences}</tr>
        </tfoot>
    }
}

/// What the gemeenten lack to the region's number, in words.
fn difference(shortfall: i64) -> String {
    match shortfall {
        0 => "geen".to_owned(),
        1.. => format!("{} te weinig", dutch::number(shortfall)),
        _ => format!("{} te veel", dutch::number(-shortfall)),
    }
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn the_difference_says_which_way() {
        assert_eq!(difference(1070), "1.070 te weinig");
        assert_eq!(difference(-30), "30 te veel");
        assert_eq!(difference(0), "geen");
    }
}
