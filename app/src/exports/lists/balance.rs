//! `/doelen`: the balance on it.

use domain::balance::Columns;
use leptos_router::params::ParamsMap;
use sea_orm::DatabaseTransaction;

use crate::balance::{Balance, counted};
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
    target: Option<i64>,
    columns: Columns,
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
        let balance = records.balance(&asked, &counted, request.today());
        Ok((Self(balance.map(rows).unwrap_or_default()), LeftOut { unknown, repeated: vec![] }))
    }

    fn sheet(&self) -> Sheet<Row> {
        Sheet::default()
            .text("Waar", |row: &Row| row.place.clone())
            .text("Soort", |row| row.measure.clone())
            .text("Scenario", |row| row.scenario.clone())
            .text("Tot en met", |row| row.horizon_year.to_string())
            .whole("Doel", |row| row.target)
            .whole("Geverifieerd", |row| row.columns.verified)
            .whole("Gemeld", |row| row.columns.reported)
            .whole("Hard gepland", |row| row.columns.hard)
            .whole("Zacht gepland", |row| row.columns.soft)
            .whole("Nog te doen", |row| row.columns.left(row.target))
    }

    async fn next(&mut self, _: &DatabaseTransaction) -> Result<Vec<Row>, AppError> {
        Ok(std::mem::take(&mut self.0))
    }
}

fn rows(balance: Balance) -> Vec<Row> {
    let Balance { place, scenario, horizon_year, measures, total, places, .. } = balance;
    let whole = place.map_or_else(|| "Regio".to_owned(), |place| place.name);
    let row = |place: &str, measure: &str, target, columns| Row {
        place: place.to_owned(),
        measure: measure.to_owned(),
        scenario: scenario.name.clone(),
        horizon_year,
        target,
        columns,
    };
    let of_measures = measures.iter().map(|it| row(&whole, &it.name, it.target, it.columns));
    let of_total = total.map(|(target, columns)| row(&whole, TOGETHER, target, columns));
    let of_places = places.iter().map(|it| row(&it.place.name, TOGETHER, it.target, it.columns));
    of_measures.chain(of_total).chain(of_places).collect()
}
