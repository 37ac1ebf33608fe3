//! `/doelen`: a line for each number of the region and of each gemeente, also where there is none yet.

use leptos_router::params::ParamsMap;
use sea_orm::DatabaseTransaction;
use sheets::{Column, Kind, Value};

use super::source;
use crate::error::AppError;
use crate::exports::{Listed, Sheet};
use crate::organisations::queries::Sources;
use crate::request::Request;
use crate::targets::PATH;
use crate::targets::data::{Line, Target};
use crate::targets::queries::{Asked, records};
use crate::ui::LeftOut;
use domain::targets::Status;

/// Who the numbers are of that no gemeente has.
const REGION: &str = "Regio";
const WHY: &str = "Waarom het aantal wijzigt. Vul dit in als u een aantal wijzigt en het bestand weer inleest.";

pub struct Targets(Vec<Line>);

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
        Ok((Self(records.lines(&asked, &sources)), left_out))
    }

    fn sheet(&self) -> Sheet<Line> {
        let of = |line: &Line| line.target.clone();
        let status = |target: Target| target.status.parse().map_or(target.status, |it: Status| it.label().to_owned());
        let why = Column { note: Some(WHY.to_owned()), ..Column::new("Motivering", Kind::Text) };
        Sheet::default()
            .text("Houder", |line: &Line| line.municipality.clone().unwrap_or_else(|| REGION.to_owned()))
            .text("Scenario", |line| line.scenario.clone())
            .text("Soort", |line| line.measure.clone())
            .text("Jaar", |line| line.horizon_year.to_string())
            .whole("Aantal", move |line| of(line).map(|target| target.value))
            .text("Status", move |line| of(line).map(status))
            .with(why, |_| Value::Empty)
            .text("Bron", move |line| source(of(line).and_then(|target| target.source).as_ref()))
    }

    async fn next(&mut self, _: &DatabaseTransaction) -> Result<Vec<Line>, AppError> {
        Ok(std::mem::take(&mut self.0))
    }
}
