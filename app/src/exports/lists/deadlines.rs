//! `/termijnen`

use chrono::NaiveDate;
use leptos_router::params::ParamsMap;
use sea_orm::DatabaseTransaction;

use super::source;
use crate::deadlines::PATH;
use crate::deadlines::data::{Deadline, Overview};
use crate::deadlines::distance::distance;
use crate::deadlines::queries::overview;
use crate::error::AppError;
use crate::exports::{Listed, Sheet};
use crate::request::Request;
use crate::ui::LeftOut;

pub struct Deadlines {
    today: NaiveDate,
    rows: Vec<Deadline>,
}

impl Listed for Deadlines {
    const NAME: &'static str = "termijnen";
    const TITLE: &'static str = "Termijnen";
    const PATH: &'static str = PATH;
    type Row = Deadline;

    async fn open(
        transaction: &DatabaseTransaction,
        request: &Request,
        _: &ParamsMap,
    ) -> Result<(Self, LeftOut), AppError> {
        let Overview { today, deadlines } = overview(transaction, &request.visibility(), request.today()).await?;
        Ok((Self { today, rows: deadlines }, LeftOut::default()))
    }

    fn sheet(&self) -> Sheet<Deadline> {
        let today = self.today;
        Sheet::default()
            .text("Termijn", |row: &Deadline| row.title.clone())
            .period("Wanneer", |row| row.due)
            .day("Eerstvolgende keer uiterlijk", move |row| row.due?.next_end(today))
            .text("Nog te gaan", move |row| distance(row.due?, today))
            .text("Juridische status", |row| row.legal_status.clone())
            .text("Toelichting", |row| row.note.clone())
            .text("Bron", |row| source(row.source.as_ref()))
    }

    async fn next(&mut self, _: &DatabaseTransaction) -> Result<Vec<Deadline>, AppError> {
        Ok(std::mem::take(&mut self.rows))
    }
}
