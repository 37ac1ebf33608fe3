//! Reading the trail from end to end, a page at a time, out of one snapshot.
#![expect(
    clippy::disallowed_methods,
    reason = "the log and its chain are read by those who may read all of it; `search` starts from a region"
)]

use std::collections::BTreeSet;

use sea_orm::sea_query::ExprTrait;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QueryResult, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::chain::{Fault, Wrong};
use super::entity::{audit_entry, audit_head};
use crate::storage::keeps_moment_as;

const PAGE: u64 = 500;

/// A moment as the database holds it.
const STORED_AT: &str = "stored_at";

/// Every chain that has entries or a head.
pub async fn chains(transaction: &DatabaseTransaction) -> Result<BTreeSet<Uuid>, DbErr> {
    use audit_entry::Column as C;
    let heads: Vec<Uuid> = audit_head::Entity::find()
        .select_only()
        .column(audit_head::Column::Chain)
        .into_tuple()
        .all(transaction)
        .await?;
    let mut chains: BTreeSet<Uuid> = heads.into_iter().collect();
    // From one to the next along the index: DISTINCT would read every entry.
    let first = audit_entry::Entity::find().select_only().column(C::Chain).order_by_asc(C::Chain).limit(1);
    let mut next: Option<Uuid> = first.clone().into_tuple().one(transaction).await?;
    while let Some(chain) = next {
        chains.insert(chain);
        next = first.clone().filter(C::Chain.gt(chain)).into_tuple().one(transaction).await?;
    }
    Ok(chains)
}

/// The entries of one chain in their order.
pub struct Pages<'t> {
    transaction: &'t DatabaseTransaction,
    chain: Uuid,
    after: Option<i64>,
}

impl<'t> Pages<'t> {
    pub const fn new(transaction: &'t DatabaseTransaction, chain: Uuid) -> Self {
        Self { transaction, chain, after: None }
    }

    /// The next entries; none after the last. One that cannot be read is the last of its page.
    pub async fn next(&mut self) -> Result<Vec<Result<audit_entry::Model, Fault>>, DbErr> {
        use audit_entry::Column as C;
        let select = audit_entry::Entity::find()
            .column_as(C::At.into_expr().cast_as("text"), STORED_AT)
            .filter(C::Chain.eq(self.chain))
            .apply_if(self.after, |select, after| select.filter(C::Sequence.gt(after)))
            .order_by_asc(C::Sequence)
            .limit(PAGE);
        let rows = self.transaction.query_all(&select.into_query()).await?;
        let mut page = Vec::with_capacity(rows.len());
        for row in rows {
            let entry = self.read(&row);
            let readable = entry.is_ok();
            page.push(entry);
            if !readable {
                break;
            }
        }
        Ok(page)
    }

    fn read(&mut self, row: &QueryResult) -> Result<audit_entry::Model, Fault> {
        let sequence = row.try_get::<i64>("", "sequence").ok();
        let unreadable = |why: String| Fault {
            sequence: sequence.unwrap_or_default(),
            entry: row.try_get("", "id").ok(),
            wrong: Wrong::Unreadable(why),
        };
        let entry = audit_entry::Model::from_query_result(row, "").map_err(|error| unreadable(error.to_string()))?;
        let stored_at: String = row.try_get("", STORED_AT).map_err(|error| unreadable(error.to_string()))?;
        // SQLite keeps a moment as text, which can say the same in other words: those were not the program's.
        if keeps_moment_as(self.transaction, entry.at).is_some_and(|text| text != stored_at) {
            return Err(unreadable(format!("its moment is written as {stored_at:?}")));
        }
        self.after = Some(entry.sequence);
        Ok(entry)
    }
}
