//! `/doelen/onderbouwing`, of a target and of what is left of it: the sum, with a way to each list that is taken off.

use domain::balance::{Figure, Tally};
use domain::dutch;
use leptos::prelude::*;

use super::super::behind_address;
use super::super::sum::Sum;
use super::figure::{UNDIVIDED, cell};
use crate::plain::PlainTitle;
use crate::targets::PATH;
use crate::targets::queries::Asked;

/// What is taken off a target, in the order of the sum.
const TAKEN_OFF: [Figure; 4] = [Figure::Verified, Figure::Reported, Figure::Hard, Figure::Soft];

#[component]
pub fn SumPage(page: Sum) -> impl IntoView {
    let Sum { figure, balance, total } = page;
    let (scenario, slug) = (balance.scenario.clone(), balance.place.as_ref().map(|place| place.slug.clone()));
    let place = balance.place.as_ref().map_or("de regio", |place| place.name.as_str());
    let title =
        format!("{} in {place}: {}, tot {}", figure.label(), scenario.name.to_lowercase(), balance.horizon_year);
    let asked = Asked { scenario: Some(scenario.value.clone()), municipality: slug.clone(), ..Asked::default() };
    let whole = format!("{PATH}{}", asked.query());
    let link = |measure: Option<&str>, figure| behind_address(&scenario.value, slug.as_deref(), measure, figure);
    let lines = balance.measures.iter().map(|line| {
        let key = line.measure.value.as_str();
        row(line.measure.name.clone(), line.tally, |figure| link(Some(key), figure))
    });
    let lines = lines.collect_view();
    let total = total.map(|tally| {
        let total = row("Totaal".to_owned(), tally, |figure| link(None, figure));
        view! { <tfoot>{total}</tfoot> }
    });
    let taken_off = TAKEN_OFF.iter().map(|figure| {
        view! { <th scope="col" class="utrecht-table__header-cell--numeric-column">{format!("− {}", figure.label())}</th> }
    });
    view! {
        <PlainTitle
            title=title
            lead="Nog te doen is het doel min wat is opgeleverd en gepland. Kies een aantal om te zien waaruit het bestaat."
        />
        <p>
            <a href=format!("{whole}#balans")>"Terug naar de balans"</a> " · "
            <a href=format!("{whole}#verdeling")>"Waar het doel vandaan komt"</a>
        </p>
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">"Het doel, wat eraf gaat en wat nog te doen is"</caption>
            <thead>
                <tr>
                    <th scope="col">"Soort"</th>
                    <th scope="col" class="utrecht-table__header-cell--numeric-column">"Doel"</th>
                    {taken_off.collect_view()}
                    <th scope="col" class="utrecht-table__header-cell--numeric-column">"= Nog te doen"</th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
            {total}
        </table>
    }
}

fn row(name: String, tally: Tally, link: impl Fn(Figure) -> String) -> AnyView {
    let number = |figure: Figure| {
        let told = tally.figure(figure).map_or_else(|| UNDIVIDED.to_owned(), dutch::number);
        view! { <td class="utrecht-table__cell--numeric-column" data-label=figure.label()>{told}</td> }
    };
    let target = number(Figure::Target);
    let left = number(Figure::Left);
    let taken_off: Vec<_> =
        TAKEN_OFF.iter().map(|figure| cell(tally, *figure, link(*figure), UNDIVIDED).into_any()).collect();
    view! { <tr><th scope="row">{name}</th>{target}{taken_off}{left}</tr> }.into_any()
}
