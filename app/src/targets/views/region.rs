//! The region's own numbers.

use leptos::prelude::*;

use super::super::data::{MeasureRow, RegionTable, Target};
use super::number_cell;
use crate::organisations::source::{Source, SourceNote};

#[component]
pub fn RegionSection(table: RegionTable) -> impl IntoView {
    let id = format!("doelen-{}-{}", table.category.value, table.horizon_year);
    let heading = format!("{}, tot {}", table.category.name, table.horizon_year);
    let negative = table.measures.iter().flat_map(|row| row.targets.iter().flatten()).any(|target| target.value < 0);
    let head = table
        .scenarios
        .iter()
        .map(|name| view! { <th scope="col" class="utrecht-table__header-cell--numeric-column">{name.clone()}</th> })
        .collect_view();
    let adds_up = table.totals.is_some();
    let foot = table.totals.map(|totals| {
        view! {
            <tfoot>
                <tr>
                    <th scope="row">"Totaal"</th>
                    {totals.into_iter().map(number_cell).collect_view()}
                    <td colspan="2"></td>
                </tr>
            </tfoot>
        }
    });
    let rows = table.measures.into_iter().map(|row| measure_row(row, &table.scenarios)).collect_view();
    view! {
        <section class="wza-card" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{heading.clone()}</h2>
            {adds_up.then(|| view! { <p>"Een woning telt één keer, in de hoogste soort. Daarom zijn de aantallen op te tellen."</p> })}
            {negative.then(|| view! { <p>"Een min betekent een afname."</p> })}
            <div class="wza-table-scroll" role="region" aria-labelledby=format!("{id}-tabel") tabindex="0">
                <table class="utrecht-table utrecht-table--html-table wza-table">
                    <caption class="wza-visually-hidden" id=format!("{id}-tabel")>
                        {format!("Doelaantallen: {heading}")}
                    </caption>
                    <thead>
                        <tr>
                            <th scope="col">"Soort"</th>
                            {head}
                            <th scope="col">"Status"</th>
                            <th scope="col">"Bron"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    {foot}
                </table>
            </div>
        </section>
    }
}

fn measure_row(row: MeasureRow, scenarios: &[String]) -> impl IntoView + use<> {
    let nests_in =
        row.nests_in.map(|outer| view! { <span class="wza-table__number">{format!("Horen ook bij: {outer}")}</span> });
    let statuses = per_scenario(&row.targets, scenarios, |target| target.status.clone());
    let sources = per_scenario(&row.targets, scenarios, |target| target.source.clone());
    let cells = row.targets.iter().map(|target| number_cell(target.as_ref().map(|target| target.value))).collect_view();
    view! {
        <tr>
            <th scope="row">{row.name} {nests_in}</th>
            {cells}
            <td>{labelled(statuses, IntoAny::into_any)}</td>
            <td>{labelled(sources, source_view)}</td>
        </tr>
    }
}

fn source_view(source: Option<Source>) -> AnyView {
    match source {
        Some(source) => view! { <SourceNote source=source/> }.into_any(),
        None => "onbekend".into_any(),
    }
}

/// What holds for a row: one thing when all its numbers agree, otherwise each with the name of its scenario.
fn per_scenario<T: PartialEq>(
    targets: &[Option<Target>],
    scenarios: &[String],
    of: impl Fn(&Target) -> T,
) -> Vec<(Option<String>, T)> {
    let known = targets.iter().zip(scenarios).filter_map(|(target, name)| Some((name, of(target.as_ref()?))));
    let mut all: Vec<(Option<String>, T)> = known.map(|(name, value)| (Some(name.clone()), value)).collect();
    let agree = all.iter().all(|(_, value)| *value == all[0].1);
    if agree {
        all.truncate(1);
        all.iter_mut().for_each(|(name, _)| *name = None);
    }
    all
}

fn labelled<T: 'static>(all: Vec<(Option<String>, T)>, show: impl Fn(T) -> AnyView) -> AnyView {
    let line = |(name, value): (Option<String>, T)| match name {
        None => show(value),
        Some(name) => view! { <p>{format!("{name}: ")} {show(value)}</p> }.into_any(),
    };
    all.into_iter().map(line).collect_view().into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(status: &str) -> Option<Target> {
        Some(Target { value: 1, status: status.to_owned(), source: None })
    }

    #[test]
    fn what_agrees_is_said_once() {
        let scenarios = ["Laag".to_owned(), "Hoog".to_owned()];
        let statuses = |targets: &[Option<Target>]| per_scenario(targets, &scenarios, |target| target.status.clone());
        let only = |status: &str| vec![(None, status.to_owned())];
        assert_eq!(statuses(&[target("vastgesteld"), target("vastgesteld")]), only("vastgesteld"));
        assert_eq!(statuses(&[None, target("vastgesteld")]), only("vastgesteld"));
        assert_eq!(statuses(&[None, None]), vec![]);
        let both = statuses(&[target("vastgesteld"), target("richtinggevend")]);
        assert_eq!(both[1], (Some("Hoog".to_owned()), "richtinggevend".to_owned()));
    }
}
