//! Deliveries from a file: each line one report in the ledger of a project, known by the reporter's own mark. What is there
//! already is never changed by a file.

pub mod columns;
mod existing;
mod fill;
mod plan;
mod write;

use domain::imports::{Column, Line};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};
use uuid::Uuid;

use super::{Done, Importable, Planned};
use crate::audit::Author;
use crate::error::AppError;
use crate::imports::entity::import_row;
use crate::projects::names::Names;
use crate::request::Request;

pub use write::Write;

pub struct Deliveries;

impl Importable for Deliveries {
    type Write = Write;

    async fn columns(request: &Request) -> Result<Vec<Column>, AppError> {
        Ok(columns::columns(&Names::of(request.database(), &request.visibility()).await?))
    }

    async fn plan<C: ConnectionTrait>(
        connection: &C,
        request: &Request,
        columns: &[Column],
        lines: Vec<Line>,
    ) -> Result<Vec<Planned<Write>>, AppError> {
        plan::plan(connection, request, columns, &lines).await
    }

    async fn hold_lines(transaction: &DatabaseTransaction, request: &Request, lines: &[Line]) -> Result<(), AppError> {
        Ok(existing::hold(transaction, request, lines).await?)
    }

    async fn write_all(
        transaction: &DatabaseTransaction,
        author: &Author,
        writes: Vec<Write>,
    ) -> Result<Vec<Done>, DbErr> {
        write::save_all(transaction, author, writes).await
    }

    async fn hold_rows(
        transaction: &DatabaseTransaction,
        _request: &Request,
        rows: &[import_row::Model],
    ) -> Result<(), AppError> {
        Ok(write::hold(transaction, rows).await?)
    }

    /// What the trail tells of a project is mostly about other things than this delivery; the ledger knows.
    async fn touched<C: ConnectionTrait>(connection: &C, import: Uuid) -> Result<Vec<i32>, DbErr> {
        write::touched(connection, import).await
    }

    async fn undo(
        transaction: &DatabaseTransaction,
        request: &Request,
        rows: Vec<import_row::Model>,
    ) -> Result<(), AppError> {
        write::undo(transaction, request, rows).await
    }
}
