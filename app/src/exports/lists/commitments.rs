//! `/afspraken`: in the columns that can be loaded, and then how each stands.

use std::sync::Arc;

use chrono::NaiveDate;
use domain::Period;
use domain::commitments::{Content, LifeCycle, is_overdue};
use domain::policy::Visibility;
use domain::progress::{Reckoning, Standing};
use leptos_router::params::ParamsMap;
use sea_orm::{ColumnTrait, DatabaseTransaction, JoinType, QueryFilter, QuerySelect, RelationTrait};
use uuid::Uuid;

use super::{source, yes};
use crate::commitments::entity::commitment;
use crate::commitments::filter::Filter;
use crate::commitments::names::Names;
use crate::commitments::queries::conditions::{conditions, resolve};
use crate::commitments::queries::{sorted, visible};
use crate::commitments::records::{Texts, stored_life_cycle, stored_period};
use crate::error::AppError;
use crate::exports::keys::{Keys, in_order};
use crate::exports::{Listed, Sheet};
use crate::imports::kinds::commitments::told::{Telling, Told};
use crate::organisations::queries::Sources;
use crate::request::{Request, day_of};
use crate::ui::LeftOut;

/// A commitment as its editors go on from it: where a change lies with the parties, that is what stands here, so that a list
/// that is brought back does not undo it.
pub struct Row {
    id: Uuid,
    number: String,
    external_id: Option<String>,
    municipality: Option<Uuid>,
    content: Content,
    life_cycle: LifeCycle,
    standing: Standing,
    reported_on: Option<NaiveDate>,
    expected: Option<Period>,
    overdue: bool,
    change_asked: bool,
    source: Option<String>,
    updated_on: NaiveDate,
    example: bool,
}

pub struct Commitments {
    visibility: Visibility,
    reckoning: Reckoning,
    telling: Arc<Telling>,
    sources: Sources,
    keys: Keys,
}

impl Listed for Commitments {
    const NAME: &'static str = "afspraken";
    const TITLE: &'static str = "Afspraken";
    const PATH: &'static str = "/afspraken";
    type Row = Row;

    async fn open(
        transaction: &DatabaseTransaction,
        request: &Request,
        query: &ParamsMap,
    ) -> Result<(Self, LeftOut), AppError> {
        let (visibility, reckoning) = (request.visibility(), request.reckoning());
        let (filter, mut left_out) = Filter::from_query(query);
        let (named, unknown) = resolve(transaction, &visibility, &filter).await?;
        left_out.unknown.extend(unknown);
        let chosen = visible(&visibility)
            .filter(conditions(&filter, &named, reckoning))
            .join(JoinType::LeftJoin, commitment::Relation::Municipality.def());
        let keys = Keys::of(transaction, sorted(chosen, filter.sort), commitment::Column::Id).await?;
        let telling = Arc::new(Telling::new(Names::of_region(transaction, visibility.region.0).await?));
        let sources = Sources::of(transaction, &visibility).await?;
        Ok((Self { visibility, reckoning, telling, sources, keys }, left_out))
    }

    fn sheet(&self) -> Sheet<Row> {
        let telling = Arc::clone(&self.telling);
        let sheet = Sheet::default().text("Nummer in de agenda", |row: &Row| row.number.clone());
        standing(sheet.loadable(self.telling.columns(), Telling::kind, move |code, row| {
            let Row { id, municipality, external_id, content, .. } = row;
            let told = Told { id: *id, municipality: *municipality, external_id: external_id.as_deref(), content };
            telling.value(code, &told)
        }))
    }

    async fn next(&mut self, transaction: &DatabaseTransaction) -> Result<Vec<Row>, AppError> {
        let ids = self.keys.page();
        if ids.is_empty() {
            return Ok(vec![]);
        }
        let of_page = commitment::Column::Id.is_in(ids.iter().copied());
        let rows = visible(&self.visibility).filter(of_page).all(transaction).await?;
        let rows = in_order(&ids, rows, |row| row.id);
        let texts = Texts::of_many(transaction, &rows).await?;
        Ok(rows.into_iter().zip(texts).map(|(row, texts)| self.row(row, texts)).collect())
    }
}

impl Commitments {
    fn row(&self, row: commitment::Model, texts: Texts) -> Row {
        let life_cycle = stored_life_cycle(&row.life_cycle);
        let status = row.progress.as_deref().and_then(|code| code.parse().ok());
        Row {
            id: row.id,
            municipality: row.municipality_id,
            life_cycle,
            standing: self.reckoning.standing(life_cycle, status, row.progress_on),
            reported_on: row.progress_on,
            expected: stored_period(row.expected.as_deref()),
            overdue: is_overdue(life_cycle, row.due_last_day, self.reckoning.today),
            change_asked: texts.change.is_some(),
            source: source(self.sources.find(row.source_id, row.source_detail.as_ref()).as_ref()),
            updated_on: day_of(row.updated_at),
            example: row.example,
            content: texts.change.unwrap_or(texts.row),
            number: row.number,
            external_id: row.external_id,
        }
    }
}

/// How it stands: to read only.
fn standing(sheet: Sheet<Row>) -> Sheet<Row> {
    sheet
        .text("Status", |row| row.life_cycle.label().to_owned())
        .text("Wijziging ligt bij de partijen", |row| yes(row.change_asked))
        .text("Voortgang", |row| row.standing.label().to_owned())
        .day("Voortgang gemeld op", |row| row.reported_on)
        .period("Verwacht gereed", |row| row.expected)
        .text("Over tijd", |row| yes(row.overdue))
        .text("Bron", |row| row.source.clone())
        .day("Laatst bijgewerkt", |row| Some(row.updated_on))
        .text("Voorbeeld", |row| yes(row.example))
}
