//! Between the tables and the domain: reading and writing what a gemeente tells of a year.
#![expect(
    clippy::disallowed_methods,
    reason = "the parts of a year are read by its id, which was found through `seen`"
)]

use domain::allocations::{Content, Number};
use domain::audit::Event;
use domain::differences::FieldChange;
use domain::ids::TargetGroupId;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, Set,
};
use uuid::Uuid;

use super::entity::{allocation, allocation_year};
use crate::audit::{self, Author, Subject};
use crate::commitments::links::stored_count;
use crate::storage::new_id;

pub async fn content_of(connection: &impl ConnectionTrait, row: &allocation_year::Model) -> Result<Content, DbErr> {
    let parts = allocation::Entity::find().filter(allocation::Column::AllocationYearId.eq(row.id));
    let mut content = Content { note: row.note.clone(), ..Content::default() };
    for part in parts.all(connection).await? {
        let number = content.numbers.entry(part.target_group_id.into()).or_default();
        number.add(part.organisation_id.map(Into::into), stored_count(part.count));
    }
    Ok(content)
}

/// A year of which its gemeente told nothing yet.
#[derive(Clone, Debug)]
pub struct NewYear {
    pub region_id: Uuid,
    pub municipality_id: Uuid,
    pub year: i32,
    pub content: Content,
    /// Invented, for the demo.
    pub example: bool,
}

/// Adds what is told of a year, with its audit entry; `changes` tell what it is.
pub async fn insert_year(
    transaction: &DatabaseTransaction,
    new: NewYear,
    changes: &[FieldChange],
    author: &Author,
    event: Event,
) -> Result<(), DbErr> {
    let row = allocation_year::ActiveModel {
        id: Set(new_id()),
        region_id: Set(new.region_id),
        municipality_id: Set(new.municipality_id),
        year: Set(new.year),
        note: Set(new.content.note.clone()),
        example: Set(new.example),
        version: Set(1),
        updated_at: Set(author.at),
    };
    let row = row.insert(transaction).await?;
    insert_parts(transaction, row.id, &new.content).await?;
    audit::record(transaction, author, event, Subject::Allocations(row.id), changes).await
}

/// Replaces what is told; the caller keeps others from the row.
pub async fn replace_content(
    transaction: &DatabaseTransaction,
    row: &allocation_year::Model,
    content: &Content,
    author: &Author,
) -> Result<(), DbErr> {
    let changed = allocation_year::ActiveModel {
        id: Set(row.id),
        note: Set(content.note.clone()),
        // Somebody has put their own numbers there.
        example: Set(false),
        version: Set(row.version + 1),
        updated_at: Set(author.at),
        ..Default::default()
    };
    changed.update(transaction).await?;
    let parts = allocation::Entity::delete_many().filter(allocation::Column::AllocationYearId.eq(row.id));
    parts.exec(transaction).await?;
    insert_parts(transaction, row.id, content).await
}

async fn insert_parts(transaction: &impl ConnectionTrait, year: Uuid, content: &Content) -> Result<(), DbErr> {
    let parts = content.numbers.iter().flat_map(|(group, number)| parts_of(year, *group, number));
    let parts = parts.collect::<Result<Vec<_>, DbErr>>()?;
    if !parts.is_empty() {
        allocation::Entity::insert_many(parts).exec_without_returning(transaction).await?;
    }
    Ok(())
}

fn parts_of(
    year: Uuid,
    group: TargetGroupId,
    number: &Number,
) -> impl Iterator<Item = Result<allocation::ActiveModel, DbErr>> {
    let taken = number.taken().map(|(organisation, count)| (Some(organisation.0), count));
    // Nought too: it says that the number was given.
    taken.chain([(None, number.undivided())]).map(move |(organisation, count)| {
        Ok(allocation::ActiveModel {
            id: Set(new_id()),
            allocation_year_id: Set(year),
            target_group_id: Set(group.0),
            organisation_id: Set(organisation),
            count: Set(
                i32::try_from(count).map_err(|_| DbErr::Custom("more allocations than can be stored".to_owned()))?
            ),
        })
    })
}
