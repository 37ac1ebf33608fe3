//! `/doelen/onderbouwing`: what a number of the balance was counted from.

use leptos_router::params::ParamsMap;
use sea_orm::DatabaseTransaction;

use super::yes;
use crate::balance::{BEHIND, Basis, Entry};
use crate::error::AppError;
use crate::exports::{Listed, Sheet};
use crate::request::Request;
use crate::ui::LeftOut;

/// So many at a time.
const AT_ONCE: u64 = 1_000;

pub struct BehindNumber {
    basis: Basis,
    /// How many were written.
    written: u64,
}

impl Listed for BehindNumber {
    const NAME: &'static str = "onderbouwing";
    const TITLE: &'static str = "Onderbouwing";
    const PATH: &'static str = BEHIND;
    type Row = Entry;

    async fn open(
        transaction: &DatabaseTransaction,
        request: &Request,
        query: &ParamsMap,
    ) -> Result<(Self, LeftOut), AppError> {
        let known = ["scenario", "gemeente", "soort", "kolom", "pagina"];
        let left_out = LeftOut::read(query, |name, _| known.contains(&name));
        let basis = Basis::of(transaction, &request.visibility(), query, request.today()).await?;
        Ok((Self { basis, written: 0 }, left_out))
    }

    fn sheet(&self) -> Sheet<Entry> {
        Sheet::default()
            .text("Project", |row: &Entry| row.name.clone())
            .text("Gemeente", |row| row.municipality.clone())
            .text("Soort", |row| row.measure.clone())
            .text("Opgeleverd of gepland", |row| row.when.clone())
            .whole(self.basis.figure.label(), |row| row.count)
            .text("Voorbeeld", |row| yes(row.example))
            .text("Id project", |row| row.project.to_string())
    }

    async fn next(&mut self, transaction: &DatabaseTransaction) -> Result<Vec<Entry>, AppError> {
        let entries = self.basis.entries(transaction, self.written, AT_ONCE).await?;
        self.written += entries.len() as u64;
        Ok(entries)
    }
}
