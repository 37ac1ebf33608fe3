//! `/witte-vlekken`: a line for each challenge, a column for each agenda.

use std::sync::Arc;

use chrono::Datelike;
use leptos_router::params::ParamsMap;
use sea_orm::DatabaseTransaction;

use super::yes;
use crate::error::AppError;
use crate::exports::{Listed, Sheet};
use crate::request::Request;
use crate::ui::LeftOut;
use crate::white_spots::matrix::{Line, Matrix};
use crate::white_spots::queries::matrix;
use crate::white_spots::{PATH, only_priority};

pub struct WhiteSpots {
    matrix: Arc<Matrix>,
    rows: Vec<Line>,
}

impl Listed for WhiteSpots {
    const NAME: &'static str = "witte-vlekken";
    const TITLE: &'static str = "Witte vlekken";
    const PATH: &'static str = PATH;
    type Row = Line;

    async fn open(
        transaction: &DatabaseTransaction,
        request: &Request,
        query: &ParamsMap,
    ) -> Result<(Self, LeftOut), AppError> {
        let (only_priority, left_out) = only_priority(query);
        let matrix = matrix(transaction, &request.visibility(), only_priority, request.today().year()).await?;
        Ok((Self { rows: matrix.lines.clone(), matrix: Arc::new(matrix) }, left_out))
    }

    fn sheet(&self) -> Sheet<Line> {
        let mut sheet = Sheet::default()
            .text("Opgave", |line: &Line| line.number.clone())
            .text("Titel", |line| line.title.clone())
            .text("Prioriteit", |line| yes(line.priority));
        for column in &self.matrix.columns {
            let (matrix, column) = (Arc::clone(&self.matrix), column.clone());
            let header = column.name.clone();
            sheet = sheet.whole(&header, move |line| matrix.count(line, &column).shared);
        }
        let matrix = Arc::clone(&self.matrix);
        sheet.whole("Witte vlekken", move |line| i64::try_from(matrix.white_in_line(line)).ok())
    }

    async fn next(&mut self, _: &DatabaseTransaction) -> Result<Vec<Line>, AppError> {
        Ok(std::mem::take(&mut self.rows))
    }
}
