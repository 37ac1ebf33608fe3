//! Between the tables and the domain: the entries of a project, folded, and a new one added.
#![expect(clippy::disallowed_methods, reason = "deliveries are read by their project, which was found through `seen`")]

use chrono::NaiveDate;
use domain::deliveries::{Act, Delivered, Entry, Ledger, Refusal};
use domain::ids::{DeliveryId, UserId};
use domain::projects::DwellingType;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder,
    Set,
};
use uuid::Uuid;

use super::entity::{delivery, lot};
use crate::audit::Author;
use crate::commitments::links::stored_count;
use crate::projects::records::{number, stored};
use crate::storage::new_id;

/// The ledger of one project.
#[derive(Clone, Debug)]
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
        let entries = delivery::Entity::find()
            .filter(delivery::Column::ProjectId.eq(project))
            .order_by_asc(delivery::Column::Sequence)
            .all(connection)
            .await?;
        let mut ledger = Ledger::default();
        for row in &entries {
            let impossible = |refusal: Refusal| DbErr::Custom(format!("delivery {}: {refusal}", row.id));
            ledger.add(row.id.into(), entry_of(row)?, stored_count(row.count)).map_err(impossible)?;
        }
        Ok(Self { entries, ledger })
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

    /// Adds an entry to the ledger of a project whose row the caller has locked, and brings its lots up to date.
    pub async fn add(
        &mut self,
        transaction: &DatabaseTransaction,
        project: Uuid,
        new: NewEntry,
        author: &Author,
    ) -> Result<Uuid, NotAdded> {
        let id = new_id();
        self.ledger.add(id.into(), new.entry, new.count).map_err(NotAdded::Refused)?;
        let row = self.row(id, project, new, author)?;
        self.entries.push(row.insert(transaction).await?);
        let touched = [Some(id), self.entries.last().and_then(|row| row.of_id)];
        for touched in touched.into_iter().flatten() {
            self.keep_lot(transaction, touched).await?;
        }
        Ok(id)
    }

    fn row(&self, id: Uuid, project: Uuid, new: NewEntry, author: &Author) -> Result<delivery::ActiveModel, DbErr> {
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
            sequence: Set(i32::try_from(self.length() + 1).map_err(|error| DbErr::Custom(error.to_string()))?),
            act: Set(act.code().to_owned()),
            of_id: Set(of.map(Into::into)),
            measure_id: Set(kind.and_then(DwellingType::measure).map(Into::into)),
            there: Set(there),
            count: Set(number(new.count)?),
            delivered_on: Set(delivered.as_ref().map(|delivered| delivered.on)),
            address: Set(delivered.as_ref().and_then(|delivered| delivered.address.clone())),
            evidence: Set(delivered.and_then(|delivered| delivered.evidence)),
            reason: Set(new.reason),
            user_id: Set(author.user.ok_or_else(nobody)?),
            organisation_id: Set(author.organisation.ok_or_else(nobody)?),
            at: Set(author.at),
        })
    }

    /// What a lot is by now; an entry that made none has none.
    async fn keep_lot(&self, transaction: &DatabaseTransaction, id: Uuid) -> Result<(), DbErr> {
        let (Some(state), Some(entry)) = (self.ledger.lot(id.into()), self.entry(id)) else { return Ok(()) };
        let delivered_on =
            self.delivered_on(id).ok_or_else(|| DbErr::Custom(format!("delivery {id} without a day")))?;
        let row = lot::ActiveModel {
            id: Set(id),
            project_id: Set(entry.project_id),
            measure_id: Set(state.dwelling_type.measure().map(Into::into)),
            delivered_on: Set(delivered_on),
            waiting: Set(number(state.waiting)?),
            verified: Set(number(state.verified)?),
            returned: Set(number(state.returned)?),
        };
        match lot::Entity::find_by_id(id).one(transaction).await? {
            Some(_) => row.update(transaction).await?,
            None => row.insert(transaction).await?,
        };
        Ok(())
    }
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
