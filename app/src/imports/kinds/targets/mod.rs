//! Targets from a file: each line one number, of one holder in one scenario. A line needs no mark: what it is about is what makes
//! it one.

pub mod columns;
mod plan;
mod write;

use domain::imports::{Column, Line};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};
use uuid::Uuid;

use super::{Done, Importable, Planned};
use crate::audit::Author;
use crate::commitments::commands::lock_region;
use crate::error::AppError;
use crate::imports::entity::import_row;
use crate::request::Request;
use crate::targets::edit::Frame;

pub use write::Write;

pub struct Targets;

impl Importable for Targets {
    type Write = Write;

    async fn columns(request: &Request) -> Result<Vec<Column>, AppError> {
        Ok(columns::columns(&Frame::of(request.database(), &request.visibility()).await?))
    }

    async fn plan<C: ConnectionTrait>(
        connection: &C,
        request: &Request,
        columns: &[Column],
        lines: Vec<Line>,
    ) -> Result<Vec<Planned<Write>>, AppError> {
        let frame = Frame::of(connection, &request.visibility()).await?;
        Ok(plan::plan(request, &frame, columns, &lines))
    }

    async fn hold_lines(transaction: &DatabaseTransaction, request: &Request, _lines: &[Line]) -> Result<(), AppError> {
        Ok(lock_region(transaction, request.actor().region).await?)
    }

    async fn write_all(
        transaction: &DatabaseTransaction,
        author: &Author,
        writes: Vec<Write>,
    ) -> Result<Vec<Done>, DbErr> {
        let mut all = Vec::with_capacity(writes.len());
        for write in writes {
            all.push(write.save(transaction, author).await?);
        }
        Ok(all)
    }

    async fn hold_rows(
        transaction: &DatabaseTransaction,
        request: &Request,
        _rows: &[import_row::Model],
    ) -> Result<(), AppError> {
        Ok(lock_region(transaction, request.actor().region).await?)
    }

    /// The trail tells of a holder, who has many numbers; the version of a number tells of that one.
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
