//! What can be written.

use leptos_router::params::ParamsMap;
use sea_orm::DatabaseTransaction;

use super::Sheet;
use crate::error::AppError;
use crate::request::Request;
use crate::ui::LeftOut;

/// A list or table that can be written.
pub trait Listed: Sized + Send {
    /// What its files are called, before the day.
    const NAME: &'static str;
    /// What its sheet is called.
    const TITLE: &'static str;
    /// Where it is shown.
    const PATH: &'static str;
    /// One line of it.
    type Row: Send;

    /// The list that an address asks for, and what of the address its screen does not know.
    fn open(
        transaction: &DatabaseTransaction,
        request: &Request,
        query: &ParamsMap,
    ) -> impl Future<Output = Result<(Self, LeftOut), AppError>> + Send;

    fn sheet(&self) -> Sheet<Self::Row>;

    /// The next rows, in the order of the screen; empty when there are no more. It may not ask the database for each row.
    fn next(
        &mut self,
        transaction: &DatabaseTransaction,
    ) -> impl Future<Output = Result<Vec<Self::Row>, AppError>> + Send;
}
