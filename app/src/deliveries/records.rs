//! Between the tables and the domain: the entries of a project, folded, and a new one added.
#![expect(clippy::disallowed_methods, reason = "deliveries are read by their project, which was found through `seen`")]

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::deliveries::{Act, Delivered, Entry, Ledger, Lot, Refusal};
use domain::ids::{DeliveryId, UserId};
use domain::projects::DwellingType;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, Set, TryIntoModel,
};
use uuid::Uuid;

use super::entity::{delivery, lot};
use crate::audit::Author;
use crate::commitments::links::stored_count;
use crate::projects::records::{number, stored};
use crate::storage::{insert_all, new_id};

/// The ledger of one project.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// The oldest first.
    pub entries: Vec<delivery::Model>,
    pub ledger: Ledger,
}

/// What is added to it.
#[derive(Clone, Debug)]
pub struct NewEntry {
    pub entry: Entry,
    pub count: u32,
    /// Of a report.
    pub delivered: Option<Delivered>,
    pub reason: Option<String>,
    /// Of a report: by what its reporter knows it. Of a correction: the mark that it gives free.
    pub external_id: Option<String>,
}

pub enum NotAdded {
    Refused(Refusal),
    Failed(DbErr),
}

impl From<DbErr> for NotAdded {
    fn from(error: DbErr) -> Self {
        Self::Failed(error)
    }
}

impl Book {
    pub async fn of(connection: &impl ConnectionTrait, project: Uuid) -> Result<Self, DbErr> {
        Ok(Self::of_many(connection, vec![project]).await?.remove(&project).unwrap_or_default())
    }

    /// By project; one of which nothing is written has none.
    pub async fn of_many(
        connection: &impl ConnectionTrait,
        projects: Vec<Uuid>,
    ) -> Result<BTreeMap<Uuid, Self>, DbErr> {
        let entries = delivery::Entity::find()
            .filter(delivery::Column::ProjectId.is_in(projects))
            .order_by_asc(delivery::Column::ProjectId)
            .order_by_asc(delivery::Column::Sequence)
            .all(connection)
            .await?;
        let mut books: BTreeMap<Uuid, Self> = BTreeMap::new();
        for row in entries {
            let book = books.entry(row.project_id).or_default();
            let impossible = |refusal: Refusal| DbErr::Custom(format!("delivery {}: {refusal}", row.id));
            book.ledger.add(row.id.into(), entry_of(&row)?, stored_count(row.count)).map_err(impossible)?;
            book.entries.push(row);
        }
        Ok(books)
    }

    /// How many entries there are: a form says how many its writer saw.
    pub fn length(&self) -> usize {
        self.entries.len()
    }

    pub fn entry(&self, id: Uuid) -> Option<&delivery::Model> {
        self.entries.iter().find(|row| row.id == id)
    }

    /// An entry, and what it points at, back to the report that it began with.
    pub fn chain(&self, id: Uuid) -> impl Iterator<Item = &delivery::Model> {
        std::iter::successors(self.entry(id), |row| self.entry(row.of_id?))
    }

    /// When the dwellings of an entry were delivered: a correction does not move that.
    pub fn delivered_on(&self, id: Uuid) -> Option<NaiveDate> {
        self.chain(id).find_map(|row| row.delivered_on)
    }

    /// Who said that the dwellings of an entry are what it says.
    pub fn writers(&self, id: Uuid) -> impl Iterator<Item = UserId> {
        self.chain(id).map(|row| row.user_id.into())
    }

    /// By what its reporter knows a report, until that mark was given free.
    pub fn mark(&self, id: Uuid) -> Option<&str> {
        let mark = self.entry(id).filter(|row| row.of_id.is_none())?.external_id.as_deref()?;
        let given_free = self.entries.iter().any(|row| row.of_id == Some(id) && row.external_id.is_some());
        (!given_free).then_some(mark)
    }

    /// The report that has this mark.
    pub fn marked(&self, mark: &str) -> Option<&delivery::Model> {
        let mut with_it = self.entries.iter().filter(|row| row.external_id.as_deref() == Some(mark));
        with_it.find(|row| self.mark(row.id).is_some())
    }

    /// How many dwellings of a report are of this type by now, its corrections included.
    pub fn became(&self, report: Uuid, dwelling_type: DwellingType) -> u32 {
        let of_it = self.ledger.lots().filter(|(_, lot)| lot.dwelling_type == dwelling_type);
        let of_it = of_it.filter(|(id, _)| self.chain((*id).into()).any(|row| row.id == report));
        of_it.map(|(_, lot)| lot.total()).sum()
    }

    /// Adds an entry to the ledger of a project whose row the caller has locked, and brings its lots up to date.
    pub async fn add(
        &mut self,
        transaction: &DatabaseTransaction,
        project: Uuid,
        new: NewEntry,
        author: &Author,
    ) -> Result<Uuid, NotAdded> {
        let row = self.enter(new_id(), project, new, author)?.clone();
        let (id, of) = (row.id, row.of_id);
        delivery::Entity::insert(row.into_active_model()).exec_without_returning(transaction).await?;
        for touched in [Some(id), of].into_iter().flatten() {
            self.keep_lot(transaction, touched).await?;
        }
        Ok(id)
    }

    /// Adds an entry here only; the caller writes it.
    pub fn enter(
        &mut self,
        id: Uuid,
        project: Uuid,
        new: NewEntry,
        author: &Author,
    ) -> Result<&delivery::Model, NotAdded> {
        let (entry, count) = (new.entry, new.count);
        let row = entry_row(id, project, self.length() + 1, new, author)?.try_into_model()?;
        self.ledger.add(id.into(), entry, count).map_err(NotAdded::Refused)?;
        self.entries.push(row);
        Ok(&self.entries[self.entries.len() - 1])
    }

