//! Projects from a file: found by their own mark or by ours, filled in over what is there.

mod columns;
mod diwi;
mod existing;
mod fill;
mod plan;
pub mod told;
mod write;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use domain::imports::{Column, Line, normalised};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, QueryOrder};

use super::{Done, Importable, Planned};
use crate::audit::Author;
use crate::error::AppError;
use crate::imports::content::{Content, KeptSheet};
use crate::imports::entity::import_row;
use crate::imports::lines::Choices;
use crate::projects::names::Names;
use crate::request::Request;
use crate::scope::seen;
use crate::targets::entity::measure;
use diwi::{Layout, Nested};

pub use write::Write;

pub struct Projects;

impl Importable for Projects {
    type Write = Write;

    async fn columns(request: &Request) -> Result<Vec<Column>, AppError> {
        Ok(columns::columns(&Names::of(request.database(), &request.visibility()).await?))
    }

    fn recognised(content: &Content, columns: &[Column], remembered: &BTreeMap<String, String>) -> Choices {
        let found = content.sheets.iter().enumerate().find_map(|(index, sheet)| Some((index, Layout::find(sheet)?)));
        match found {
            Some((sheet, layout)) => Choices { sheet, header: layout.header, mapping: layout.mapping(), diwi: true },
            None => Choices::recognised(content, columns, remembered),
        }
    }

    async fn lines<C: ConnectionTrait>(
        connection: &C,
        request: &Request,
        sheet: &KeptSheet,
        choices: &Choices,
    ) -> Result<Vec<Line>, DbErr> {
        match Layout::find(sheet).filter(|_| choices.diwi) {
            Some(layout) => Ok(diwi::lines(sheet, &layout, &chains(connection, request).await?, request.today())),
            None => Ok(sheet.lines(choices)),
        }
    }

    fn headers(choices: &Choices) -> RangeInclusive<u32> {
        if choices.diwi { diwi::headers(choices.header) } else { choices.header..=choices.header }
    }

    fn together(sheet: &KeptSheet, choices: &Choices) -> BTreeMap<u32, u32> {
        let layout = Layout::find(sheet).filter(|_| choices.diwi);
        layout.map(|layout| diwi::together(sheet, &layout)).unwrap_or_default()
    }

    async fn unused<C: ConnectionTrait>(
        connection: &C,
        request: &Request,
        sheet: &KeptSheet,
        choices: &Choices,
    ) -> Result<Vec<String>, DbErr> {
        match Layout::find(sheet).filter(|_| choices.diwi) {
            Some(layout) => Ok(layout.unused(sheet, &chains(connection, request).await?)),
            None => Ok(choices.unused(sheet)),
        }
    }

    fn remarks(sheet: &KeptSheet, choices: &Choices) -> Vec<String> {
        let layout = Layout::find(sheet).filter(|_| choices.diwi);
        layout.map(|layout| diwi::remarks(sheet, &layout)).unwrap_or_default()
    }

    async fn plan<C: ConnectionTrait>(
        connection: &C,
        request: &Request,
        columns: &[Column],
        lines: Vec<Line>,
    ) -> Result<Vec<Planned<Write>>, AppError> {
        plan::plan(connection, request, columns, lines).await
    }

    async fn write_all(
        transaction: &DatabaseTransaction,
        author: &Author,
        writes: Vec<Write>,
    ) -> Result<Vec<Done>, DbErr> {
        write::save_all(transaction, author, writes).await
    }

    async fn undo(
        transaction: &DatabaseTransaction,
        request: &Request,
        rows: Vec<import_row::Model>,
    ) -> Result<(), AppError> {
        write::undo(transaction, request, rows).await
    }
}

/// The types of the region that hold each other, each chain from the outermost to the innermost.
async fn chains(connection: &impl ConnectionTrait, request: &Request) -> Result<Vec<Vec<Nested>>, DbErr> {
    let measures = seen::<measure::Entity>(&request.visibility()).order_by_asc(measure::Column::Position);
    let measures = measures.all(connection).await?;
    let inside = |outer: &str| measures.iter().find(|measure| measure.nests_in.as_deref() == Some(outer));
    let outermost = measures.iter().filter(|measure| measure.nests_in.is_none());
    let chain = |first| std::iter::successors(Some(first), |measure: &&measure::Model| inside(&measure.key));
    let nested =
        |measure: &measure::Model| Nested { name: measure.name.clone(), normalised: normalised(&measure.name) };
    Ok(outermost.map(|first| chain(first).take(measures.len()).map(nested).collect()).collect())
}
