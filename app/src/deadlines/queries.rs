//! Reading the deadlines of a region.

use chrono::NaiveDate;
use domain::Period;
use domain::policy::Visibility;
use sea_orm::{ConnectionTrait, QueryOrder};

use super::data::{Deadline, Overview};
use super::entity::deadline;
use crate::commitments::records::stored_period;
use crate::error::AppError;
use crate::organisations::queries::Sources;
use crate::scope::seen;

/// All of them, the first to end first.
pub async fn overview(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    today: NaiveDate,
) -> Result<Overview, AppError> {
    let sources = Sources::of(connection, visibility).await?;
    let rows = seen::<deadline::Entity>(visibility).order_by_asc(deadline::Column::Position).all(connection).await?;
    let deadline = |row: deadline::Model| Deadline {
        due: stored_period(row.due.as_deref()),
        source: sources.find(row.source_id, row.source_detail.as_ref()),
        title: row.title,
        legal_status: row.legal_status,
        note: row.note,
    };
    let mut deadlines: Vec<Deadline> = rows.into_iter().map(deadline).collect();
    deadlines.sort_by_key(|deadline| order(deadline.due, today));
    Ok(Overview { today, deadlines })
}

/// Without a date comes last.
fn order(due: Option<Period>, today: NaiveDate) -> (bool, Option<NaiveDate>) {
    let end = due.and_then(|due| due.next_end(today));
    (end.is_none(), end)
}
