//! Projects from a file: found by their own mark or by ours, filled in over what is there.

mod columns;
mod existing;
mod fill;
mod plan;
mod write;

use domain::imports::{Column, Line};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};

use super::{Done, Importable, Planned};
use crate::audit::Author;
use crate::error::AppError;
use crate::imports::entity::import_row;
use crate::projects::names::Names;
use crate::request::Request;

pub use write::Write;

pub struct Projects;

impl Importable for Projects {
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
        plan::plan(connection, request, columns, lines).await
    }

    async fn write(transaction: &DatabaseTransaction, author: &Author, write: Write) -> Result<Done, DbErr> {
        write.save(transaction, author).await
    }

    async fn undo(
        transaction: &DatabaseTransaction,
        request: &Request,
        rows: Vec<import_row::Model>,
    ) -> Result<(), AppError> {
        write::undo(transaction, request, rows).await
    }
}
