//! `/succesfactoren`: a row for each success factor and gemeente.

use leptos_router::params::ParamsMap;
use sea_orm::DatabaseTransaction;

use super::yes;
use crate::error::AppError;
use crate::exports::{Listed, Sheet};
use crate::municipalities::places::{Place, PlaceFilter};
use crate::request::Request;
use crate::success_factors::PATH;
use crate::success_factors::data::{Cell, Factor, Line, Matrix};
use crate::success_factors::queries::matrix;
use crate::ui::LeftOut;

pub struct SuccessFactors(Vec<Row>);

pub struct Row {
    factor: Factor,
    place: String,
    cell: Cell,
}

impl Listed for SuccessFactors {
    const NAME: &'static str = "succesfactoren";
    const TITLE: &'static str = "Succesfactoren";
    const PATH: &'static str = PATH;
    type Row = Row;

    async fn open(
        transaction: &DatabaseTransaction,
        request: &Request,
        query: &ParamsMap,
    ) -> Result<(Self, LeftOut), AppError> {
        let (mut filter, mut left_out) = PlaceFilter::from_query(query);
        let Matrix { places, lines } = matrix(transaction, request).await?;
        let only = filter.find(&places, &mut left_out);
        let of_line = |Line { factor, cells }: Line| {
            let cells = places.iter().zip(cells).enumerate();
            let wanted = cells.filter(|(index, _)| only.is_none_or(|only| only == *index));
            let row = |(_, (place, cell)): (usize, (&Place, Cell))| Row {
                factor: factor.clone(),
                place: place.name.clone(),
                cell,
            };
            wanted.map(row).collect::<Vec<_>>()
        };
        Ok((Self(lines.into_iter().flat_map(of_line).collect()), left_out))
    }

    fn sheet(&self) -> Sheet<Row> {
        Sheet::default()
            .text("Succesfactor", |row: &Row| row.factor.name.clone())
            .text("Gemeente", |row| row.place.clone())
            .text("Stand", |row| row.cell.state().label().to_owned())
            .text("Toelichting", |row| row.cell.note().map(str::to_owned))
            .day("Gemeld op", |row| row.cell.told_on())
            .whole("Open knelpunten in de regio", |row| i64::try_from(row.factor.bottlenecks).ok())
            .text("Voorbeeld", |row| yes(row.cell.example))
    }

    async fn next(&mut self, _: &DatabaseTransaction) -> Result<Vec<Row>, AppError> {
        Ok(std::mem::take(&mut self.0))
    }
}
