//! Reading what is printed: the commitment's own page, and the versions that its parties were asked about.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a commitment is read by its id, which was found through `visible`"
)]

use sea_orm::{ColumnTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::commitments::agreement::entity::commitment_version;
use crate::commitments::agreement::records::Outcome;
use crate::commitments::data::Detail;
use crate::commitments::queries::show;
use crate::error::AppError;
use crate::request::{Request, day_of, moment_label};

#[derive(Clone, Debug)]
pub struct PrintPage {
    pub detail: Detail,
    pub region: String,
    /// As of when: `26-11-2026 10:00`
    pub as_of: String,
    /// The first comes first; none while it is a concept.
    pub versions: Vec<VersionLine>,
}

/// A version that was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionLine {
    pub number: i32,
    /// `21-11-2026`
    pub asked_on: String,
    /// What became of it, and when; none while it lies with the parties.
    pub outcome: Option<(&'static str, String)>,
}

/// # Errors
/// `NotFound` when the commitment does not exist for this person.
pub async fn page(request: &Request, id: Uuid) -> Result<PrintPage, AppError> {
    let detail = show(request, id).await?;
    let versions = versions(request.database(), id).await?;
    Ok(PrintPage { detail, region: request.user.region.clone(), as_of: moment_label(request.now()), versions })
}

async fn versions(database: &DatabaseConnection, id: Uuid) -> Result<Vec<VersionLine>, DbErr> {
    let rows = commitment_version::Entity::find()
        .filter(commitment_version::Column::CommitmentId.eq(id))
        .order_by_asc(commitment_version::Column::Number)
        .all(database)
        .await?;
    let day = |at| domain::dutch::date(day_of(at));
    let line = |row: commitment_version::Model| VersionLine {
        number: row.number,
        asked_on: day(row.asked_at),
        outcome: row
            .outcome
            .and_then(|code| code.parse::<Outcome>().ok())
            .map(|outcome| (outcome.label(), row.decided_at.map(day).unwrap_or_default())),
    };
    Ok(rows.into_iter().map(line).collect())
}
