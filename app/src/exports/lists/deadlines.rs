//! `/termijnen`: a row for each deadline and gemeente.

use chrono::NaiveDate;
use domain::deadlines::Reached;
use leptos_router::params::ParamsMap;
use sea_orm::DatabaseTransaction;

use super::{source, yes};
use crate::deadlines::PATH;
use crate::deadlines::data::{Cell, Deadline, Line, Matrix};
use crate::deadlines::distance::distance;
use crate::deadlines::queries::matrix;
use crate::error::AppError;
use crate::exports::{Listed, Sheet};
use crate::municipalities::places::{Place, PlaceFilter};
use crate::request::Request;
use crate::ui::LeftOut;

pub struct Deadlines {
    today: NaiveDate,
    rows: Vec<Row>,
}

pub struct Row {
    deadline: Deadline,
    place: String,
    cell: Cell,
}

impl Row {
    fn reached(&self) -> Option<&Reached> {
        self.cell.reached.as_ref()
    }
}

impl Listed for Deadlines {
    const NAME: &'static str = "termijnen";
    const TITLE: &'static str = "Termijnen";
    const PATH: &'static str = PATH;
    type Row = Row;

    async fn open(
        transaction: &DatabaseTransaction,
        request: &Request,
        query: &ParamsMap,
    ) -> Result<(Self, LeftOut), AppError> {
        let (mut filter, mut left_out) = PlaceFilter::from_query(query);
        let Matrix { today, places, lines } = matrix(transaction, request).await?;
        filter.find(&places, &mut left_out);
        let wanted = filter.municipality.as_deref();
        let of_line = |Line { deadline, cells, .. }: Line| {
            let cells = places.iter().zip(cells).filter(|(place, _)| wanted.is_none_or(|slug| place.slug == slug));
            let row =
                |(place, cell): (&Place, Cell)| Row { deadline: deadline.clone(), place: place.name.clone(), cell };
            cells.map(row).collect::<Vec<_>>()
        };
        Ok((Self { today, rows: lines.into_iter().flat_map(of_line).collect() }, left_out))
    }

    fn sheet(&self) -> Sheet<Row> {
        let today = self.today;
        Sheet::default()
            .text("Termijn", |row: &Row| row.deadline.title.clone())
            .period("Wanneer", |row| row.deadline.due)
            .day("Eerstvolgende keer uiterlijk", move |row| row.deadline.due?.next_end(today))
            .text("Nog te gaan", move |row| distance(row.deadline.due?, today))
            .text("Juridische status", |row| row.deadline.legal_status.clone())
            .text("Toelichting", |row| row.deadline.note.clone())
            .text("Bron", |row| source(row.deadline.source.as_ref()))
            .day("Laatst gecontroleerd", |row| row.deadline.checked_on)
            .text("Gemeente", |row| row.place.clone())
            .text("Fase", |row| row.cell.label().to_owned())
            .text("Stand", |row| row.cell.standing.label().to_owned())
            .text("Vastgesteld door", |row| row.reached()?.adoption().map(|adoption| adoption.by.clone()))
            .day("Vastgesteld op", |row| row.reached()?.adoption().map(|adoption| adoption.on))
            .text("Toelichting van de gemeente", |row| row.reached()?.note.clone())
            .text("Voorbeeld", |row| yes(row.cell.example))
    }

    async fn next(&mut self, _: &DatabaseTransaction) -> Result<Vec<Row>, AppError> {
        Ok(std::mem::take(&mut self.rows))
    }
}
