//! Which rows, in which order: looked up once, and then a page of them at a time.
//!
//! The database sorts once. With a limit and an offset it would sort everything again for every page, which of 100.000 rows
//! takes longer than anybody waits. What is kept meanwhile are ids: 16 bytes for a row, where Excel has no more than a
//! million.

use std::vec::IntoIter;

use futures_util::TryStreamExt;
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait, QuerySelect, Select};
use uuid::Uuid;

/// So many rows are in memory at once.
pub const PAGE: usize = 1_000;

pub struct Keys(IntoIter<Uuid>);

impl Keys {
    /// `id`: the column that the rows are read by.
    pub async fn of<E: EntityTrait>(
        transaction: &DatabaseTransaction,
        selection: Select<E>,
        id: E::Column,
    ) -> Result<Self, DbErr> {
        let ids = selection.select_only().column(id).into_tuple::<Uuid>().stream(transaction).await?;
        let ids: Vec<Uuid> = ids.try_collect().await?;
        Ok(Self(ids.into_iter()))
    }

    /// Those of the next page; none when there are no more.
    pub fn page(&mut self) -> Vec<Uuid> {
        self.0.by_ref().take(PAGE).collect()
    }
}

/// What was found by these ids, in their order.
pub fn in_order<T>(ids: &[Uuid], found: Vec<T>, id: impl Fn(&T) -> Uuid) -> Vec<T> {
    let mut found: std::collections::BTreeMap<Uuid, T> = found.into_iter().map(|one| (id(&one), one)).collect();
    ids.iter().filter_map(|id| found.remove(id)).collect()
}
