//! `/doelen`: the balance on it.

use domain::balance::{Figure, Tally};
use leptos_router::params::ParamsMap;
use sea_orm::DatabaseTransaction;

use crate::balance::counted;
use crate::balance::data::{Balance, DetailedBalance};
use crate::error::AppError;
use crate::exports::{Listed, Sheet};
use crate::request::Request;
use crate::targets::PATH;
use crate::targets::queries::{Asked, records};
use crate::ui::LeftOut;

/// A line of one of its tables.
pub struct Row {
    place: String,
    measure: String,
    scenario: String,
    horizon_year: i32,
    tally: Tally,
}

pub struct BalanceTable(Vec<Row>);

/// What the lines are called that add up all measures.
const TOGETHER: &str = "Alle soorten samen";

impl Listed for BalanceTable {
    const NAME: &'static str = "balans";
    const TITLE: &'static str = "Balans";
    const PATH: &'static str = PATH;
    type Row = Row;

    async fn open(
        transaction: &DatabaseTransaction,
        request: &Request,
        query: &ParamsMap,
    ) -> Result<(Self, LeftOut), AppError> {
        let visibility = &request.visibility();
        let records = records(transaction, visibility).await?;
        let asked = Asked::from_query(query);
        let unknown = records.unknown(&asked);
        let counted = counted(transaction, visibility).await?;
        let place = records.place(asked.municipality.as_deref());
        let scenario = records.chosen(asked.scenario.as_deref()).map(|(scenario, _)| scenario);
        let balance = scenario.map(|scenario| records.detailed_balance(scenario, place, &counted, request.today()));
        Ok((Self(balance.map(rows).unwrap_or_default()), LeftOut { unknown, repeated: vec![] }))
    }

    fn sheet(&self) -> Sheet<Row> {
        let sheet = Sheet::default()
            .text("Waar", |row: &Row| row.place.clone())
            .text("Soort", |row| row.measure.clone())
            .text("Scenario", |row| row.scenario.clone())
            .text("Tot en met", |row| row.horizon_year.to_string());
        Figure::ALL.iter().fold(sheet, |sheet, figure| sheet.whole(figure.label(), |row| row.tally.figure(*figure)))
    }

    async fn next(&mut self, _: &DatabaseTransaction) -> Result<Vec<Row>, AppError> {
        Ok(std::mem::take(&mut self.0))
    }
}

fn rows(detailed: DetailedBalance) -> Vec<Row> {
    let DetailedBalance { balance: Balance { place, scenario, horizon_year, measures, total }, places, .. } = detailed;
    let whole = place.map_or_else(|| "Regio".to_owned(), |place| place.name);
    let row = |place: &str, measure: &str, tally: Tally| Row {
        place: place.to_owned(),
        measure: measure.to_owned(),
        scenario: scenario.name.clone(),
        horizon_year,
        tally,
    };
    let names: Vec<&str> = measures.iter().map(|it| it.measure.name.as_str()).collect();
    let of_holder = |holder: &str, tallies: Vec<Tally>, total: Option<Tally>| {
        let of_measures = names.iter().zip(tallies).map(|(name, tally)| row(holder, name, tally));
        of_measures.chain(total.map(|total| row(holder, TOGETHER, total))).collect::<Vec<_>>()
    };
    let of_whole = of_holder(&whole, measures.iter().map(|it| it.tally).collect(), total);
    let of_places = places.into_iter().flat_map(|it| of_holder(&it.place.name, it.tallies, it.total));
    of_whole.into_iter().chain(of_places).collect()
}
