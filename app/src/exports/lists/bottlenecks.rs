//! `/knelpunten`

use std::collections::BTreeMap;

use domain::bottlenecks::State;
use domain::policy::Visibility;
use leptos_router::params::ParamsMap;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, QueryFilter};
use uuid::Uuid;

use super::{ID, municipalities, yes};
use crate::bottlenecks::entity::bottleneck;
use crate::bottlenecks::filter::{Filter, PATH};
use crate::bottlenecks::queries::{Key, Risk, Row as Line, chosen, in_order, of_all, rows, success_factors};
use crate::error::AppError;
use crate::exports::cells::count;
use crate::exports::keys::PAGE;
use crate::exports::{Listed, Sheet};
use crate::regions::entity::organisation;
use crate::request::Request;
use crate::scope::seen;
use crate::ui::LeftOut;

/// A line of the list, with what stands on the page of the bottleneck.
pub struct Row {
    line: Line,
    more: bottleneck::Model,
    acting: String,
}

pub struct Bottlenecks {
    visibility: Visibility,
    organisations: BTreeMap<Uuid, String>,
    risk: Risk,
    keys: std::vec::IntoIter<Key>,
}

impl Listed for Bottlenecks {
    const NAME: &'static str = "knelpunten";
    const TITLE: &'static str = "Knelpunten";
    const PATH: &'static str = PATH;
    type Row = Row;

    async fn open(
        transaction: &DatabaseTransaction,
        request: &Request,
        query: &ParamsMap,
    ) -> Result<(Self, LeftOut), AppError> {
        let visibility = request.visibility();
        let (filter, mut unknown) = Filter::from_query(query);
        let places = municipalities(transaction, &visibility).await?;
        let factors = success_factors(transaction, &visibility).await?;
        let (chosen, more) = chosen(&visibility, &filter, &places, &factors);
        unknown.extend(more);
        let risk = of_all(transaction, &visibility).await?;
        let keys = in_order(transaction, chosen, &risk).await?.into_iter();
        let organisations = organisations(transaction, &visibility).await?;
        Ok((Self { visibility, organisations, risk, keys }, LeftOut { unknown, repeated: vec![] }))
    }

    fn sheet(&self) -> Sheet<Row> {
        Sheet::default()
            .text("Knelpunt", |row: &Row| row.line.title.clone())
            .text("Omschrijving", |row| row.more.description.clone())
            .text("Succesfactor", |row| row.line.success_factor.clone())
            .text("Stand", |row| row.line.state.label().to_owned())
            .text("Niveau", |row| row.line.level.label().to_owned())
            .text("Eigenaar", |row| row.line.owner.clone())
            .text("Functie eigenaar", |row| row.line.owner_function.clone())
            .text("Wat er moet gebeuren", |row| row.more.action.clone())
            .text("Aan zet", |row| (row.line.state == State::Open).then(|| row.acting.clone()))
            .text("Functie aan zet", |row| row.more.acting_function.clone().filter(|_| row.line.state == State::Open))
            .whole("Afspraken", |row| i64::try_from(row.line.commitments).ok())
            .whole("Projecten", |row| i64::try_from(row.line.projects).ok())
            .whole("Woningen in gevaar", |row| count(row.line.dwellings_at_risk))
            .text("Voorbeeld", |row| yes(row.more.example))
            .text(ID, |row| row.line.id.to_string())
    }

    async fn next(&mut self, transaction: &DatabaseTransaction) -> Result<Vec<Row>, AppError> {
        let page: Vec<Key> = self.keys.by_ref().take(PAGE).collect();
        let lines = rows(transaction, &self.visibility, &page, &self.risk).await?;
        let of_page = bottleneck::Column::Id.is_in(lines.iter().map(|line| line.id));
        let more = seen::<bottleneck::Entity>(&self.visibility).filter(of_page).all(transaction).await?;
        let mut more: BTreeMap<Uuid, bottleneck::Model> = more.into_iter().map(|row| (row.id, row)).collect();
        let row = |line: Line| {
            let more = more.remove(&line.id)?;
            let acting = self.organisations.get(&more.acting_id).cloned().unwrap_or_default();
            Some(Row { line, more, acting })
        };
        Ok(lines.into_iter().filter_map(row).collect())
    }
}

async fn organisations(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
) -> Result<BTreeMap<Uuid, String>, DbErr> {
    let rows = seen::<organisation::Entity>(visibility).all(connection).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}
