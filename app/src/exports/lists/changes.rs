//! What is different between two moments: of a meeting (`overleg=`), or of any two days.

use std::collections::BTreeMap;

use leptos_router::params::ParamsMap;
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::{municipalities, yes};
use crate::error::AppError;
use crate::exports::cells::count;
use crate::exports::{Listed, Sheet};
use crate::request::Request;
use crate::since::comparing::Told;
use crate::since::filter::Filter;
use crate::since::queries::{days_asked, of_meeting_whole};
use crate::since::{MEETING, PATH};
use crate::ui::LeftOut;

pub struct Changes {
    places: BTreeMap<Uuid, String>,
    rows: Vec<Told>,
}

impl Listed for Changes {
    const NAME: &'static str = "veranderingen";
    const TITLE: &'static str = "Veranderingen";
    const PATH: &'static str = PATH;
    type Row = Told;

    async fn open(
        transaction: &DatabaseTransaction,
        request: &Request,
        query: &ParamsMap,
    ) -> Result<(Self, LeftOut), AppError> {
        let mut query = query.clone();
        let meeting = query.get(MEETING);
        query.remove(MEETING);
        let (filter, mut left_out) = Filter::from_query(&query);
        let shown = match meeting {
            Some(id) => of_meeting_whole(request, id.parse().map_err(|_| AppError::NotFound)?, &filter).await?,
            None => days_asked(request, &filter).await?,
        };
        let places = municipalities(transaction, &request.visibility()).await?;
        let places = places.into_iter().map(|row| (row.id, row.name)).collect();
        let (rows, unknown) = shown.map(|shown| (shown.lines, shown.unknown)).unwrap_or_default();
        left_out.unknown.extend(unknown);
        Ok((Self { places, rows }, left_out))
    }

    fn sheet(&self) -> Sheet<Told> {
        let places = self.places.clone();
        Sheet::default()
            .text("Gemeente", move |row: &Told| row.place.and_then(|id| places.get(&id).cloned()))
            .text("Waarover", |row| row.subject.clone())
            .text("Deel", |row| Some(row.part.clone()).filter(|part| !part.is_empty()))
            .text("Wat", |row| row.kind.label().to_owned())
            .text("Verandering", |row| Some(row.change.clone()).filter(|change| !change.is_empty()))
            .text("Motivering", |row| row.note.clone())
            .whole("Woningen in gevaar", |row| row.still_at_risk().map(count))
            .text("Voorbeeld", |row| yes(row.example))
    }

    async fn next(&mut self, _: &DatabaseTransaction) -> Result<Vec<Told>, AppError> {
        Ok(std::mem::take(&mut self.rows))
    }
}