    /// The lots that its entries add up to.
    pub fn lots(&self) -> Result<Vec<lot::ActiveModel>, DbErr> {
        self.ledger.lots().filter_map(|(id, _)| self.lot_row(id.into()).transpose()).collect()
    }

    /// What a lot is by now; an entry that made none has none.
    async fn keep_lot(&self, transaction: &DatabaseTransaction, id: Uuid) -> Result<(), DbErr> {
        let Some(row) = self.lot_row(id)? else { return Ok(()) };
        match lot::Entity::find_by_id(id).one(transaction).await? {
            Some(_) => row.update(transaction).await?,
            None => row.insert(transaction).await?,
        };
        Ok(())
    }

    fn lot_row(&self, id: Uuid) -> Result<Option<lot::ActiveModel>, DbErr> {
        let (Some(state), Some(entry)) = (self.ledger.lot(id.into()), self.entry(id)) else { return Ok(None) };
        let delivered_on =
            self.delivered_on(id).ok_or_else(|| DbErr::Custom(format!("delivery {id} without a day")))?;
        lot_row(entry, state, delivered_on, self.mark(id).map(str::to_owned)).map(Some)
    }
}

/// Reports that are not written yet, many of which go into one statement.
#[derive(Default)]
pub struct ReportRows {
    entries: Vec<delivery::ActiveModel>,
    lots: Vec<lot::ActiveModel>,
}

impl ReportRows {
    /// As the entry of this number. It needs none of the entries before it, so that a file of many reports reads no ledger again
    /// for each; the caller has locked the project's row since it counted them.
    pub fn add(&mut self, project: Uuid, sequence: usize, new: NewEntry, author: &Author) -> Result<Uuid, DbErr> {
        let (id, entry, count) = (new_id(), new.entry, new.count);
        let mut alone = Ledger::default();
        alone.add(id.into(), entry, count).map_err(|refusal| DbErr::Custom(format!("delivery {id}: {refusal}")))?;
        let row = entry_row(id, project, sequence, new, author)?;
        let read = row.clone().try_into_model()?;
        let (Some(state), Some(on)) = (alone.lot(id.into()), read.delivered_on) else {
            return Err(DbErr::Custom(format!("delivery {id} is no report")));
        };
        self.lots.push(lot_row(&read, state, on, read.external_id.clone())?);
        self.entries.push(row);
        Ok(id)
    }

    pub async fn write(self, transaction: &DatabaseTransaction) -> Result<(), DbErr> {
        insert_all(transaction, self.entries).await?;
        insert_all(transaction, self.lots).await
    }
}

fn entry_row(
    id: Uuid,
    project: Uuid,
    sequence: usize,
    new: NewEntry,
    author: &Author,
) -> Result<delivery::ActiveModel, DbErr> {
    let nobody = || DbErr::Custom("a delivery without an author".to_owned());
    let (act, of) = (new.entry.act(), new.entry.of());
    let (kind, there) = match new.entry {
        Entry::Report { dwelling_type } => (Some(dwelling_type), true),
        Entry::Correct { into, .. } => (into, into.is_some()),
        Entry::Verify { .. } | Entry::Return { .. } => (None, true),
    };
    let delivered = new.delivered;
    Ok(delivery::ActiveModel {
        id: Set(id),
        project_id: Set(project),
        sequence: Set(i32::try_from(sequence).map_err(|error| DbErr::Custom(error.to_string()))?),
        act: Set(act.code().to_owned()),
        of_id: Set(of.map(Into::into)),
        measure_id: Set(kind.and_then(DwellingType::measure).map(Into::into)),
        there: Set(there),
        count: Set(number(new.count)?),
        delivered_on: Set(delivered.as_ref().map(|delivered| delivered.on)),
        address: Set(delivered.as_ref().and_then(|delivered| delivered.address.clone())),
        evidence: Set(delivered.and_then(|delivered| delivered.evidence)),
        reason: Set(new.reason),
        external_id: Set(new.external_id),
        user_id: Set(author.user.ok_or_else(nobody)?),
        organisation_id: Set(author.organisation.ok_or_else(nobody)?),
        at: Set(author.at),
    })
}

fn lot_row(
    entry: &delivery::Model,
    state: Lot,
    delivered_on: NaiveDate,
    mark: Option<String>,
) -> Result<lot::ActiveModel, DbErr> {
    Ok(lot::ActiveModel {
        id: Set(entry.id),
        project_id: Set(entry.project_id),
        measure_id: Set(state.dwelling_type.measure().map(Into::into)),
        delivered_on: Set(delivered_on),
        external_id: Set(mark),
        waiting: Set(number(state.waiting)?),
        verified: Set(number(state.verified)?),
        returned: Set(number(state.returned)?),
    })
}

pub fn entry_of(row: &delivery::Model) -> Result<Entry, DbErr> {
    let of = || row.of_id.map(DeliveryId::from).ok_or_else(|| DbErr::Custom(format!("delivery {} is of none", row.id)));
    let dwelling_type = DwellingType::from(row.measure_id.map(Into::into));
    Ok(match stored::<Act>(&row.act, "delivery")? {
        Act::Reported => Entry::Report { dwelling_type },
        Act::Verified => Entry::Verify { of: of()? },
        Act::Returned => Entry::Return { of: of()? },
        Act::Corrected => Entry::Correct { of: of()?, into: row.there.then_some(dwelling_type) },
    })
}
