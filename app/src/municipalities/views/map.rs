//! The gemeenten on a map and in a table, with a switch for the figure that colours the map.

use domain::dutch;
use domain::progress::Standing;
use leptos::prelude::*;
use leptos_router::params::ParamsMap;

use super::super::data::RegionFigures;
use super::super::figures::{Figures, MapFigure};
use crate::commitments::filter::{Filter, REGIONAL_AGENDA};
use crate::ui::{Tile, TileMap};

/// Says that the address asked for something that is not there.
#[component]
pub fn Warning(#[prop(into)] text: String) -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::ui::set_status(400);
    view! {
        <div class="utrecht-alert utrecht-alert--warning" role="alert">
            <div class="utrecht-alert__content"><p>{text}</p></div>
        </div>
    }
}

/// One choice of a switch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwitchOption {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

/// Links to the same page with another value of one parameter; the others stay as they are.
#[component]
pub fn Switch(
    /// What is chosen, for who does not see it.
    #[prop(into)]
    label: String,
    /// The page's path.
    path: &'static str,
    parameter: &'static str,
    options: Vec<SwitchOption>,
    /// The other parameters.
    kept: Vec<(&'static str, String)>,
    /// The id of the part of the page that changes, so that nobody is sent back to the top.
    target: &'static str,
) -> impl IntoView {
    let links = options
        .into_iter()
        .map(|option| {
            let mut query = ParamsMap::new();
            for (name, value) in &kept {
                query.insert(*name, value.clone());
            }
            query.insert(parameter, option.value);
            let href = format!("{path}{}#{target}", query.to_query_string());
            let current = option.chosen.then_some("true");
            view! { <a class="wza-switch__option" href=href aria-current=current>{option.label}</a> }
        })
        .collect_view();
    // By itself a switch stays on one line; the class of page numbers lets a long one wrap on a phone.
    view! { <nav class="wza-switch wza-pagination__pages" aria-label=label>{links}</nav> }
}

#[component]
pub fn MunicipalityMap(
    region: RegionFigures,
    figure: MapFigure,
    path: &'static str,
    #[prop(optional)] kept: Vec<(&'static str, String)>,
    /// The table of the same figures, where it stands in the figure.
    #[prop(optional)]
    table: Option<AnyView>,
) -> impl IntoView {
    let tiles = region.municipalities.iter().map(|municipality| Tile {
        column: municipality.tile_column,
        row: municipality.tile_row,
        name: municipality.name.clone(),
        href: format!("/gemeenten/{}", municipality.slug),
        value: Some(figure.of(&municipality.figures)),
    });
    let option = |one: &MapFigure| SwitchOption {
        value: one.code().to_owned(),
        label: one.label().to_owned(),
        chosen: *one == figure,
    };
    let options = MapFigure::ALL.iter().map(option).collect();
    view! {
        <Switch label="Wat de kaart laat zien" path parameter="kaart" options kept target="kaart"/>
        <TileMap id="kaart-titel" caption=figure.caption() tiles=tiles.collect()>{table}</TileMap>
    }
}

/// All figures per agenda; with the region's own, they add up.
#[component]
pub fn FiguresTable(region: RegionFigures) -> impl IntoView {
    let total = region.total();
    let regional = (region.regional.commitments > 0).then(|| {
        let href = Filter { municipality: Some(REGIONAL_AGENDA.to_owned()), ..Filter::default() }.address();
        line("Hele regio".to_owned(), Some(href), region.regional)
    });
    let lines = region
        .municipalities
        .into_iter()
        .map(|municipality| {
            let href = format!("/gemeenten/{}", municipality.slug);
            line(municipality.name, Some(href), municipality.figures)
        })
        .collect_view();
    view! {
        <div class="wza-table-scroll" role="region" aria-labelledby="cijfers" tabindex="0">
            <table class="utrecht-table utrecht-table--html-table wza-table">
                <caption class="wza-visually-hidden" id="cijfers">"Afspraken per gemeente: alle cijfers"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Agenda"</th>
                        {COLUMNS
                            .map(|(name, _)| {
                                view! { <th scope="col" class="utrecht-table__header-cell--numeric-column">{name}</th> }
                            })
                            .into_iter()
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>{lines}{regional}</tbody>
                <tfoot>{line("Totaal".to_owned(), None, total)}</tfoot>
            </table>
        </div>
    }
}

/// A heading, and the figure below it.
type Column = (&'static str, fn(&Figures) -> i64);

const COLUMNS: [Column; 7] = [
    ("Afspraken", |figures| figures.commitments),
    ("Voorgesteld", |figures| figures.proposed),
    ("Rood", |figures| figures.red),
    ("Over tijd", |figures| figures.overdue),
    ("Zonder trekker", |figures| figures.without_lead),
    ("Verouderd", |figures| figures.stale),
    ("Zonder voortgang", |figures| figures.standing(Standing::None)),
];

fn line(name: String, href: Option<String>, figures: Figures) -> impl IntoView {
    let name = match href {
        Some(href) => view! { <a href=href>{name}</a> }.into_any(),
        None => name.into_any(),
    };
    let numbers = COLUMNS
        .map(|(_, of)| {
            view! { <td class="utrecht-table__cell--numeric-column">{dutch::number(of(&figures))}</td> }
        })
        .into_iter()
        .collect_view();
    view! {
        <tr>
            <th scope="row">{name}</th>
            {numbers}
        </tr>
    }
}
