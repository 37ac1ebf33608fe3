//! `/overleggen`

use std::collections::BTreeMap;

use leptos_router::params::ParamsMap;
use sea_orm::{ColumnTrait, DatabaseTransaction, QueryFilter};
use uuid::Uuid;

use super::{ID, yes};
use crate::error::AppError;
use crate::exports::cells::count;
use crate::exports::keys::{Keys, in_order};
use crate::exports::{Listed, Sheet};
use crate::meetings::PATH;
use crate::meetings::entity::meeting;
use crate::meetings::filter::Filter;
use crate::meetings::queries::{Chosen, Row as Line, rows};
use crate::request::Request;
use crate::scope::seen;
use crate::ui::LeftOut;

/// A line of the list, with what stands on the page of the meeting.
pub struct Row {
    line: Line,
    more: meeting::Model,
}

pub struct Meetings {
    request: Request,
    chosen: Chosen,
    /// What is to come, and then what was: as on the screen.
    keys: [Keys; 2],
}

impl Listed for Meetings {
    const NAME: &'static str = "overleggen";
    const TITLE: &'static str = "Overleggen";
    const PATH: &'static str = PATH;
    type Row = Row;

    async fn open(
        transaction: &DatabaseTransaction,
        request: &Request,
        query: &ParamsMap,
    ) -> Result<(Self, LeftOut), AppError> {
        request.region()?;
        let (filter, mut left_out) = Filter::from_query(query);
        let chosen = Chosen::of(transaction, request, &filter).await?;
        let unknown = filter.body.filter(|_| chosen.unknown_body).map(|id| format!("overleg={id}"));
        left_out.unknown.extend(unknown);
        let keys = [
            Keys::of(transaction, chosen.upcoming(), meeting::Column::Id).await?,
            Keys::of(transaction, chosen.past(), meeting::Column::Id).await?,
        ];
        Ok((Self { request: request.clone(), chosen, keys }, left_out))
    }

    fn sheet(&self) -> Sheet<Row> {
        Sheet::default()
            .day("Datum", |row: &Row| Some(row.line.date))
            .text("Overleg", |row| row.line.body.clone())
            .text("Titel", |row| row.line.title.clone())
            .text("Plaats", |row| row.line.place.clone())
            .text("Stand", |row| row.line.state.label().to_owned())
            .whole("Agendapunten", |row| count(row.line.items))
            .day("Verslag vastgesteld op", |row| row.more.minutes_adopted_on)
            .text("Waarom afgelast", |row| row.more.cancelled_reason.clone())
            .text("Voorbeeld", |row| yes(row.line.example))
            .text(ID, |row| row.line.id.to_string())
    }

    async fn next(&mut self, transaction: &DatabaseTransaction) -> Result<Vec<Row>, AppError> {
        let ids = self.keys.iter_mut().map(Keys::page).find(|ids| !ids.is_empty()).unwrap_or_default();
        let of_page = meeting::Column::Id.is_in(ids.iter().copied());
        let found = seen::<meeting::Entity>(&self.request.visibility()).filter(of_page).all(transaction).await?;
        let found = in_order(&ids, found, |row| row.id);
        let mut more: BTreeMap<Uuid, meeting::Model> = found.iter().map(|row| (row.id, row.clone())).collect();
        let lines = rows(transaction, &self.chosen.bodies, found).await?;
        Ok(lines.into_iter().filter_map(|line| Some(Row { more: more.remove(&line.id)?, line })).collect())
    }
}
