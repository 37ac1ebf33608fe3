//! `/afspraken`: in the columns that can be loaded, and then how each stands.

use std::sync::Arc;

use chrono::NaiveDate;
use domain::Period;
use domain::commitments::{Content, LifeCycle, Party, PartyRef, PartyRole, is_overdue};
use domain::policy::Visibility;
use domain::progress::{Reckoning, Standing};
use leptos_router::params::ParamsMap;
use sea_orm::{ColumnTrait, DatabaseTransaction, JoinType, QueryFilter, QuerySelect, RelationTrait};
use uuid::Uuid;

use super::{ID, source, yes};
use crate::commitments::entity::commitment;
use crate::commitments::filter::Filter;
use crate::commitments::names::Names;
use crate::commitments::queries::conditions::{conditions, resolve};
use crate::commitments::queries::{sorted, visible};
use crate::commitments::records::{Texts, stored_life_cycle, stored_period};
use crate::error::AppError;
use crate::exports::keys::{Keys, in_order};
use crate::exports::{Listed, Sheet};
use crate::organisations::queries::Sources;
use crate::request::{Request, day_of};
use crate::ui::LeftOut;

/// How the agenda is called that is no gemeente's.
const REGIONAL: &str = "Regio";
/// An empty cell would say nothing.
const UNKNOWN: &str = "Nog niet bekend";

/// A commitment as its editors go on from it: where a change lies with the parties, that is what stands here, so that a list
/// that is brought back does not undo it.
pub struct Row {
    id: Uuid,
    number: String,
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
}

pub struct Commitments {
    visibility: Visibility,
    reckoning: Reckoning,
    names: Arc<Names>,
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
        let names = Arc::new(Names::of_region(transaction, visibility.region.0).await?);
        let sources = Sources::of(transaction, &visibility).await?;
        Ok((Self { visibility, reckoning, names, sources, keys }, left_out))
    }

    fn sheet(&self) -> Sheet<Row> {
        standing(dwellings(told(&self.names), &self.names)).text(ID, |row| row.id.to_string())
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
            content: texts.change.unwrap_or(texts.row),
            number: row.number,
        }
    }
}

/// What was agreed.
fn told(names: &Arc<Names>) -> Sheet<Row> {
    let of = |told: fn(&Names, &Row) -> Option<String>| {
        let names = Arc::clone(names);
        move |row: &Row| told(&names, row)
    };
    Sheet::default()
        .text("Nummer in de agenda", |row: &Row| row.number.clone())
        .text("Agenda", of(|names, row| Some(agenda(names, row))))
        .text("Titel", |row| row.content.title.clone())
        .text("Omschrijving", |row| row.content.description.clone())
        .text("Soort afspraak", |row| row.content.kind.map_or(UNKNOWN, |kind| kind.label()).to_owned())
        .text("Trekker", of(|names, row| Some(parties(names, row, PartyRole::Lead))))
        .text("Functie trekker", |row| lead(row)?.function.clone())
        .text("Bijdrage trekker", |row| lead(row)?.contribution.clone())
        .text("Partners", of(|names, row| Some(parties(names, row, PartyRole::Partner))))
        .text("Betrokkenen", of(|names, row| Some(parties(names, row, PartyRole::Consulted))))
        .text("Bijdragen van partijen", of(|names, row| Some(contributions(names, row))))
        .period("Start", |row| row.content.start)
        .with(sheets::Column::new("Gereed", sheets::Kind::Text), |row| match row.content.due {
            None => crate::exports::cells::text(UNKNOWN.to_owned()),
            due => crate::exports::cells::period(due),
        })
        .text("Plaats", |row| row.content.place.clone())
        .text("Opgaven", of(|names, row| Some(listed(row.content.challenges.iter().map(|id| id.0), &names.challenges))))
        .text(
            "Aandachtsgroepen",
            of(|names, row| Some(listed(row.content.target_groups.iter().map(|id| id.0), &names.target_groups))),
        )
        .text(
            "Succesfactoren",
            of(|names, row| Some(listed(row.content.success_factors.iter().map(|id| id.0), &names.success_factors))),
        )
        .text("Volgt uit", of(|names, row| Some(listed(row.content.documents.iter().map(|id| id.0), &names.documents))))
}

/// A column for each type of the region.
fn dwellings(mut sheet: Sheet<Row>, names: &Names) -> Sheet<Row> {
    for (measure, name) in names.measures.clone() {
        let of = move |row: &Row| row.content.dwellings.get(&measure.into()).map(|count| i64::from(*count));
        sheet = sheet.whole(&name, of);
    }
    sheet
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
}

fn agenda(names: &Names, row: &Row) -> String {
    match row.municipality {
        None => REGIONAL.to_owned(),
        Some(id) => names.municipalities.get(&id).cloned().unwrap_or_default(),
    }
}

fn lead(row: &Row) -> Option<&Party> {
    row.content.parties.iter().find(|party| party.role == PartyRole::Lead)
}

fn name(names: &Names, party: &Party) -> String {
    match party.who {
        PartyRef::Organisation(id) => names.organisations.get(&id.0).cloned().unwrap_or_default(),
        PartyRef::Group(group) => group.group_label().to_owned(),
    }
}

fn parties(names: &Names, row: &Row, role: PartyRole) -> String {
    let parties = row.content.parties.iter().filter(|party| party.role == role);
    parties.map(|party| name(names, party)).collect::<Vec<_>>().join("; ")
}

/// What partners bring; that of the lead has a column of its own.
fn contributions(names: &Names, row: &Row) -> String {
    let others = row.content.parties.iter().filter(|party| party.role != PartyRole::Lead);
    let said = others.filter_map(|party| Some(format!("{}: {}", name(names, party), party.contribution.as_ref()?)));
    said.collect::<Vec<_>>().join("; ")
}

fn listed(ids: impl Iterator<Item = Uuid>, names: &std::collections::BTreeMap<Uuid, String>) -> String {
    let mut words: Vec<&str> = ids.filter_map(|id| names.get(&id).map(String::as_str)).collect();
    words.sort_unstable();
    words.join("; ")
}
