//! What is written back: an empty template, and the wrong rows of a file with what is wrong with them.

use std::borrow::Cow;
use std::fs::File;

use domain::imports::{Column, Kind, Outcome};
use domain::policy::may_import;
use sheets::{Format, Value, Writer};
use uuid::Uuid;

use super::content::KeptRow;
use super::groups::Cells;
use super::kinds::Importable;
use super::records::{Import, one};
use super::workings::{columns, of_kind, plan};
use crate::error::AppError;
use crate::request::Request;

/// A file to be saved under this name.
#[derive(Debug)]
pub struct Outgoing {
    pub name: String,
    pub format: Format,
    pub file: File,
}

const REASONS: &str = "Wat er mis is";

/// # Errors
/// `Forbidden` for who keeps nothing that a file can hold.
pub async fn template(request: &Request, kind: Kind) -> Result<Outgoing, AppError> {
    if !may_import(request.actor()) {
        return Err(AppError::Forbidden);
    }
    let columns: Vec<sheets::Column> = columns(request, kind).await?.iter().map(in_template).collect();
    let file = written(Format::Xlsx, kind.label(), &columns, std::iter::empty())?;
    Ok(Outgoing { name: format!("sjabloon-{}.xlsx", kind.code()), format: Format::Xlsx, file })
}

/// With its list to choose from, and what to write in it.
pub fn in_template(column: &Column) -> sheets::Column {
    sheets::Column {
        note: (!column.hint.is_empty()).then(|| column.hint.clone()),
        choices: column.choices.iter().map(|choice| choice.label.clone()).collect(),
        required: column.required,
        ..sheets::Column::new(&column.header, sheets::Kind::Text)
    }
}

/// The rows that were or will not be loaded, as they are in the file, with a column of reasons.
///
/// # Errors
/// `NotFound` when nothing is kept of the file, or none of its rows is wrong.
pub async fn wrong_rows(request: &Request, id: Uuid) -> Result<Outgoing, AppError> {
    let import = one(request.database(), request, id).await?;
    of_kind!(import.kind, K => wrong_rows_as::<K>(request, &import).await)
}

async fn wrong_rows_as<K: Importable>(request: &Request, import: &Import) -> Result<Outgoing, AppError> {
    let sheet = import.content.as_ref().and_then(|content| content.sheets.get(import.choices.sheet));
    let sheet = sheet.ok_or(AppError::NotFound)?;
    let known = K::columns(request).await?;
    let planned = plan::<K, _>(request.database(), request, &known, import).await?;
    let cells = Cells { sheet: Some(sheet), choices: &import.choices, columns: &known };
    let reasons: std::collections::BTreeMap<u32, String> = planned
        .iter()
        .filter_map(|one| match &one.outcome {
            Outcome::Wrong(wrong) => Some((one.row, reasons(&cells, one.row, wrong))),
            Outcome::New(_) | Outcome::Changed(_) | Outcome::ChangesAgreed(..) | Outcome::Unchanged => None,
        })
        .collect();
    if reasons.is_empty() {
        return Err(AppError::NotFound);
    }
    let (together, numbers) = (K::together(sheet, &import.choices), K::headers(&import.choices));
    // What stands in several rows is wrong in its first, and can only be loaded again with all of them.
    let is_wrong = |row: &&KeptRow| {
        let first = together.get(&row.number);
        reasons.contains_key(&row.number) || first.is_some_and(|first| reasons.contains_key(first))
    };
    let wrong = || sheet.rows.iter().filter(is_wrong);
    // A row of headers in which nothing stands keeps its place.
    let mut headers = numbers.map(|number| {
        let row = sheet.rows.iter().find(|row| row.number == number).cloned();
        row.unwrap_or_else(|| KeptRow { number, ..KeptRow::default() })
    });
    let top = headers.next().unwrap_or_default();
    let below: Vec<KeptRow> = headers.collect();
    let width = wrong().chain(&below).map(|row| row.cells.len()).max().unwrap_or_default().max(top.cells.len());
    let header = |index| top.text(index).to_owned();
    let mut columns: Vec<_> = (0..width).map(|index| sheets::Column::new(header(index), sheets::Kind::Text)).collect();
    columns.push(sheets::Column { width: 60, ..sheets::Column::new(REASONS, sheets::Kind::Text) });
    let row = |row: &KeptRow| {
        let texts = (0..width).map(|index| Value::Text(Cow::Owned(row.text(index).to_owned())));
        let first = || Some(format!("Hoort bij rij {} van uw bestand.", together.get(&row.number)?));
        let reason = reasons.get(&row.number).cloned().or_else(first).unwrap_or_default();
        texts.chain([Value::Text(Cow::Owned(reason))]).collect::<Vec<_>>()
    };
    let file = written(Format::Xlsx, &sheet.name, &columns, below.iter().chain(wrong()).map(row))?;
    Ok(Outgoing { name: format!("fouten-{}.xlsx", import.kind.code()), format: Format::Xlsx, file })
}

fn reasons(cells: &Cells<'_>, row: u32, wrong: &[domain::imports::Wrong]) -> String {
    let told = |wrong| {
        let told = cells.told(row, wrong);
        if told.place.is_empty() { told.message } else { format!("{}: {}", told.place, told.message) }
    };
    wrong.iter().map(told).collect::<Vec<_>>().join("\n")
}

/// # Errors
/// When the disk is full: that is for the log.
pub fn written<'a>(
    format: Format,
    title: &str,
    columns: &[sheets::Column],
    rows: impl Iterator<Item = Vec<Value<'a>>>,
) -> Result<File, AppError> {
    let write = || {
        let mut writer = Writer::new(format, title, columns)?;
        for row in rows {
            writer.row(&row)?;
        }
        writer.finish()
    };
    write().map_err(|error: sheets::Unwritten| {
        tracing::error!(%error, "a spreadsheet could not be written");
        AppError::Internal
    })
}
