//! Adding many rows, as many a statement as both databases take.

use sea_orm::{ActiveModelTrait, ConnectionTrait, DbErr, EntityTrait};

/// A statement has a limited number of values: 32.766 on SQLite, and no table has more than eighty columns.
const ROWS_PER_STATEMENT: usize = 400;

/// Adds these rows, in this order.
///
/// # Errors
/// When the database fails or refuses one of them.
pub async fn insert_all<A>(
    connection: &impl ConnectionTrait,
    rows: impl IntoIterator<Item = A, IntoIter: Send>,
) -> Result<(), DbErr>
where
    A: ActiveModelTrait,
{
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let some: Vec<A> = rows.by_ref().take(ROWS_PER_STATEMENT).collect();
        A::Entity::insert_many(some).exec_without_returning(connection).await?;
    }
    Ok(())
}
