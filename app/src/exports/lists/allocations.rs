//! `/toewijzingen`: what the gemeenten told of one year.

use std::sync::Arc;

use leptos_router::params::ParamsMap;
use sea_orm::DatabaseTransaction;

use super::yes;
use crate::allocations::PATH;
use crate::allocations::names::Group;
use crate::allocations::queries::{Overview, Row, overview_on};
use crate::error::AppError;
use crate::exports::cells::count;
use crate::exports::{Listed, Sheet};
use crate::request::Request;
use crate::ui::LeftOut;

pub struct Allocations {
    year: i32,
    groups: Arc<[Group]>,
    rows: Vec<Row>,
}

impl Listed for Allocations {
    const NAME: &'static str = "toewijzingen";
    const TITLE: &'static str = "Urgente toewijzingen";
    const PATH: &'static str = PATH;
    type Row = Row;

    async fn open(
        transaction: &DatabaseTransaction,
        request: &Request,
        query: &ParamsMap,
    ) -> Result<(Self, LeftOut), AppError> {
        let Overview { year, groups, rows, left_out, .. } = overview_on(transaction, request, query).await?;
        Ok((Self { year, groups: groups.into(), rows }, left_out))
    }

    /// What was not given is empty: it is not nought.
    fn sheet(&self) -> Sheet<Row> {
        let year = self.year;
        let mut sheet = Sheet::default()
            .text("Gemeente", |row: &Row| row.place.name.clone())
            .text("Jaar", move |_| year.to_string());
        for (index, group) in self.groups.iter().enumerate() {
            sheet = sheet.whole(&group.name, move |row| row.numbers.get(index).copied().flatten().map(count));
        }
        sheet.whole("Totaal", |row| row.total.map(count)).text("Voorbeeld", |row| yes(row.example))
    }

    async fn next(&mut self, _: &DatabaseTransaction) -> Result<Vec<Row>, AppError> {
        Ok(std::mem::take(&mut self.rows))
    }
}
