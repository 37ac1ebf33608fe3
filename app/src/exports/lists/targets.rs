//! `/doelen`: a line for each number of the region, of each gemeente and of its corporaties, also where there is none yet, in the
//! columns that can be loaded.

use domain::imports::Column;
use domain::targets::Status;
use leptos_router::params::ParamsMap;
use sea_orm::DatabaseTransaction;
use sheets::{Kind, Value};

use super::source;
use crate::error::AppError;
use crate::exports::cells::{maybe, text, whole};
use crate::exports::{Listed, Sheet};
use crate::imports::kinds::targets::columns::{
    CORPORATION, HOLDER, MEASURE, REGION, SCENARIO, STATUS, VALUE, YEAR, columns,
};
use crate::organisations::queries::Sources;
use crate::request::Request;
use crate::targets::PATH;
use crate::targets::data::{Line, Target};
use crate::targets::edit::Frame;
use crate::targets::queries::{Asked, records};
use crate::ui::LeftOut;

pub struct Targets {
    columns: Vec<Column>,
    rows: Vec<Line>,
}

impl Listed for Targets {
    const NAME: &'static str = "doelen";
    const TITLE: &'static str = "Doelen";
    const PATH: &'static str = PATH;
    type Row = Line;

    async fn open(
        transaction: &DatabaseTransaction,
        request: &Request,
        query: &ParamsMap,
    ) -> Result<(Self, LeftOut), AppError> {
        let visibility = &request.visibility();
        let sources = Sources::of(transaction, visibility).await?;
        let records = records(transaction, visibility).await?;
        let asked = Asked::from_query(query);
        let left_out = LeftOut { unknown: records.unknown(&asked), repeated: vec![] };
        let frame = Frame::of(transaction, visibility).await?;
        Ok((Self { columns: columns(&frame), rows: records.lines(&asked, &frame, &sources) }, left_out))
    }

    fn sheet(&self) -> Sheet<Line> {
        let kind = |code: &str| if code == VALUE { Kind::Whole } else { Kind::Text };
        let sheet = Sheet::default().loadable(self.columns.clone(), kind, |code, line: &Line| {
            let target = line.target.as_ref();
            match code {
                HOLDER => text(line.municipality.clone().unwrap_or_else(|| REGION.to_owned())),
                CORPORATION => maybe(line.corporation.clone()),
                SCENARIO => text(line.scenario.clone()),
                MEASURE => text(line.measure.clone()),
                YEAR => text(line.horizon_year.to_string()),
                VALUE => target.map_or(Value::Empty, |target| whole(target.value)),
                STATUS => maybe(target.map(status)),
                // Why it changes is for who changes it.
                _ => Value::Empty,
            }
        });
        sheet.text("Bron", |line| source(line.target.as_ref()?.source.as_ref()))
    }

    async fn next(&mut self, _: &DatabaseTransaction) -> Result<Vec<Line>, AppError> {
        Ok(std::mem::take(&mut self.rows))
    }
}

fn status(target: &Target) -> String {
    target.status.parse().map_or_else(|_| target.status.clone(), |status: Status| status.label().to_owned())
}
