//! The gemeenten beside each other: one measure, on a map by one figure and in a table with all of them.

use domain::balance::{Figure, Tally};
use leptos::prelude::*;

use super::super::behind_address;
use super::super::data::{Balance, PlaceBalance};
use super::figure::{BalanceHead, UNDIVIDED, cell};
use super::section::Notice;
use crate::municipalities::views::{Switch, SwitchOption};
use crate::targets::PATH;
use crate::targets::queries::Asked;
use crate::ui::{Tile, TileMap};

/// What the address holds when all measures together are meant.
const TOGETHER: &str = "alle";

/// Which of the tallies of a gemeente is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shown {
    /// Its place among the measures; None: together.
    index: Option<usize>,
    key: String,
    name: String,
}

#[component]
pub fn Places(places: Vec<PlaceBalance>, balance: Balance, asked: Asked) -> impl IntoView {
    let offered = offered(&balance);
    let wanted = asked.measure.as_deref().map(|key| offered.iter().find(|one| one.key == key));
    let measure = wanted.flatten().or(offered.first()).cloned();
    let figure = asked.figure.as_deref().map(str::parse::<Figure>);
    let known = wanted != Some(None) && !matches!(figure, Some(Err(_)));
    // While nothing is divided, what is left is known of no gemeente.
    let divided = places.iter().any(|place| place.tallies.iter().any(|tally| tally.target.is_some()));
    let first = if divided { Figure::Left } else { Figure::Hard };
    let figure = figure.and_then(Result::ok).unwrap_or(first);
    let unknown =
        (!known).then(|| view! { <Notice text="Het adres vraagt om een kaart die er niet is. U ziet een andere."/> });
    measure.map(|measure| {
        let scenario = balance.scenario.value;
        let tally = |place: &PlaceBalance| match measure.index {
            Some(index) => place.tallies.get(index).copied().unwrap_or_default(),
            None => place.total.unwrap_or_default(),
        };
        let tiles = places.iter().map(|place| Tile {
            column: place.tile_column,
            row: place.tile_row,
            name: place.place.name.clone(),
            href: of_place(&scenario, place),
            value: tally(place).figure(figure),
        });
        let caption = format!("{}, {}, per gemeente", figure.label(), measure.name.to_lowercase());
        let rows = places.iter().map(|place| line(place, tally(place), &measure, &scenario)).collect_view();
        view! {
            <h3 id="balans-gemeenten">"Per gemeente"</h3>
            {unknown}
            <Switches offered=offered measure=measure.clone() figure=figure scenario=scenario.clone()/>
            <TileMap id="balans-kaart" caption=caption tiles=tiles.collect()>
                <div class="wza-table-scroll" role="region" aria-label="Tabel: balans per gemeente" tabindex="0">
                    <table class="utrecht-table utrecht-table--html-table wza-table">
                        <caption class="wza-visually-hidden">
                            {format!("Balans per gemeente: {}", measure.name.to_lowercase())}
                        </caption>
                        <BalanceHead first="Gemeente"/>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </TileMap>
        }
    })
}

/// The measures, and together first where they add up.
fn offered(balance: &Balance) -> Vec<Shown> {
    let together =
        balance.total.map(|_| Shown { index: None, key: TOGETHER.to_owned(), name: "Alle soorten samen".to_owned() });
    let of_measures = balance.measures.iter().enumerate().map(|(index, line)| Shown {
        index: Some(index),
        key: line.measure.value.clone(),
        name: line.measure.name.clone(),
    });
    together.into_iter().chain(of_measures).collect()
}

#[component]
fn Switches(offered: Vec<Shown>, measure: Shown, figure: Figure, scenario: String) -> impl IntoView {
    let measures: Vec<SwitchOption> = offered
        .into_iter()
        .map(|one| SwitchOption { chosen: one == measure, value: one.key, label: one.name })
        .collect();
    let option = |one: &Figure| SwitchOption {
        value: one.code().to_owned(),
        label: one.label().to_owned(),
        chosen: *one == figure,
    };
    let figures = Figure::ALL.iter().map(option).collect();
    let scenario = ("scenario", scenario);
    let of_measures = vec![scenario.clone(), ("kaart", figure.code().to_owned())];
    let of_figures = vec![scenario, ("soort", measure.key)];
    view! {
        <Switch label="Soort woning" path=PATH parameter="soort" options=measures kept=of_measures target="balans-gemeenten"/>
        <Switch label="Wat de kaart laat zien" path=PATH parameter="kaart" options=figures kept=of_figures target="balans-gemeenten"/>
    }
}

fn of_place(scenario: &str, place: &PlaceBalance) -> String {
    format!("{PATH}?scenario={scenario}&gemeente={}#balans", place.place.slug)
}

fn line(place: &PlaceBalance, tally: Tally, measure: &Shown, scenario: &str) -> impl IntoView + use<> {
    let key = measure.index.map(|_| measure.key.as_str());
    let behind = |figure: &Figure| behind_address(scenario, Some(&place.place.slug), key, *figure);
    let cells = Figure::ALL.iter().map(|figure| cell(tally, *figure, behind(figure), UNDIVIDED)).collect_view();
    view! { <tr><th scope="row"><a href=of_place(scenario, place)>{place.place.name.clone()}</a></th>{cells}</tr> }
}
