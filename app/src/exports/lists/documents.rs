//! `/documenten`

use leptos_router::params::ParamsMap;
use sea_orm::DatabaseTransaction;

use super::{ID, yes};
use crate::documents::PATH;
use crate::documents::queries::{Row, rows};
use crate::documents::records::Organisations;
use crate::error::AppError;
use crate::exports::cells::count;
use crate::exports::{Listed, Sheet};
use crate::request::Request;
use crate::ui::LeftOut;

pub struct Documents(Vec<Row>);

impl Listed for Documents {
    const NAME: &'static str = "documenten";
    const TITLE: &'static str = "Documenten";
    const PATH: &'static str = PATH;
    type Row = Row;

    async fn open(
        transaction: &DatabaseTransaction,
        request: &Request,
        _: &ParamsMap,
    ) -> Result<(Self, LeftOut), AppError> {
        let organisations = Organisations::of_region(transaction, request.actor().region.0).await?;
        Ok((Self(rows(transaction, request, &organisations).await?), LeftOut::default()))
    }

    fn sheet(&self) -> Sheet<Row> {
        Sheet::default()
            .text("Document", |row: &Row| row.title.clone())
            .text("Soort", |row| row.kind.label().to_owned())
            .text("Looptijd", |row| row.years.clone())
            .text("Partijen", |row| row.parties.join("; "))
            .whole("Afspraken", |row| count(row.commitments))
            .text("Adres op internet", |row| row.url.clone())
            .text("Voorbeeld", |row| yes(row.example))
            .text(ID, |row| row.id.to_string())
    }

    async fn next(&mut self, _: &DatabaseTransaction) -> Result<Vec<Row>, AppError> {
        Ok(std::mem::take(&mut self.0))
    }
}
