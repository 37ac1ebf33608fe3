//! What can be loaded: for each kind its columns, what a line would do, and how that is done and undone.

pub mod commitments;
pub mod deliveries;
mod marks;
mod names;
pub mod projects;
pub mod targets;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use domain::imports::{Column, Line, Outcome, Wrong, normalised};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};
use uuid::Uuid;

use super::content::{Content, KeptSheet};
use super::entity::import_row;
use super::lines::Choices;
use super::queries::touched_since;
use crate::audit::Author;
use crate::error::AppError;
use crate::request::Request;

pub use names::{ByName, dwelling_types, municipalities, municipality, other_names};

/// What a list that was taken out says in the place of what its reader may not know. Loaded again it leaves what is there.
pub const KEPT: &str = "verborgen";

pub fn is_kept(text: &str) -> bool {
    normalised(text) == KEPT
}

/// So many values one statement takes on both databases.
pub const AT_ONCE: usize = 5_000;

/// What one line, or several that belong together, would do.
#[derive(Clone, Debug)]
pub struct Planned<W> {
    /// The first row of it.
    pub row: u32,
    /// What a person calls it.
    pub title: String,
    pub outcome: Outcome,
    /// None when there is nothing to do.
    pub write: Option<W>,
}

impl<W> Planned<W> {
    pub const fn nothing(row: u32, title: String, outcome: Outcome) -> Self {
        Self { row, title, outcome, write: None }
    }

    pub const fn wrong(row: u32, title: String, wrong: Vec<Wrong>) -> Self {
        Self::nothing(row, title, Outcome::Wrong(wrong))
    }
}

/// What a row did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    pub subject: Uuid,
    pub audit_entry: Uuid,
    /// As the form of the thing, in JSON; none for what is new.
    pub before: Option<String>,
}

/// One kind of thing that a file can hold.
pub trait Importable {
    type Write: Send;

    /// The columns of the template, in its order. They depend on what the region counts.
    fn columns(request: &Request) -> impl Future<Output = Result<Vec<Column>, AppError>> + Send;

    /// How a file says it is to be read. `remembered` is what this organisation chose before, by header.
    fn recognised(content: &Content, columns: &[Column], remembered: &BTreeMap<String, String>) -> Choices {
        Choices::recognised(content, columns, remembered)
    }

    /// What the rows of the file say.
    fn lines<C: ConnectionTrait>(
        _connection: &C,
        _request: &Request,
        sheet: &KeptSheet,
        choices: &Choices,
    ) -> impl Future<Output = Result<Vec<Line>, DbErr>> + Send {
        std::future::ready(Ok(sheet.lines(choices)))
    }

    /// The rows with the headers, which go with wrong rows that are given back.
    fn headers(choices: &Choices) -> RangeInclusive<u32> {
        choices.header..=choices.header
    }

    /// Of rows that are one thing together, all but the first, by row; with the first.
    fn together(_sheet: &KeptSheet, _choices: &Choices) -> BTreeMap<u32, u32> {
        BTreeMap::new()
    }

    /// The columns of the file that nothing is read from, by their headers.
    fn unused<C: ConnectionTrait>(
        _connection: &C,
        _request: &Request,
        sheet: &KeptSheet,
        choices: &Choices,
    ) -> impl Future<Output = Result<Vec<String>, DbErr>> + Send {
        std::future::ready(Ok(choices.unused(sheet)))
    }

    /// What is read otherwise than it stands in the file, in sentences for who loads it.
    fn remarks(_sheet: &KeptSheet, _choices: &Choices) -> Vec<String> {
        vec![]
    }

    /// What each line would do, for this person, as things are now. It may not ask the database for each line.
    fn plan<C: ConnectionTrait>(
        connection: &C,
        request: &Request,
        columns: &[Column],
        lines: Vec<Line>,
    ) -> impl Future<Output = Result<Vec<Planned<Self::Write>>, AppError>> + Send;

    /// Keeps what these lines are about from others until the transaction ends, before they are planned to be written.
    fn hold_lines(
        _transaction: &DatabaseTransaction,
        _request: &Request,
        _lines: &[Line],
    ) -> impl Future<Output = Result<(), AppError>> + Send {
        std::future::ready(Ok(()))
    }

    /// Does all of it, each with one entry in the audit trail; what each did, in the same order.
    fn write_all(
        transaction: &DatabaseTransaction,
        author: &Author,
        writes: Vec<Self::Write>,
    ) -> impl Future<Output = Result<Vec<Done>, DbErr>> + Send;

    /// As [`Importable::hold_lines`], for what is put back.
    fn hold_rows(
        _transaction: &DatabaseTransaction,
        _request: &Request,
        _rows: &[import_row::Model],
    ) -> impl Future<Output = Result<(), AppError>> + Send {
        std::future::ready(Ok(()))
    }

    /// The rows to whose things something happened since, so that they cannot be put back. By the audit trail, unless a kind
    /// knows better: where many things share a subject there, an entry says little about one of them.
    fn touched<C: ConnectionTrait>(
        connection: &C,
        import: Uuid,
    ) -> impl Future<Output = Result<Vec<i32>, DbErr>> + Send {
        touched_since(connection, import)
    }

    /// Why what these rows did cannot be put back, for who asked; none when it can.
    fn obstacle(
        _: &DatabaseTransaction,
        _: &Request,
        _: &[import_row::Model],
    ) -> impl Future<Output = Result<Option<String>, AppError>> + Send {
        async { Ok(None) }
    }

    /// Puts back what these rows did; nothing has happened to their subjects since.
    fn undo(
        transaction: &DatabaseTransaction,
        request: &Request,
        rows: Vec<import_row::Model>,
    ) -> impl Future<Output = Result<(), AppError>> + Send;
}
