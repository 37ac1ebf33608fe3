//! The region's own numbers.

use leptos::prelude::*;

use super::super::data::{MeasureRow, RegionTable, Target};
use super::number_cell;
use crate::organisations::source::{Source, SourceList};

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
    let origins = origins(&table);
    let adds_up = table.totals.is_some();
    let foot = table.totals.map(|totals| {
        view! {
            <tfoot>
                <tr>
                    <th scope="row">"Totaal"</th>
                    {totals.into_iter().map(number_cell).collect_view()}
                </tr>
            </tfoot>
        }
    });
    let rows = table.measures.into_iter().map(measure_row).collect_view();
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
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    {foot}
                </table>
            </div>
            {provenance(origins)}
        </section>
    }
}

fn measure_row(row: MeasureRow) -> impl IntoView {
    let nests_in =
        row.nests_in.map(|outer| view! { <span class="wza-table__number">{format!("Horen ook bij: {outer}")}</span> });
    let values = row.targets.into_iter().map(|target| target.map(|target| target.value));
    view! {
        <tr>
            <th scope="row">{row.name} {nests_in}</th>
            {values.map(number_cell).collect_view()}
        </tr>
    }
}

/// What the numbers are worth and who says so: once when it holds for all, else for each number by name.
fn provenance(origins: Vec<Origin>) -> AnyView {
    let one = origins.len() == 1;
    let line = |origin: Origin| {
        let subject = if one { "Status".to_owned() } else { origin.numbers.join("; ") };
        let source = origin.source.into_iter().collect();
        view! {
            <p>{format!("{subject}: {}.", origin.status)}</p>
            <SourceList sources=source/>
        }
    };
    origins.into_iter().map(line).collect_view().into_any()
}

/// Numbers with the same status and source.
#[derive(Debug, PartialEq)]
struct Origin {
    status: String,
    source: Option<Source>,
    numbers: Vec<String>,
}

fn origins(table: &RegionTable) -> Vec<Origin> {
    let mut origins: Vec<Origin> = Vec::new();
    for row in &table.measures {
        for (target, scenario) in row.targets.iter().zip(&table.scenarios) {
            let Some(Target { status, source, .. }) = target else { continue };
            let number = format!("{}, {scenario}", row.name);
            match origins.iter_mut().find(|origin| (&origin.status, &origin.source) == (status, source)) {
                Some(origin) => origin.numbers.push(number),
                None => {
                    origins.push(Origin { status: status.clone(), source: source.clone(), numbers: vec![number] });
                }
            }
        }
    }
    origins
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commitments::data::Named;

    fn target(status: &str) -> Option<Target> {
        Some(Target { value: 1, status: status.to_owned(), source: None })
    }

    fn statuses(targets: Vec<Option<Target>>) -> Vec<(String, Vec<String>)> {
        let row = MeasureRow { name: "Hofwoningen".to_owned(), nests_in: None, targets };
        let table = RegionTable {
            category: Named { value: "ouderen".to_owned(), name: "Ouderen".to_owned() },
            horizon_year: 2035,
            scenarios: vec!["Laag".to_owned(), "Hoog".to_owned()],
            measures: vec![row],
            totals: None,
        };
        origins(&table).into_iter().map(|origin| (origin.status, origin.numbers)).collect()
    }

    #[test]
    fn numbers_of_one_origin_stand_together() {
        let told = |status: &str, numbers: &[&str]| {
            (status.to_owned(), numbers.iter().map(|number| format!("Hofwoningen, {number}")).collect::<Vec<_>>())
        };
        let (firm, soft) = ("vastgesteld", "richtinggevend");
        assert_eq!(statuses(vec![target(firm), target(firm)]), [told(firm, &["Laag", "Hoog"])]);
        assert_eq!(statuses(vec![target(firm), target(soft)]), [told(firm, &["Laag"]), told(soft, &["Hoog"])]);
        assert_eq!(statuses(vec![None, target(soft)]), [told(soft, &["Hoog"])]);
        assert_eq!(statuses(vec![None, None]), []);
    }
}
