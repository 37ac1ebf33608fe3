//! Commitments from a file: found by their writer's own mark or by our id, filled in over what is there. A new line becomes
//! a concept; a changed one follows the rules of its form, and may ask the parties again.

mod columns;
mod existing;
mod fill;
mod known;
mod plan;
pub mod told;
mod undo;
mod write;

use domain::imports::{Column, Line};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};

use super::{Done, Importable, Planned};
use crate::audit::Author;
use crate::commitments::names::Names;
use crate::error::AppError;
use crate::imports::entity::import_row;
use crate::request::Request;

pub use write::Write;

pub struct Commitments;

impl Importable for Commitments {
    type Write = Write;

    async fn columns(request: &Request) -> Result<Vec<Column>, AppError> {
        let region = request.actor().region.into();
        Ok(columns::columns(&Names::of_region(request.database(), region).await?))
    }

    async fn plan<C: ConnectionTrait>(
        connection: &C,
        request: &Request,
        columns: &[Column],
        lines: Vec<Line>,
    ) -> Result<Vec<Planned<Write>>, AppError> {
        plan::plan(connection, request, columns, lines).await
    }

    async fn hold_lines(transaction: &DatabaseTransaction, request: &Request, lines: &[Line]) -> Result<(), AppError> {
        let (_, ids) = existing::named(transaction, request, lines).await?;
        write::locked(transaction, ids).await?;
        Ok(())
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
        write::locked(transaction, rows.iter().map(|row| row.subject_id).collect()).await?;
        Ok(())
    }

    async fn obstacle(
        transaction: &DatabaseTransaction,
        request: &Request,
        rows: &[import_row::Model],
    ) -> Result<Option<String>, AppError> {
        Ok(undo::plan(transaction, request, rows).await?.err())
    }

    async fn undo(
        transaction: &DatabaseTransaction,
        request: &Request,
        rows: Vec<import_row::Model>,
    ) -> Result<(), AppError> {
        // Asked before: see `obstacle`.
        let planned = undo::plan(transaction, request, &rows).await?.map_err(|_| AppError::Internal)?;
        undo::undo(transaction, request, planned).await
    }
}
