//! Writing the rows of a table that differ from what a file says.
#![expect(
    clippy::disallowed_methods,
    reason = "a region file is loaded from the command line, for nobody in particular"
)]

use std::collections::BTreeSet;

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter,
};
use uuid::Uuid;

use super::report::Count;
use crate::deadlines::entity::deadline;
use crate::regions::entity::{municipality, organisation, region, source};
use crate::regions::vision::{body, challenge, success_factor, target_group};
use crate::storage::new_id;
use crate::targets::entity::{context_value, definition, measure, scenario, target};

/// Rows per statement: a statement has room for some ten thousand values.
const ROWS_PER_INSERT: usize = 500;

/// A row of reference data.
pub trait Identified: ModelTrait + PartialEq {
    fn id(&self) -> Uuid;
}

macro_rules! identified {
    ($($table:ident)+) => {
        $(impl Identified for $table::Model {
            fn id(&self) -> Uuid {
                self.id
            }
        })+
    };
}

identified! {
    region source municipality organisation measure scenario target challenge target_group deadline body success_factor
    context_value definition
}

/// The rows of a table that belong to a region.
pub async fn all_of_region<E: EntityTrait>(
    connection: &impl ConnectionTrait,
    column: E::Column,
    region: Uuid,
) -> Result<Vec<E::Model>, DbErr> {
    E::find().filter(column.eq(region)).all(connection).await
}

/// The identity of the row that is recognised, or a new one.
pub fn id_of<M: Identified>(existing: &[M], is_it: impl Fn(&M) -> bool) -> Uuid {
    existing.iter().find(|row| is_it(row)).map_or_else(new_id, Identified::id)
}

/// What became of a table.
pub struct Saved<M> {
    /// The rows that the file asked for.
    pub wanted: Vec<M>,
    pub added: BTreeSet<Uuid>,
    pub changed: BTreeSet<Uuid>,
}

impl<M> Saved<M> {
    pub fn count(&self) -> Count {
        Count { added: self.added.len(), changed: self.changed.len() }
    }
}

/// Inserts the wanted rows that do not exist, and updates those that exist and differ.
pub async fn save<M>(connection: &impl ConnectionTrait, existing: Vec<M>, wanted: Vec<M>) -> Result<Saved<M>, DbErr>
where
    M: Identified + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
    <M::Entity as EntityTrait>::Model: IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
    <M::Entity as EntityTrait>::ActiveModel: Send,
{
    let mut new = Vec::new();
    let (mut added, mut changed) = (BTreeSet::new(), BTreeSet::new());
    for row in &wanted {
        match existing.iter().find(|old| old.id() == row.id()) {
            Some(old) if old == row => {}
            Some(_) => {
                let active = row.clone().into_active_model().reset_all();
                active.update(connection).await?;
                changed.insert(row.id());
            }
            None => {
                new.push(row.clone().into_active_model());
                added.insert(row.id());
            }
        }
    }
    while !new.is_empty() {
        let rest = new.split_off(new.len().min(ROWS_PER_INSERT));
        M::Entity::insert_many(std::mem::replace(&mut new, rest)).exec_without_returning(connection).await?;
    }
    Ok(Saved { wanted, added, changed })
}
